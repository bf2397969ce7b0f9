package dev.slipway.audience;

import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Everybody who is told of releases outside the team's own channels.
 *
 * @param zone in which days and times are told
 * @param quietHours by name
 */
public record Audience(
    ZoneId zone, List<Subscription> subscriptions, Map<String, QuietHours> quietHours) {
  public Audience {
    subscriptions = List.copyOf(subscriptions);
    quietHours = Map.copyOf(quietHours);
  }

  public static Audience nobody() {
    return new Audience(ZoneOffset.UTC, List.of(), Map.of());
  }

  public List<Subscription> covering(
      ServiceName service, EnvironmentName environment, boolean test) {
    return subscriptions.stream()
        .filter(subscription -> subscription.covers(service, environment, test))
        .toList();
  }

  /** The hours of this person; empty when they have none of their own. */
  public List<QuietHours> quietHoursOf(String person) {
    return quietHours.values().stream().filter(hours -> hours.people().contains(person)).toList();
  }

  public List<QuietHours> quietHoursOf(Subscription subscription) {
    return subscription.quietHours().stream()
        .filter(quietHours::containsKey)
        .map(name -> java.util.Objects.requireNonNull(quietHours.get(name), name))
        .toList();
  }
}
