package dev.slipway.bot.slack;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Optional;

/** A way in which Slack brings the app what people do. */
interface FakeSlackDelivery extends AutoCloseable {
  /** What Slack calls a thing that it delivers. */
  enum Kind {
    EVENT("events_api"),
    INTERACTION("interactive"),
    COMMAND("slash_commands");

    final String envelope;

    Kind(String envelope) {
      this.envelope = envelope;
    }
  }

  /**
   * Delivers once and waits for the acknowledgement.
   *
   * @param retry empty for the first time, else which one and why
   * @return whether it was acknowledged within the time limit
   */
  boolean deliver(Kind kind, JsonObject payload, Optional<Retry> retry, Duration within);

  record Retry(int number, String reason) {}

  @Override
  void close();
}
