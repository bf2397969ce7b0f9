package dev.slipway.plan;

import java.nio.file.Path;

/** Where a service runs, as configured. */
public sealed interface TargetSpec {
  /** The practice fleet whose addresses stand in a file it writes when it starts. */
  record Practice(Path fleetFile) implements TargetSpec {}
}
