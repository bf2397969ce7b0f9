package dev.slipway.control;

import java.time.Duration;
import java.time.Instant;

/** Time as an input. The real one reads the machine's clock; tests move theirs. */
public interface Clock {
  Instant now();

  /** Waits; a test's clock moves on instead. */
  void pause(Duration duration) throws InterruptedException;
}
