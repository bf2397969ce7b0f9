package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.journal.Store;
import dev.slipway.notice.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether chats are reached and told in time. A chat that is away is no reason to restart a server:
 * it is "DEGRADED", and still answered with 200.
 */
final class ChatHealth implements HealthIndicator {
  private static final Status DEGRADED = new Status("DEGRADED");
  private static final Duration LONG = Duration.ofMinutes(2);

  private final List<ChatPlatform> platforms;
  private final Outbox outbox;
  private final Supplier<Instant> now;
  private final Supplier<Map<String, String>> troubles;

  /**
   * @param troubles what goes wrong in this server itself, by where
   */
  ChatHealth(
      List<ChatPlatform> platforms,
      Outbox outbox,
      Supplier<Instant> now,
      Supplier<Map<String, String>> troubles) {
    this.platforms = List.copyOf(platforms);
    this.outbox = outbox;
    this.now = now;
    this.troubles = troubles;
  }

  @Override
  public Health health() {
    if (platforms.isEmpty()) {
      return Health.up().withDetail("chats", "none is configured").build();
    }
    try {
      Instant here = now.get();
      List<Outbox.Backlog> backlog = outbox.backlog(here).stream().filter(this::isOurs).toList();
      Optional<Duration> oldest =
          backlog.stream()
              .flatMap(channel -> channel.oldest().stream())
              .min(Comparator.naturalOrder())
              .map(made -> Duration.between(made, here));
      long dead = backlog.stream().mapToLong(Outbox.Backlog::dead).sum();
      Map<String, String> wrong = troubles.get();
      boolean up =
          platforms.stream().allMatch(platform -> platform.connection().up())
              && oldest.filter(age -> age.compareTo(LONG) > 0).isEmpty()
              && dead == 0
              && wrong.isEmpty();
      Health.Builder health = up ? Health.up() : Health.status(DEGRADED);
      platforms.forEach(
          platform -> health.withDetail(platform.name(), platform.connection().words()));
      if (!wrong.isEmpty()) {
        health.withDetail("troubles", wrong);
      }
      return health
          .withDetail("oldest-line-seconds", oldest.map(Duration::toSeconds).orElse(0L))
          .withDetail("never-delivered", dead)
          .build();
    } catch (Store.Unavailable away) {
      return Health.status(DEGRADED).withDetail("store", String.valueOf(away.getMessage())).build();
    }
  }

  private boolean isOurs(Outbox.Backlog channel) {
    return platforms.stream()
        .anyMatch(platform -> channel.channel().startsWith(platform.name() + ":"));
  }
}
