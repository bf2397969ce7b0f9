package dev.slipway.control;

import dev.slipway.control.ItemChecks.Finding;
import dev.slipway.health.Reading;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.CheckpointSpec;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Service;
import dev.slipway.plan.Step;
import dev.slipway.plan.TargetSpec;
import java.util.Optional;

/** Whether data that a release may destroy are saved before it begins. */
record Saving(World world) {
  static final String ITEM = "backup";

  /**
   * Where there is something to lose, or somebody wants it saved. The practice data are nobody's.
   */
  static boolean isAsked(ReleaseRecord release, Service.Environment environment) {
    return !(environment.target() instanceof TargetSpec.Practice)
        && release.plan().filter(plan -> plan.rollback().mayLoseData() || takes(plan)).isPresent();
  }

  static boolean takes(Plan plan) {
    return plan.starting().stream().anyMatch(Step.TakeBackup.class::isInstance);
  }

  Finding of(Plan plan) {
    Optional<CheckpointSpec.Backup> configured =
        world
            .place(plan.release().service(), plan.environment())
            .map(place -> place.environment().target())
            .filter(ExecSpec.class::isInstance)
            .flatMap(target -> ((ExecSpec) target).checkpoint().backup());
    if (configured.isEmpty()) {
      return new Finding(
          false,
          "missing backup: going back may lose data, and nothing saves them. Add checkpoint: {"
              + " backup: … } to the target, then: slipway plan "
              + plan.release()
              + " --renew");
    }
    if (!takes(plan)) {
      return new Finding(
          false,
          "missing backup: this plan takes none, although one is configured now: slipway plan "
              + plan.release()
              + " --renew");
    }
    CheckpointSpec.Backup backup = configured.get();
    return new Finding(
        true,
        "it is taken before the first change"
            + backup.location().map(at -> ", to " + at).orElse("")
            + ", "
            + backup
                .verify()
                .map(verify -> "verified by " + verify.words().getFirst())
                .orElse("and has to be a new file that is not empty")
            + "; "
            + (backup.byHand().isEmpty()
                ? "slipway restore brings it back"
                : Reading.count(backup.byHand().size(), "line")
                    + (backup.byHand().size() == 1 ? " says" : " say")
                    + " how to restore it"));
  }
}
