package dev.slipway.plan;

import java.nio.file.Path;
import java.util.Set;

/** Where a service runs, as configured. */
public sealed interface TargetSpec permits TargetSpec.Practice, ExecSpec {
  /** The strategies a target of this kind can carry out. */
  Set<StrategyKind> executable();

  /** Whether a feature flag can be turned and read here. */
  boolean turnsFlags();

  /** Whether what is measured says which requests were made with a flag on. */
  boolean tellsFlagApart();

  /** The same of any flag, by its name. */
  boolean tellsEachFlagApart();

  /** The practice fleet whose addresses stand in a file it writes when it starts. */
  record Practice(Path fleetFile) implements TargetSpec {
    @Override
    public Set<StrategyKind> executable() {
      return Set.of(StrategyKind.CANARY, StrategyKind.DARK_LAUNCH);
    }

    @Override
    public boolean turnsFlags() {
      return true;
    }

    @Override
    public boolean tellsFlagApart() {
      return false;
    }

    @Override
    public boolean tellsEachFlagApart() {
      return false;
    }
  }
}
