package dev.slipway.bot.slack;

import dev.slipway.catalog.ChatSettings;
import dev.slipway.catalog.Reading;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Slack in the server, where the configuration has it. */
@Configuration(proxyBeanMethods = false)
class SlackWiring {
  /** A workspace is configured. */
  static class Configured implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return slack(context).isPresent();
    }

    static Optional<ChatSettings.Slack> slack(ConditionContext context) {
      return Optional.ofNullable(context.getBeanFactory())
          .flatMap(beans -> beans.getBeanProvider(Reading.Read.class).stream().findFirst())
          .flatMap(read -> read.chat().slack());
    }
  }

  /** And Slack is to call the server. */
  static class Called implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return Configured.slack(context)
          .filter(slack -> slack.delivery() instanceof ChatSettings.Delivery.Http)
          .isPresent();
    }
  }

  @Bean
  @Conditional(Configured.class)
  SlackPlatform slack(ChatSettings chat) {
    return new SlackPlatform(chat.slack().orElseThrow(), System.getenv());
  }

  @Bean
  @Conditional(Called.class)
  ServletRegistrationBean<SlackServlet> slackServlet(SlackPlatform slack, ChatSettings chat) {
    ServletRegistrationBean<SlackServlet> servlet =
        new ServletRegistrationBean<>(slack.servlet(Clock.systemUTC()).orElseThrow(), false);
    if (chat.slack().orElseThrow().delivery()
        instanceof ChatSettings.Delivery.Http(var secret, String path)) {
      servlet.addUrlMappings(path);
    }
    return servlet;
  }
}
