package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.risk.Kind;
import dev.slipway.risk.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Plans of a service that is released by commands. */
@Tag("R6")
@Tag("X3")
class ExecPlanTest {
  private static final ExecSpec.Command COMMAND =
      new ExecSpec.Command(List.of("./x.sh"), Duration.ofMinutes(1));
  private static final Optional<ExecSpec.Traffic> PORT =
      Optional.of(new ExecSpec.Traffic.Commands(COMMAND, COMMAND, false));

  @Test
  void inPlaceTheNewVersionComesBatchByBatchAndNothingIsTouchedBefore() {
    Plan plan = inPlace(4).plan();

    assertEquals(StrategyKind.ROLLING, plan.strategy());
    assertEquals(
        List.of(25, 50, 75, 100),
        plan.stages().stream().map(stage -> stage.weight().percent()).toList());
    assertEquals(new Step.DeployInstances("look", Side.CANARY, 0), plan.firstDeploy());
    assertEquals("look whether every instance answers", plan.firstDeploy().words());
    assertEquals(new Step.DeployInstances("deploy-stage-1", Side.CANARY, 1), plan.capacityFor(0));
    assertEquals(new Step.DeployInstances("restore-old", Side.BASELINE, 4), plan.restore());
    assertEquals(
        List.of(new Step.DeployInstances("everywhere", Side.CANARY, 4)), plan.completing());
  }

  @Test
  void theWayBackIsDeployingAgainAndTakesAsLongAsThat() {
    RollbackPlan back = inPlace(4).plan().rollback();

    assertEquals("v1 deployed again on 4 instances, one at a time", back.method());
    // Two checks of a second, writing the share, four times 30 s, and ten seconds watched.
    assertEquals(Duration.ofSeconds(2 + 2 + 4 * 30 + 10), back.computed());
  }

  @Test
  @Tag("X1")
  void savesDataBeforeAnythingElseWhereGoingBackMayLoseThem() {
    assertEquals(List.of(new Step.TakeCheckpoint()), saved(false).plan().starting());
    SampleFacts hostile =
        saved(false)
            .risk(Level.LOW, Kind.ROLLBACK_HOSTILE)
            .requested(StrategyKind.ROLLING)
            .waived("there is one machine", "ada");
    Plan plan = hostile.plan();

    assertEquals(
        List.of(new Step.TakeCheckpoint(), new Step.TakeBackup("going back may lose data")),
        plan.starting());
    assertEquals(
        "the backup taken before the first change is not restored: that is a procedure of its own",
        plan.rollback().notUndone().getLast());
    assertEquals(
        new Step.TakeBackup("it is configured for every release here"),
        saved(true).plan().starting().getLast());
  }

  @Test
  @Tag("X1")
  void whoeverGoesBackWaitsForNoBackup() {
    Plan undo = saved(true).undoing().plan();

    assertEquals(List.of(new Step.TakeCheckpoint()), undo.starting());
  }

  private static SampleFacts saved(boolean always) {
    ExecSpec plain = spec(4, Optional.empty(), Optional.of(COMMAND), Optional.empty());
    return inPlace(4)
        .exec(
            plain.with(
                new CheckpointSpec(
                    List.of(),
                    Optional.of(
                        new CheckpointSpec.Backup(
                            always,
                            COMMAND,
                            Optional.empty(),
                            Optional.of(COMMAND),
                            List.of("by hand"),
                            Optional.empty())))));
  }

  @Test
  void saysThatTheOnlyInstanceIsOutAndThatNoLoadIsDeclared() {
    assertTrue(
        because(inPlace(1))
            .endsWith("its only instance is out while it is deployed, and users wait"));
    assertTrue(because(inPlace(2)).contains("no load is declared"), because(inPlace(2)));
  }

  @Test
  void refusesWhenTheRestCannotCarryTheDeclaredLoad() {
    SampleFacts facts =
        inPlace(2)
            .exec(
                spec(
                    2,
                    Optional.empty(),
                    Optional.of(COMMAND),
                    Optional.of(new ExecSpec.Capacity(50, 80))))
            .target(2, 50, 80, 2, StrategyKind.ROLLING);

    assertEquals(Planning.CannotPlan.NO_ROOM, facts.refusal().code());
  }

  @Test
  void aCanaryWithoutTrafficIsRefusedWithTheWayOut() {
    Planning.CannotPlan refusal = inPlace(2).risk(Level.HIGH).refusal();

    assertEquals(Planning.CannotPlan.NOT_EXECUTABLE, refusal.code());
    assertEquals(
        List.of("slipway plan shop/2 --strategy rolling --reason \"<why it is safe>\""),
        refusal.fix());
  }

  @Test
  void refusesAWindowThatItsProbesCanNeverFill() {
    Planning.CannotPlan refusal = inPlace(2).limits(limits(Duration.ofSeconds(10), 40)).refusal();

    assertEquals(Planning.CannotPlan.NOT_MEASURABLE, refusal.code());
    assertTrue(
        refusal.why().getFirst().contains("10 requests in a window of 10 s"), refusal::toString);
  }

  @Test
  void saysWhenProbesMakeAStageLonger() {
    assertTrue(
        because(inPlace(2)).contains("its probes need 40 s for a verdict"), because(inPlace(2)));
  }

  @Test
  void aFirstReleaseNeedsAWayToEndIt() {
    SampleFacts nothing = inPlace(2).nothingRuns().executable(StrategyKind.ROLLING);
    Plan plan = nothing.plan();

    assertEquals(1, plan.stages().size());
    assertTrue(plan.isInPlace());
    assertEquals(new Step.RemoveInstances("take-out", Side.CANARY), plan.restore());
    assertEquals(
        Planning.CannotPlan.NO_WAY_BACK,
        nothing
            .exec(spec(2, Optional.empty(), Optional.empty(), Optional.empty()))
            .refusal()
            .code());
  }

  @Test
  void aSideGetsTheNewVersionAsAWholeInEveryStage() {
    Plan plan =
        inPlace(2)
            .exec(spec(2, PORT, Optional.empty(), Optional.empty()))
            .executable(StrategyKind.CANARY)
            .target(2, 1, 0, 4, StrategyKind.CANARY)
            .plan();

    assertEquals(List.of(2, 2, 2, 2, 2), plan.stages().stream().map(Stage::instances).toList());
    assertTrue(
        VerificationChecklist.of(plan).contains("no user is on an instance of v1 at the end"));
  }

  private static String because(SampleFacts facts) {
    return facts.plan().strategyBecause();
  }

  private static SampleFacts inPlace(int instances) {
    return SampleFacts.aRelease()
        .risk(Level.LOW)
        .limits(limits(Duration.ofSeconds(60), 40))
        .target(instances, 1, 0, instances, StrategyKind.ROLLING)
        .exec(spec(instances, Optional.empty(), Optional.of(COMMAND), Optional.empty()));
  }

  private static Limits limits(Duration window, long requests) {
    return new Limits(
        2,
        Duration.ofSeconds(1),
        window,
        requests,
        5,
        Duration.ofSeconds(60),
        Duration.ofMinutes(10),
        List.of(
            new Limit(
                Signal.ERROR_RATE,
                OptionalDouble.of(0.02),
                OptionalDouble.empty(),
                OptionalDouble.empty())));
  }

  private static ExecSpec spec(
      int instances,
      Optional<ExecSpec.Traffic> traffic,
      Optional<ExecSpec.Command> stop,
      Optional<ExecSpec.Capacity> capacity) {
    List<String> names = List.of("a", "b", "c", "d").subList(0, instances);
    ExecSpec.Group blue = new ExecSpec.Group("blue", names);
    ExecSpec.Group green =
        new ExecSpec.Group("green", names.stream().map(name -> name + "2").toList());
    return new ExecSpec(
        Path.of("."),
        Map.of(),
        traffic.isPresent() ? List.of(blue, green) : List.of(blue),
        Map.of(),
        COMMAND,
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        COMMAND,
        stop,
        Optional.empty(),
        traffic,
        new ExecSpec.Probe(
            new ExecSpec.Question.Run(List.of("./p.sh")),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1)),
        List.of(),
        capacity);
  }
}
