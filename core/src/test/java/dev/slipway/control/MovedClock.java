package dev.slipway.control;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is moved; whoever pauses moves it. */
public final class MovedClock implements Clock {
  public static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(TEN);

  @Override
  public Instant now() {
    return now.get();
  }

  @Override
  public void pause(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("paused while interrupted");
    }
    move(duration);
  }

  /** Forward, or back when negative. */
  public void move(Duration duration) {
    Instant unused = now.updateAndGet(at -> at.plus(duration));
  }
}
