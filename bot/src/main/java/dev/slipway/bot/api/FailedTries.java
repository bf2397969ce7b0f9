package dev.slipway.bot.api;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts wrong tokens by where they came from. A right one is always let in: a colleague behind the
 * same address must not be locked out.
 */
final class FailedTries {
  private static final int MOST = 20;
  private static final int MOST_ADDRESSES = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private final Map<String, Tries> tries = new LinkedHashMap<>();

  private record Tries(Instant since, int count) {}

  /** Notes one more; whether there were too many of late. */
  synchronized boolean tooMany(String address, Instant now) {
    Tries before = tries.remove(address);
    Tries after =
        before != null && now.isBefore(before.since().plus(WINDOW))
            ? new Tries(before.since(), before.count() + 1)
            : new Tries(now, 1);
    tries.put(address, after);
    if (tries.size() > MOST_ADDRESSES) {
      // The one that failed longest ago.
      tries.remove(tries.keySet().iterator().next());
    }
    return after.count() > MOST;
  }

  /** Seconds until they count no more. */
  long retryAfter() {
    return WINDOW.toSeconds();
  }
}
