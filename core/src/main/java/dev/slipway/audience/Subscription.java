package dev.slipway.audience;

import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import java.util.List;
import java.util.Set;

/**
 * Who hears of what.
 *
 * @param services empty: all of them
 * @param environments empty: all that are no test environments
 * @param quietHours names of the hours in which it waits, unless a person has hours of their own
 */
public record Subscription(
    String name,
    List<ServiceName> services,
    List<EnvironmentName> environments,
    Set<NewsKind> kinds,
    List<Recipient> to,
    List<String> quietHours) {
  public Subscription {
    services = List.copyOf(services);
    environments = List.copyOf(environments);
    kinds = Set.copyOf(kinds);
    to = List.copyOf(to);
    quietHours = List.copyOf(quietHours);
  }

  /**
   * @param test whether it is a test environment: those are heard of by name only
   */
  public boolean covers(ServiceName service, EnvironmentName environment, boolean test) {
    return (services.isEmpty() || services.contains(service))
        && (environments.isEmpty() ? !test : environments.contains(environment));
  }

  public boolean wants(NewsKind kind) {
    return kinds.contains(kind);
  }
}
