package dev.slipway.control.port;

import dev.slipway.plan.AlertmanagerSpec;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;

/** Opens the alerts that a target names. */
public interface AlertSources {
  /**
   * Asks nothing yet.
   *
   * @param version the new one
   */
  Alerts open(
      AlertmanagerSpec spec, ServiceName service, EnvironmentName environment, Version version);
}
