package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.ChatTrouble;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * What delivering to one chat came to, since this server began: for whoever draws curves of it, and
 * to be woken by.
 */
final class Tally {
  private static final String CHAT = "chat";

  private final Counter posted;
  private final Counter retried;
  private final Counter dead;
  private final Timer answers;
  private final Timer acknowledgements;

  /**
   * @param chat "slack"
   */
  Tally(MeterRegistry registry, String chat) {
    posted =
        Counter.builder("slipway.chat.posted")
            .description("Messages that a chat took; edits are not counted.")
            .tag(CHAT, chat)
            .register(registry);
    retried =
        Counter.builder("slipway.chat.retried")
            .description("Calls that a chat did not take, or did not answer; they are made again.")
            .tag(CHAT, chat)
            .register(registry);
    dead =
        Counter.builder("slipway.chat.refused")
            .description("Calls that a chat will never take.")
            .tag(CHAT, chat)
            .register(registry);
    answers =
        Timer.builder("slipway.chat.answer")
            .description("How long a chat took to answer a call.")
            .tag(CHAT, chat)
            .register(registry);
    acknowledgements =
        Timer.builder("slipway.chat.acknowledgement")
            .description("How long somebody's click or command waited for its acknowledgement.")
            .tag(CHAT, chat)
            .register(registry);
  }

  void posted() {
    posted.increment();
  }

  void answered(Duration took) {
    answers.record(took);
  }

  void acknowledged(Duration took) {
    acknowledgements.record(took);
  }

  void failed(ChatTrouble.Kind kind) {
    switch (kind) {
      case THROTTLED, AWAY, UNKNOWN -> retried.increment();
      case REFUSED -> dead.increment();
      // Somebody took a message away: it is posted anew.
      case GONE -> {}
    }
  }
}
