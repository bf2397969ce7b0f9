package dev.slipway.control.port;

import dev.slipway.health.Limits;
import dev.slipway.health.Side;
import dev.slipway.plan.PrometheusSpec;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import java.util.List;
import java.util.Optional;

/** Opens what measures a target, where that is not the target itself. */
public interface MetricsSources {
  /**
   * Whose series are meant.
   *
   * @param side the name of its side; empty where there is none
   * @param instances addresses of the instances of that side; none where there is none
   * @param servers what the balancer calls those instances; none where there is no side
   * @param users only some of the version's users; empty: all of them
   */
  record Subject(
      ServiceName service,
      EnvironmentName environment,
      Version version,
      Optional<String> side,
      List<String> instances,
      List<String> servers,
      Optional<ByFlag> users) {
    public Subject {
      instances = List.copyOf(instances);
      servers = List.copyOf(servers);
    }

    /** A version that is told apart by itself. */
    public Subject(
        ServiceName service, EnvironmentName environment, Version version, Optional<ByFlag> users) {
      this(service, environment, version, Optional.empty(), List.of(), List.of(), users);
    }
  }

  /** Users who are shown what is behind a flag, or who are not. */
  record ByFlag(String flag, boolean shown) {}

  interface Subjects {
    /**
     * Empty for the baseline of a first release.
     *
     * @throws OutsideFailure when it cannot be told which side a version is on
     */
    Optional<Subject> of(Side side);
  }

  /** Asks nothing yet. */
  Metrics open(PrometheusSpec spec, Limits limits, Subjects subjects);
}
