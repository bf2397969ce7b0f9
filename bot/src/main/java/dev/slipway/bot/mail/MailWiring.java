package dev.slipway.bot.mail;

import dev.slipway.Slipway;
import dev.slipway.catalog.MailSettings;
import dev.slipway.catalog.Reading;
import dev.slipway.notice.Redaction;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Mail in the server, where the configuration has a mail server. */
@Configuration(proxyBeanMethods = false)
class MailWiring {
  static class Configured implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return Optional.ofNullable(context.getBeanFactory())
          .flatMap(beans -> beans.getBeanProvider(Reading.Read.class).stream().findFirst())
          .flatMap(Reading.Read::mail)
          .isPresent();
    }
  }

  @Bean
  @Conditional(Configured.class)
  MailCarrier mail(Slipway slipway, Reading.Read configuration, Redaction redaction) {
    MailSettings settings = configuration.mail().orElseThrow();
    return new MailCarrier(slipway.desk(), settings, redaction, System.getenv());
  }
}
