package dev.slipway.bot.delivery;

import dev.slipway.Slipway;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.Conversation;
import dev.slipway.bot.conversation.RedactedChat;
import dev.slipway.catalog.ChatSettings;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Redaction;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chats in the server, whichever are configured. */
@Configuration(proxyBeanMethods = false)
class DeliveryWiring {
  @Bean
  ChatService chats(
      Slipway slipway,
      ChatSettings settings,
      Redaction redaction,
      ObjectProvider<ChatPlatform> configured,
      MeterRegistry registry) {
    Tallies tallies = new Tallies(registry);
    List<ChatPlatform> platforms =
        configured.stream()
            .<ChatPlatform>map(platform -> new RedactedChat(platform, redaction))
            .toList();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    Delivery delivery =
        new Delivery(
            slipway.desk(),
            slipway.outbox(),
            slipway.chatBook(),
            platforms,
            Holder.ofThisProcess(),
            settings.approveWith(),
            threads,
            tallies,
            new Quiet(() -> slipway.desk().catalogue().audience(), settings.quietHours()));
    Conversation conversation =
        new Conversation(
            slipway.desk(),
            slipway.chatBook(),
            delivery.names(),
            delivery.reacting(),
            Optional.of(slipway.news()));
    return new ChatService(platforms, conversation, delivery, threads, tallies);
  }

  @Bean("chat")
  HealthIndicator chatHealth(
      Slipway slipway, ChatService chats, ObjectProvider<ChatPlatform> configured) {
    Outbox outbox = slipway.outbox();
    return new ChatHealth(
        configured.stream().toList(), outbox, slipway.desk()::now, chats::troubles);
  }
}
