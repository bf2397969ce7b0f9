package dev.slipway.command;

import java.time.Duration;

/**
 * How a version of the practice service is to be broken. Bounds were checked when the line was
 * parsed.
 */
public sealed interface FaultWish {
  /**
   * @param percent how many requests fail, 0 to 100
   */
  record Errors(int percent) implements FaultWish {}

  /**
   * @param added to every request
   */
  record Latency(Duration added) implements FaultWish {}

  /**
   * @param percent how many requests take {@code duration}
   */
  record Tail(int percent, Duration duration) implements FaultWish {}

  /** The checkout answers that all is well and books nothing. */
  record OrdersDrop() implements FaultWish {}

  /**
   * @param count how many instances stop listening, from 1
   */
  record Down(int count) implements FaultWish {}

  /** The health page answers that it is not ready. */
  record Unready() implements FaultWish {}
}
