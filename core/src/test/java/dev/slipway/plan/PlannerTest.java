package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.migration.Phase;
import dev.slipway.release.Weight;
import dev.slipway.risk.Kind;
import dev.slipway.risk.Level;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R2")
@Tag("R6")
class PlannerTest {

  @Test
  void takesTheStrategyThePolicyAsksFor() {
    Plan plan = SampleFacts.aRelease().plan();

    assertEquals(StrategyKind.CANARY, plan.strategy());
    assertEquals(
        "medium risk asks for canary: a small share of users meets the new version first",
        plan.strategyBecause());
  }

  @Test
  void saysWhyALowRiskReleaseIsACanaryToo() {
    Plan plan = SampleFacts.aRelease().risk(Level.LOW).plan();

    assertEquals(StrategyKind.CANARY, plan.strategy());
    assertEquals(
        "rolling would do; this target carries out canary only, which is safer",
        plan.strategyBecause());
    assertEquals(List.of(5, 10, 25, 50, 100), weights(plan));
  }

  @Test
  void takesTheSimplestThatIsSafeWhereTheTargetCanDoMore() {
    Plan plan =
        SampleFacts.aRelease()
            .risk(Level.LOW)
            .executable(StrategyKind.CANARY, StrategyKind.ROLLING, StrategyKind.BLUE_GREEN)
            .plan();

    assertEquals(StrategyKind.ROLLING, plan.strategy());
    assertEquals(List.of(25, 50, 75, 100), weights(plan));
  }

  @Test
  void aRollbackHostileChangeIsACanaryThatBeginsSmall() {
    Plan plan =
        SampleFacts.aRelease()
            .mediumMeans(StrategyKind.ROLLING)
            .weightsOf(25, 50, 100)
            .risk(Level.MEDIUM, Kind.ROLLBACK_HOSTILE)
            .executable(StrategyKind.CANARY, StrategyKind.ROLLING)
            .plan();

    assertEquals(StrategyKind.CANARY, plan.strategy());
    assertEquals(List.of(1, 5, 25, 50, 100), weights(plan));
    assertEquals(
        "a rollback-hostile data change asks for canary: a small share of users meets the new version first",
        plan.strategyBecause());
    assertTrue(plan.rollback().losesData());
  }

  @Test
  void highRiskKeepsStagesThatAreSmallAlready() {
    assertEquals(
        List.of(5, 10, 25, 50, 100), weights(SampleFacts.aRelease().risk(Level.HIGH).plan()));
    assertEquals(
        List.of(1, 5, 50, 100),
        weights(SampleFacts.aRelease().weightsOf(50, 100).risk(Level.HIGH).plan()));
  }

  @Test
  void aDarkLaunchIsNoMoreCarefulThanACanary() {
    Plan plan = SampleFacts.aRelease().mediumMeans(StrategyKind.DARK_LAUNCH).plan();

    assertEquals(
        "dark launch would do; this target carries out canary only, which is as careful",
        plan.strategyBecause());
  }

  @Test
  void refusesAWeakerStrategyWithoutAWaiver() {
    Planning.CannotPlan refusal =
        SampleFacts.aRelease()
            .executable(StrategyKind.CANARY, StrategyKind.BLUE_GREEN)
            .requested(StrategyKind.BLUE_GREEN)
            .refusal();

    assertEquals(Planning.CannotPlan.TOO_WEAK, refusal.code());
    assertEquals("shop/2 needs more care than blue-green.", refusal.what());
    assertEquals("medium risk asks for canary", refusal.why().getFirst());
  }

  @Test
  void plansAWeakerStrategyThatSomebodyWaived() {
    Plan plan =
        SampleFacts.aRelease()
            .executable(StrategyKind.CANARY, StrategyKind.BLUE_GREEN)
            .requested(StrategyKind.BLUE_GREEN)
            .waived("idle side was tested by hand", "chi")
            .plan();

    assertEquals(StrategyKind.BLUE_GREEN, plan.strategy());
    assertEquals(
        "blue-green although medium risk asks for canary: waived by chi (idle side was tested by hand)",
        plan.strategyBecause());
    assertEquals(
        List.of(new Stage.SwitchStage(Weight.ALL, 4, Duration.ofSeconds(15))), plan.stages());
  }

  @Test
  void aStrongerStrategyNeedsNoWaiver() {
    Plan plan =
        SampleFacts.aRelease()
            .risk(Level.LOW)
            .executable(StrategyKind.CANARY, StrategyKind.ROLLING)
            .requested(StrategyKind.CANARY)
            .plan();

    assertEquals("a person asked for canary; low risk asks for rolling", plan.strategyBecause());
  }

  @Test
  void refusesWhatTheTargetCannotCarryOutEvenWithAWaiver() {
    Planning.CannotPlan refusal =
        SampleFacts.aRelease().requested(StrategyKind.ROLLING).waived("quick", "chi").refusal();

    assertEquals(Planning.CannotPlan.NOT_EXECUTABLE, refusal.code());
    assertEquals("This target cannot carry out rolling.", refusal.what());
    assertEquals("it carries out: canary", refusal.why().getLast());
    assertEquals(List.of("slipway plan shop/2 --strategy canary"), refusal.fix());
  }

  @Test
  void refusesWhenTheTargetOnlyKnowsWeakerStrategies() {
    Planning.CannotPlan refusal = SampleFacts.aRelease().executable(StrategyKind.ROLLING).refusal();

    assertEquals(Planning.CannotPlan.NOT_EXECUTABLE, refusal.code());
    assertEquals(List.of("medium risk asks for canary", "it carries out: rolling"), refusal.why());
  }

  @Test
  void everyStageHasTheCapacityItsShareNeedsAndAQuarterMore() {
    // 120 requests/s, 7.5 per instance: 5 % is 6, with reserve 7.5, which one instance carries
    // exactly.
    Plan plan = SampleFacts.aRelease().target(16, 7.5, 120, 40, StrategyKind.CANARY).plan();

    assertEquals(List.of(1, 2, 5, 10, 20), plan.stages().stream().map(Stage::instances).toList());
  }

  @Test
  void aQuietMinuteNeverGivesAShareFewerInstancesThanTheOldSideKeepsForIt() {
    Plan plan = SampleFacts.aRelease().target(4, 1000, 120, 8, StrategyKind.CANARY).plan();

    assertEquals(List.of(1, 1, 1, 2, 4), plan.stages().stream().map(Stage::instances).toList());
  }

  @Test
  void refusesWhatTheTargetHasNoRoomFor() {
    Planning.CannotPlan refusal =
        SampleFacts.aRelease().target(4, 25, 120, 9, StrategyKind.CANARY).refusal();

    assertEquals(Planning.CannotPlan.NO_ROOM, refusal.code());
    assertEquals("There is no room for v2 at 100 %.", refusal.what());
    assertEquals(
        List.of(
            "it needs 6 instances; of 9 places 4 are taken by v1",
            "the load is 120 requests/s, one instance carries 25, and a quarter is kept in reserve"),
        refusal.why());
    assertEquals(
        List.of("raise the target's maximum to 10, or plan when there is less load"),
        refusal.fix());
  }

  @Test
  void refusesABatchThatWouldLeaveTooLittleCapacity() {
    SampleFacts rolling = SampleFacts.aRelease().risk(Level.LOW);

    assertEquals(
        Planning.CannotPlan.NO_ROOM,
        rolling.target(2, 100, 120, 8, StrategyKind.ROLLING).refusal().code());
    assertEquals(
        StrategyKind.ROLLING,
        rolling.target(3, 100, 120, 8, StrategyKind.ROLLING).plan().strategy());
  }

  @Test
  void refusesWhenNobodyDeclaredWhatAnInstanceCarries() {
    for (double perInstance : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertEquals(
          Planning.CannotPlan.CAPACITY_UNKNOWN,
          SampleFacts.aRelease()
              .target(4, perInstance, 120, 8, StrategyKind.CANARY)
              .refusal()
              .code());
    }
  }

  @Test
  void refusesWhenTheOldVersionHasNoReadyInstance() {
    assertEquals(
        Planning.CannotPlan.NO_WAY_BACK,
        SampleFacts.aRelease().target(0, 60, 120, 8, StrategyKind.CANARY).refusal().code());
  }

  @Test
  void refusesTheVersionThatServesAlready() {
    assertEquals(
        Planning.CannotPlan.ALREADY_RUNS, SampleFacts.aRelease().from("v2").refusal().code());
  }

  @Test
  void refusesAReleaseThatNothingWouldJudge() {
    Limits none = SampleFacts.demoLimits().with(List.of());

    assertEquals(
        Planning.CannotPlan.NO_LIMITS, SampleFacts.aRelease().limits(none).refusal().code());
  }

  @Test
  void aFirstReleaseIsOneStageJudgedByAbsoluteBounds() {
    Plan plan = SampleFacts.aRelease().nothingRuns().plan();

    assertEquals(
        List.of(new Stage.WeightStage(Weight.ALL, 3, Duration.ofSeconds(15))), plan.stages());
    assertEquals(0, plan.fromInstances());
    assertEquals("out of service", plan.rollback().method());
    assertEquals(
        List.of(Signal.ERROR_RATE, Signal.LATENCY_P95),
        plan.limits().limits().stream().map(Limit::signal).toList());
    assertTrue(
        plan.limits().limits().stream()
            .allMatch(
                limit -> limit.aboveBaselineBy().isEmpty() && limit.atLeastOfBaseline().isEmpty()));
    assertEquals(List.of(new Step.RemoveInstances("remove-old", Side.BASELINE)), plan.completing());
  }

  @Test
  void aFirstReleaseNeedsAnAbsoluteBound() {
    Limits relative =
        SampleFacts.demoLimits()
            .with(
                List.of(
                    new Limit(
                        Signal.ERROR_RATE,
                        OptionalDouble.empty(),
                        OptionalDouble.of(0.01),
                        OptionalDouble.empty())));

    assertEquals(
        Planning.CannotPlan.NO_LIMITS,
        SampleFacts.aRelease().nothingRuns().limits(relative).refusal().code());
  }

  @Test
  void startsWithACheckpointAndTheMigrationsInOrder() {
    Plan plan =
        SampleFacts.aRelease()
            .migrations(
                SampleFacts.migration("V2", Phase.EXPAND),
                SampleFacts.migration("V3", Phase.EXPAND))
            .plan();

    assertEquals(
        List.of("checkpoint", "migrate-V2", "migrate-V3"),
        plan.starting().stream().map(Step::id).toList());
  }

  @Test
  void leavesContractMigrationsForALaterRelease() {
    Plan plan =
        SampleFacts.aRelease()
            .migrations(
                SampleFacts.migration("V2", Phase.EXPAND),
                SampleFacts.migration("V3", Phase.CONTRACT))
            .plan();

    assertEquals(
        List.of("checkpoint", "migrate-V2"), plan.starting().stream().map(Step::id).toList());
    assertEquals(2, plan.migrations().size());
    assertTrue(plan.rollback().pointOfNoReturn().isEmpty());
  }

  @Test
  void refusesAMigrationThatWouldOvertakeOneThatHasToWait() {
    Planning.CannotPlan refusal =
        SampleFacts.aRelease()
            .migrations(
                SampleFacts.migration("V2", Phase.CONTRACT),
                SampleFacts.migration("V3", Phase.EXPAND))
            .refusal();

    assertEquals(Planning.CannotPlan.MIGRATION_ORDER, refusal.code());
    assertEquals("V3 would overtake V2.", refusal.what());
  }

  @Test
  void retiresTheOldFleetInThirds() {
    assertEquals(List.of(4, 2, 0), kept(6));
    assertEquals(List.of(2, 1, 0), kept(4));
    assertEquals(List.of(1, 0), kept(2));
    assertEquals(List.of(0), kept(1));
  }

  @Test
  void theSameFactsGiveTheSamePlan() {
    assertEquals(SampleFacts.aRelease().plan(), SampleFacts.aRelease().plan());
  }

  private static List<Integer> kept(int old) {
    Plan plan = SampleFacts.aRelease().target(old, 100, 120, 20, StrategyKind.CANARY).plan();
    assertEquals("remove-old", plan.completing().getLast().id());
    return plan.completing().stream()
        .filter(Step.ReplaceBaseline.class::isInstance)
        .map(step -> ((Step.ReplaceBaseline) step).keep())
        .toList();
  }

  private static List<Integer> weights(Plan plan) {
    return plan.stages().stream().map(stage -> stage.weight().percent()).toList();
  }
}
