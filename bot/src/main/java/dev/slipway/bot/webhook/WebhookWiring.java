package dev.slipway.bot.webhook;

import dev.slipway.Slipway;
import dev.slipway.bot.news.Carrier;
import dev.slipway.bot.news.Carriers;
import dev.slipway.catalog.Reading;
import dev.slipway.catalog.WebhookSettings;
import dev.slipway.notice.Redaction;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Webhooks in the server, as many as are configured. */
@Configuration(proxyBeanMethods = false)
class WebhookWiring {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Bean
  Courier courier() {
    return new Courier(PATIENCE);
  }

  @Bean
  Carriers webhooks(
      Slipway slipway,
      Reading.Read configuration,
      Courier courier,
      Redaction redaction,
      MeterRegistry registry) {
    WebhookSettings settings = configuration.webhooks();
    Repetition repetition = new Repetition(() -> ThreadLocalRandom.current().nextDouble());
    List<Carrier> carriers =
        Stream.<Carrier>concat(
                settings.endpoints().values().stream()
                    .map(endpoint ->
                        new WebhookCarrier(
                            endpoint,
                            courier,
                            repetition,
                            slipway.news(),
                            redaction,
                            System.getenv(),
                            InstantSource.system(),
                            new WebhookTally(registry, endpoint.name()))),
                Stream.of(new Unconfigured(settings.endpoints().keySet())))
            .toList();
    return () -> carriers;
  }
}
