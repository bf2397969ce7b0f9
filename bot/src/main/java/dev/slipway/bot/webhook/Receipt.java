package dev.slipway.bot.webhook;

import java.time.Duration;
import java.util.Optional;

/** What a receiver made of a message. */
sealed interface Receipt {
  record Taken() implements Receipt {}

  /**
   * To be sent again.
   *
   * @param why in a few words, without anything the receiver wrote but its number
   * @param after how long the receiver wants to be left alone
   * @param anything whether the receiver would take no other message now either
   */
  record NotNow(String why, Optional<Duration> after, boolean anything) implements Receipt {}

  /** The receiver wants no more messages, ever. */
  record NoMore() implements Receipt {}
}
