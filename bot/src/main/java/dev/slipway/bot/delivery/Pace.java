package dev.slipway.bot.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How fast a platform is spoken to: one call a second in a channel, and so many edits a minute in
 * all, of which some are kept for what is urgent. What the platform itself says goes before.
 */
final class Pace {
  private static final Duration APART = Duration.ofMillis(1100);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** What a platform takes about fifty of in a minute, of all servers together, as Slack does. */
  enum Metered {
    EDITS("edits", 48, 6),
    READINGS("readings", 46, 8);

    private final String word;
    private final int most;
    private final int keptForUrgent;

    Metered(String word, int most, int keptForUrgent) {
      this.word = word;
      this.most = most;
      this.keptForUrgent = keptForUrgent;
    }

    /** As the store knows it: "slack edits". */
    String of(String platform) {
      return platform + " " + word;
    }

    int places(boolean urgent) {
      return urgent ? most : most - keptForUrgent;
    }
  }

  private final Map<String, Instant> channels = new HashMap<>();
  private final Map<String, Instant> platforms = new HashMap<>();
  private final Map<String, Deque<Instant>> metered = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();

  synchronized boolean mayCall(String platform, String channel, Instant now) {
    return !now.isBefore(channels.getOrDefault(channel, Instant.EPOCH))
        && !now.isBefore(platforms.getOrDefault(platform, Instant.EPOCH));
  }

  /** Whether this server alone has not used it up; the others are asked about in the store. */
  synchronized boolean may(Metered what, String platform, boolean urgent, Instant now) {
    Deque<Instant> lately = metered.computeIfAbsent(what.of(platform), name -> new ArrayDeque<>());
    while (!lately.isEmpty() && !lately.peekFirst().isAfter(now.minus(MINUTE))) {
      lately.removeFirst();
    }
    return lately.size() < what.places(urgent);
  }

  synchronized void called(String channel, Instant now) {
    channels.put(channel, now.plus(APART));
  }

  synchronized void took(Metered what, String platform, Instant now) {
    metered.computeIfAbsent(what.of(platform), name -> new ArrayDeque<>()).addLast(now);
  }

  synchronized void worked(String platform) {
    failures.remove(platform);
  }

  /** The platform asked to be left alone for so long. */
  synchronized void throttled(String channel, Duration after, Instant now) {
    channels.put(channel, now.plus(after.compareTo(APART) > 0 ? after : APART));
  }

  /** It is there again: nobody waits any longer. */
  synchronized void back(String platform) {
    failures.remove(platform);
    platforms.remove(platform);
  }

  /** It did not answer: asked again after a second, then two, then four, at most half a minute. */
  synchronized void away(String platform, Instant now) {
    int times = failures.merge(platform, 1, Integer::sum);
    platforms.put(platform, now.plusSeconds(Math.min(30, 1L << Math.min(5, times - 1))));
  }
}
