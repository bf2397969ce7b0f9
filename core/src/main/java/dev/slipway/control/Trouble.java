package dev.slipway.control;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Says what goes wrong while driving. The same line again within a minute is no news: a driver
 * tries again twenty times a second. A listener that fails is left alone, since nothing may depend
 * on who listens.
 */
final class Trouble {
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final int REMEMBERED = 100;

  private final Consumer<String> listener;
  private final Clock clock;
  private final Map<String, Instant> told = new LinkedHashMap<>();

  Trouble(Consumer<String> listener, Clock clock) {
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * @param what broke off: "shop/42: checks"
   */
  void say(String what, RuntimeException fault) {
    String message = fault.getMessage();
    say(what + ": " + (message == null ? fault.getClass().getSimpleName() : message));
  }

  synchronized void say(String line) {
    Instant now = clock.now();
    Instant before = told.get(line);
    if (before != null && !now.isBefore(before) && now.isBefore(before.plus(QUIET))) {
      return;
    }
    if (told.size() >= REMEMBERED) {
      told.clear();
    }
    told.put(line, now);
    try {
      listener.accept(line);
    } catch (RuntimeException deaf) {
      told.remove(line);
    }
  }
}
