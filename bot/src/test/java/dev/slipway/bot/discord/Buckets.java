package dev.slipway.bot.discord;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Discord's rate limits: a bucket per route and channel, and fifty calls a second for a bot. Counts
 * what it refuses.
 */
final class Buckets {
  private static final int GLOBAL = 50;

  private final Map<String, Deque<Long>> calls = new HashMap<>();
  private final Deque<Long> all = new ArrayDeque<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private int throttled;
  private double throttledFor;
  private boolean throttledEverywhere;

  /**
   * @param limit calls in the window
   * @param window milliseconds
   */
  record Limit(int limit, long window) {}

  /**
   * @param key of the bucket
   * @param resetAfter seconds until all calls of the window are free again
   * @param retryAfter seconds; empty when the call may be made
   */
  record Standing(
      String key,
      Limit limit,
      int remaining,
      double resetAfter,
      Optional<Double> retryAfter,
      boolean global) {}

  static Limit limit(String route) {
    return switch (route) {
      case "POST /channels/messages", "PATCH /channels/messages", "DELETE /channels/messages" ->
          new Limit(5, 5000);
      case "GET /channels/reactions" -> new Limit(10, 1000);
      default -> new Limit(50, 1000);
    };
  }

  synchronized Standing take(String route, String major, boolean interaction, boolean changes) {
    long now = System.currentTimeMillis();
    Limit limit = limit(route);
    String key = Integer.toHexString(route.hashCode());
    Deque<Long> bucket = calls.computeIfAbsent(key + major, k -> new ArrayDeque<>());
    bucket.removeIf(at -> at <= now - limit.window());
    all.removeIf(at -> at <= now - 1000);
    if (throttled > 0 && changes && !interaction) {
      throttled--;
      refuse("as asked");
      return new Standing(
          key, limit, 0, throttledFor, Optional.of(throttledFor), throttledEverywhere);
    }
    if (!interaction && all.size() >= GLOBAL) {
      refuse("all routes, at " + route);
      return new Standing(key, limit, 0, 1, Optional.of(1.0), true);
    }
    double reset =
        bucket.isEmpty()
            ? limit.window() / 1000.0
            : (bucket.peek() + limit.window() - now) / 1000.0;
    if (bucket.size() >= limit.limit()) {
      refuse(route);
      return new Standing(key, limit, 0, reset, Optional.of(reset), false);
    }
    bucket.add(now);
    if (!interaction) {
      all.add(now);
    }
    return new Standing(key, limit, limit.limit() - bucket.size(), reset, Optional.empty(), false);
  }

  /** The next calls that change something are refused, as when others share the limit. */
  synchronized void throttle(int times, double seconds, boolean everywhere) {
    throttled = times;
    throttledFor = seconds;
    throttledEverywhere = everywhere;
  }

  private void refuse(String what) {
    refused.merge(what, 1, Integer::sum);
  }

  synchronized int refused() {
    return refused.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many by what was used up. */
  synchronized Map<String, Integer> refusals() {
    return new TreeMap<>(refused);
  }
}
