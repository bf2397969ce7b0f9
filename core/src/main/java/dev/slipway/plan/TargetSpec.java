package dev.slipway.plan;

import java.nio.file.Path;
import java.util.Set;

/** Where a service runs, as configured. */
public sealed interface TargetSpec permits TargetSpec.Practice, ExecSpec {
  /** The strategies a target of this kind can carry out. */
  Set<StrategyKind> executable();

  /** The practice fleet whose addresses stand in a file it writes when it starts. */
  record Practice(Path fleetFile) implements TargetSpec {
    @Override
    public Set<StrategyKind> executable() {
      return Set.of(StrategyKind.CANARY);
    }
  }
}
