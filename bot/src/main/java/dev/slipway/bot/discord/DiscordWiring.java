package dev.slipway.bot.discord;

import dev.slipway.catalog.ChatSettings;
import dev.slipway.catalog.Reading;
import dev.slipway.control.SystemClock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Discord in the server, where the configuration has it. */
@Configuration(proxyBeanMethods = false)
class DiscordWiring {
  /** A Discord server is configured. */
  static class Configured implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return Optional.ofNullable(context.getBeanFactory())
          .flatMap(beans -> beans.getBeanProvider(Reading.Read.class).stream().findFirst())
          .flatMap(read -> read.chat().discord())
          .isPresent();
    }
  }

  @Bean
  @Conditional(Configured.class)
  DiscordPlatform discord(ChatSettings chat) {
    return new DiscordPlatform(chat.discord().orElseThrow(), System.getenv(), new SystemClock());
  }
}
