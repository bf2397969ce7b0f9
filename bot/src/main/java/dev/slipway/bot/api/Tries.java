package dev.slipway.bot.api;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts how often somebody tried something of late. */
final class Tries {
  private static final int MOST_KNOWN = 10_000;
  private final int most;
  private final Duration window;
  private final Map<String, Counted> tries = new LinkedHashMap<>();

  private record Counted(Instant since, int count) {}

  Tries(int most, Duration window) {
    this.most = most;
    this.window = window;
  }

  /** Notes one more; whether there were too many of late. */
  synchronized boolean tooMany(String who, Instant now) {
    Counted before = tries.remove(who);
    Counted after =
        before != null && now.isBefore(before.since().plus(window))
            ? new Counted(before.since(), before.count() + 1)
            : new Counted(now, 1);
    tries.put(who, after);
    if (tries.size() > MOST_KNOWN) {
      // The one that tried longest ago.
      tries.remove(tries.keySet().iterator().next());
    }
    return after.count() > most;
  }

  /** Seconds until they count no more. */
  long retryAfter() {
    return window.toSeconds();
  }
}
