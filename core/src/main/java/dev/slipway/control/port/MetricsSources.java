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
   */
  record Subject(
      ServiceName service,
      EnvironmentName environment,
      Version version,
      Optional<String> side,
      List<String> instances) {
    public Subject {
      instances = List.copyOf(instances);
    }
  }

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
