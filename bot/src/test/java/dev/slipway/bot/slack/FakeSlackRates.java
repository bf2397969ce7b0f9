package dev.slipway.bot.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How often Slack lets a method be called: one message a second in a channel, tiers elsewhere. */
final class FakeSlackRates {
  private static final Map<String, Integer> A_MINUTE =
      Map.ofEntries(
          Map.entry("apps.connections.open", 10),
          Map.entry("chat.update", 50),
          Map.entry("chat.delete", 50),
          Map.entry("conversations.history", 50),
          Map.entry("conversations.replies", 50),
          Map.entry("conversations.open", 50),
          Map.entry("conversations.info", 50),
          Map.entry("reactions.get", 50));
  private static final int OTHERS_A_MINUTE = 100;
  private static final double BURST_IN_CHANNEL = 5;

  private record Bucket(double left, Instant at) {}

  private final Map<String, Bucket> buckets = new HashMap<>();

  /** How long to wait; empty when the call may pass. */
  synchronized Optional<Duration> refuses(String method, String channel, Instant now) {
    if (method.equals("chat.postMessage")) {
      return take(method + " " + channel, BURST_IN_CHANNEL, 1, now);
    }
    int most = A_MINUTE.getOrDefault(method, OTHERS_A_MINUTE);
    return take(method, most, most / 60.0, now);
  }

  private Optional<Duration> take(String key, double most, double aSecond, Instant now) {
    Bucket before = buckets.getOrDefault(key, new Bucket(most, now));
    double passed = Duration.between(before.at(), now).toMillis() / 1_000.0;
    double left = Math.min(most, before.left() + passed * aSecond);
    if (left < 1) {
      buckets.put(key, new Bucket(left, now));
      return Optional.of(Duration.ofSeconds((long) Math.ceil((1 - left) / aSecond)));
    }
    buckets.put(key, new Bucket(left - 1, now));
    return Optional.empty();
  }
}
