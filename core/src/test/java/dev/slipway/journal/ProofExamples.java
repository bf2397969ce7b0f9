package dev.slipway.journal;

import dev.slipway.gate.GateVerdict;
import dev.slipway.health.Verdict;
import dev.slipway.plan.Proofs;
import dev.slipway.plan.Stage;
import dev.slipway.plan.Step;
import dev.slipway.release.Weight;
import dev.slipway.risk.Classification;
import dev.slipway.risk.Level;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Unshown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What has to be shown of a release, and what says that it was not. */
final class ProofExamples {
  private static final Optional<Unshown> MISSING =
      Optional.of(new Unshown(List.of(Proofs.SUITE, "journey-buy")));

  private ProofExamples() {}

  static Proofs proofs() {
    return new Proofs(
        Optional.of(
            new Proofs.Suite(
                Proofs.Source.COMMAND,
                Proofs.Moment.EVERYBODY,
                Proofs.Consequence.ROLL_BACK,
                Duration.ofMinutes(15))),
        List.of(
            new Proofs.Journey(
                "buy", "Buy one book as a guest.", "support", true, Duration.ofHours(2))));
  }

  /** Of plans with one stage people show all there is to show; of others nothing has to be. */
  static Optional<Proofs> of(List<Stage> stages) {
    return stages.size() == 1
        ? Optional.of(new Proofs(Optional.empty(), proofs().journeys()))
        : Optional.empty();
  }

  static Happening planned() {
    return new Happening.PlanMade(
        Examples.NOON,
        Examples.ADA,
        Examples.plan(
            List.of(new Stage.SwitchStage(Weight.ALL, 2, Duration.ofHours(1))),
            List.of(new Step.TakeCheckpoint()),
            Optional.of(new Classification.Override(Level.LOW, "words", List.of("ada", "chi")))));
  }

  static Happening finish() {
    return new Happening.FinishRequested(Examples.NOON, Examples.ADA, "all well", MISSING);
  }

  static Happening resume() {
    return new Happening.ResumeRequested(
        Examples.NOON, Examples.ADA, GateVerdict.OPEN, true, "back", MISSING);
  }

  static Happening checked() {
    return new Happening.Checked(
        Examples.NOON,
        Examples.DRIVER,
        "observing",
        Examples.assessment(Verdict.PASS, 0, true),
        MISSING);
  }
}
