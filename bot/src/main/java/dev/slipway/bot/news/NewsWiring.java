package dev.slipway.bot.news;

import dev.slipway.Slipway;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.catalog.Reading;
import dev.slipway.notice.Redaction;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** News in the server, with whatever carriers are configured. */
@Configuration(proxyBeanMethods = false)
class NewsWiring {
  @Bean
  NewsLoop news(
      Slipway slipway,
      Reading.Read configuration,
      ObjectProvider<Carrier> carriers,
      ObjectProvider<Carriers> more,
      ObjectProvider<ChatPlatform> chats,
      Redaction redaction) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    NewsDelivery delivery =
        new NewsDelivery(
            slipway.desk(),
            slipway.news(),
            slipway.chatBook(),
            Stream.of(
                    carriers.stream(),
                    more.stream().flatMap(several -> several.all().stream()),
                    chats.stream().map(chat -> new ChannelCarrier(chat, slipway.desk(), redaction)))
                .<Carrier>flatMap(some -> some)
                .toList(),
            Slipway.name() + "/news",
            threads);
    Pruning pruning =
        new Pruning(slipway.outbox(), slipway.desk()::now, configuration.server().keepTold());
    return new NewsLoop(delivery, pruning, threads);
  }
}
