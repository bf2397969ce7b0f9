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

  /** Slack takes about fifty edits a minute of a workspace. */
  private static final int EDITS = 48;

  private static final int KEPT_FOR_URGENT = 6;

  private final Map<String, Instant> channels = new HashMap<>();
  private final Map<String, Instant> platforms = new HashMap<>();
  private final Map<String, Deque<Instant>> edits = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();

  synchronized boolean mayCall(String platform, String channel, Instant now) {
    return !now.isBefore(channels.getOrDefault(channel, Instant.EPOCH))
        && !now.isBefore(platforms.getOrDefault(platform, Instant.EPOCH));
  }

  synchronized boolean mayEdit(String platform, boolean urgent, Instant now) {
    Deque<Instant> lately = edits.computeIfAbsent(platform, name -> new ArrayDeque<>());
    while (!lately.isEmpty() && !lately.peekFirst().isAfter(now.minus(MINUTE))) {
      lately.removeFirst();
    }
    return lately.size() < (urgent ? EDITS : EDITS - KEPT_FOR_URGENT);
  }

  synchronized void called(String channel, Instant now) {
    channels.put(channel, now.plus(APART));
  }

  synchronized void edited(String platform, Instant now) {
    edits.computeIfAbsent(platform, name -> new ArrayDeque<>()).addLast(now);
  }

  synchronized void worked(String platform) {
    failures.remove(platform);
  }

  /** The platform asked to be left alone for so long. */
  synchronized void throttled(String channel, Duration after, Instant now) {
    channels.put(channel, now.plus(after.compareTo(APART) > 0 ? after : APART));
  }

  /** It did not answer: asked again after a second, then two, then four, at most half a minute. */
  synchronized void away(String platform, Instant now) {
    int times = failures.merge(platform, 1, Integer::sum);
    platforms.put(platform, now.plusSeconds(Math.min(30, 1L << Math.min(5, times - 1))));
  }
}
