package dev.slipway.outside.registry;

import java.time.Duration;

/**
 * How long is waited.
 *
 * @param answer for one answer with its whole body
 * @param question for one question with all the answers that it takes
 * @param helper for a program that keeps credentials
 */
record Patience(Duration answer, Duration question, Duration helper) {
  static final Patience USUAL =
      new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(10));
}
