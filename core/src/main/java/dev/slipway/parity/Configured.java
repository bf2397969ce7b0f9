package dev.slipway.parity;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Policy;
import dev.slipway.plan.Service;
import dev.slipway.plan.TargetSpec;
import java.util.ArrayList;
import java.util.List;

/** An environment as it stands in slipway.yaml, with what its policy asks for. */
public record Configured(Service.Environment environment, Policy policy) {

  /** In what this one, which comes after another, is not like that one. */
  public List<Difference> after(Configured before) {
    List<Difference> all = new ArrayList<>();
    if (environment.promotedFrom().isEmpty()) {
      all.add(
          Difference.unexpected(
              "promotion",
              "",
              "no gate",
              "what was never released in "
                  + before.environment().name()
                  + " may be released here; promoted-from keeps it out"));
    }
    all.addAll(CareParity.of(before, this));
    all.addAll(LimitParity.of(before.environment().limits(), environment.limits()));
    if (before.environment().target() instanceof ExecSpec earlier
        && environment.target() instanceof ExecSpec later) {
      all.addAll(TargetParity.of(earlier, later));
      all.addAll(CheckParity.of(earlier, later));
      all.addAll(VariableParity.of(earlier.environment(), later.environment()));
    } else if (!kind(before.environment().target()).equals(kind(environment.target()))) {
      all.add(
          Difference.unexpected(
              "target",
              kind(before.environment().target()),
              kind(environment.target()),
              "nothing that was tried there was tried with what deploys here"));
    }
    return List.copyOf(all);
  }

  private static String kind(TargetSpec target) {
    return switch (target) {
      case TargetSpec.Practice practice -> "the practice fleet";
      case ExecSpec exec -> "own commands";
    };
  }
}
