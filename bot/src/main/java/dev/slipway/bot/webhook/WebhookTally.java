package dev.slipway.bot.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What became of the events for one program, since this server began. */
final class WebhookTally {
  private static final String WEBHOOK = "webhook";

  private final Counter taken;
  private final Counter again;
  private final Counter givenUp;

  WebhookTally(MeterRegistry registry, String webhook) {
    taken =
        Counter.builder("slipway.webhook.taken")
            .description("Events that a program took.")
            .tag(WEBHOOK, webhook)
            .register(registry);
    again =
        Counter.builder("slipway.webhook.retried")
            .description("Times that a program did not take an event; it is sent again.")
            .tag(WEBHOOK, webhook)
            .register(registry);
    givenUp =
        Counter.builder("slipway.webhook.given.up")
            .description("Events that a program will never get.")
            .tag(WEBHOOK, webhook)
            .register(registry);
  }

  void taken() {
    taken.increment();
  }

  void again() {
    again.increment();
  }

  void givenUp() {
    givenUp.increment();
  }
}
