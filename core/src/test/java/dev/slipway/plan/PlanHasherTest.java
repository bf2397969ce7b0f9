package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.slipway.gate.Need;
import dev.slipway.health.GoldenSignals;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.migration.Migration;
import dev.slipway.migration.Phase;
import dev.slipway.release.CommitId;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.risk.Classification;
import dev.slipway.risk.Level;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every component of everything in a plan is classified here: it changes the hash, or it does not.
 */
class PlanHasherTest {
  private static final Plan PLAN =
      SampleFacts.aRelease()
          .migrations(SampleFacts.migration("V2", Phase.EXPAND))
          .trailer("Flag", "coupon_ui")
          .plan();

  /** Another value for a component, and whether approvals are for it. */
  private record Change(boolean covered, Object other) {}

  private static Change covered(Object other) {
    return new Change(true, other);
  }

  private static Change free(Object other) {
    return new Change(false, other);
  }

  @Test
  void coversWhatThePlanWouldDo() {
    Map<String, Change> table = new TreeMap<>();
    table.put("release", covered(new ReleaseId(new ServiceName("shop"), 3)));
    table.put("environment", covered(new EnvironmentName("staging")));
    table.put("from", covered(Optional.of(new Version("v0"))));
    table.put("fromArtifact", covered(Optional.empty()));
    table.put("fromInstances", covered(9));
    table.put("to", covered(new Version("v3")));
    table.put("artifact", covered(SampleFacts.digest('d')));
    table.put("fromCommit", covered(Optional.of(new CommitId("3".repeat(40)))));
    table.put("toCommit", covered(new CommitId("4".repeat(40))));
    table.put("risk", covered(risk(Level.HIGH, 4)));
    table.put("strategy", covered(StrategyKind.ROLLING));
    table.put("strategyBecause", free("other words"));
    table.put("stages", covered(PLAN.stages().subList(1, 5)));
    table.put("limits", covered(SampleFacts.productionLimits()));
    table.put("migrations", covered(List.of()));
    table.put("starting", covered(List.of(new Step.TakeCheckpoint())));
    table.put(
        "completing", covered(List.of(new Step.RemoveInstances("remove-old", Side.BASELINE))));
    table.put("checksAfter", covered(List.of("health")));
    table.put("observe", covered(Duration.ofMinutes(1)));
    table.put("verifyRollback", covered(Duration.ofMinutes(1)));
    table.put("verifyDeadline", covered(Duration.ofMinutes(1)));
    table.put("hold", covered(Duration.ofMinutes(1)));
    table.put("approvals", covered(List.of(new Need("on-call", 2))));
    table.put("owner", free("ada"));
    table.put("rollback", covered(SampleFacts.aRelease().nothingRuns().plan().rollback()));
    table.put("proofs", covered(Optional.of(Proofs.NONE)));
    table.put("policyHash", covered("d".repeat(64)));
    table.put("catalogueHash", free("d".repeat(64)));
    table.put("hash", free(new PlanHash("e".repeat(64))));
    checkAll(PLAN, table, "", changed -> (Plan) changed);
  }

  @Test
  void coversOfTheRiskOnlyTheLevel() {
    assertNotEquals(PLAN.hash(), PlanHasher.hash(with(PLAN, "risk", risk(Level.LOW, 4))));
    assertEquals(PLAN.hash(), PlanHasher.hash(with(PLAN, "risk", risk(Level.MEDIUM, 5))));
  }

  @Test
  void coversTheLimits() {
    Map<String, Change> table = new TreeMap<>();
    table.put("breaksInARow", covered(3));
    table.put("interval", covered(Duration.ofSeconds(2)));
    table.put("window", covered(Duration.ofSeconds(20)));
    table.put("minimumRequests", covered(41L));
    table.put("minimumFailures", covered(6L));
    table.put("grace", covered(Duration.ofSeconds(61)));
    table.put("blindLimit", covered(Duration.ofSeconds(61)));
    table.put("limits", covered(List.of()));
    table.put("golden", covered(Optional.of(GoldenSignals.of(Map.of(), Map.of()))));
    checkAll(PLAN.limits(), table, "limits", limits -> with(PLAN, "limits", limits));
  }

  /** Plans of a Slipway that did not know them stay what was approved. */
  @Test
  void goldenSignalsAsTheyAreForEverybodyChangeNoHash() {
    Plan plain = SampleFacts.aRelease().plan();
    Limits limits = SampleFacts.demoLimits();
    Limits golden =
        new Limits(
            limits.breaksInARow(),
            limits.interval(),
            limits.window(),
            limits.minimumRequests(),
            limits.minimumFailures(),
            limits.grace(),
            limits.blindLimit(),
            limits.limits(),
            Optional.of(GoldenSignals.DEFAULT));

    assertEquals(plain.hash(), SampleFacts.aRelease().limits(golden).plan().hash());
  }

  @Test
  void coversEachBoundOfALimit() {
    Map<String, Change> table = new TreeMap<>();
    table.put("signal", covered(Signal.LATENCY_P99));
    table.put("atMost", covered(OptionalDouble.of(0.03)));
    table.put("aboveBaselineBy", covered(OptionalDouble.empty()));
    table.put("atLeastOfBaseline", covered(OptionalDouble.of(0.01)));
    Limits limits = PLAN.limits();
    checkAll(
        limits.limits().getFirst(),
        table,
        "limit",
        limit -> with(PLAN, "limits", limits.with(List.of((Limit) limit))),
        with(PLAN, "limits", limits.with(limits.limits().subList(0, 1))));
  }

  @Test
  void coversOfAMigrationWhatItIsAndNotHowItIsDescribed() {
    Map<String, Change> table = new TreeMap<>();
    table.put("id", covered("V3"));
    table.put("path", covered("db/other.sql"));
    table.put("description", free("other words"));
    table.put("sql", free("the checksum stands for it"));
    table.put("checksum", covered("ffff"));
    table.put("phase", covered(Phase.MIGRATE));
    table.put("reasons", free(List.of("other words")));
    checkAll(
        PLAN.migrations().getFirst(),
        table,
        "migration",
        changed -> with(PLAN, "migrations", List.of(changed)));
    checkAll(
        PLAN.migrations().getFirst(),
        table,
        "migration step",
        changed ->
            with(
                PLAN,
                "starting",
                List.of(new Step.TakeCheckpoint(), new Step.RunMigration((Migration) changed))));
  }

  @Test
  void coversOfTheWayBackWhatItDoesAndNotWhoOrHowLong() {
    Map<String, Change> table = new TreeMap<>();
    table.put("triggers", covered(List.of("never")));
    table.put("owner", free("ada"));
    table.put("method", covered("restore from backup"));
    table.put("dataCompatibility", free("other words"));
    table.put("losesData", covered(true));
    table.put("flagOff", covered(Optional.empty()));
    table.put("computed", free(Duration.ofHours(1)));
    table.put("notUndone", free(List.of()));
    table.put("pointOfNoReturn", covered(Optional.of("migrate-V2")));
    checkAll(PLAN.rollback(), table, "rollback", changed -> with(PLAN, "rollback", changed));
  }

  @Test
  void coversEveryComponentOfEveryKindOfStage() {
    Map<String, Object> others =
        Map.of(
            "weight",
            new Weight(99),
            "instances",
            77,
            "bake",
            Duration.ofDays(1),
            "batch",
            55,
            "of",
            66,
            "flag",
            "other",
            "compared",
            true,
            "first",
            new Stage.WeightStage(new Weight(7), 3, Duration.ofMinutes(2)));
    List<Stage> stages =
        List.of(
            new Stage.WeightStage(new Weight(5), 1, Duration.ofMinutes(1)),
            new Stage.BatchStage(new Weight(5), 1, Duration.ofMinutes(1), 1, 4),
            new Stage.SwitchStage(new Weight(5), 1, Duration.ofMinutes(1)),
            new Stage.RehearsalStage(
                new Stage.WeightStage(new Weight(5), 1, Duration.ofMinutes(1))),
            new Stage.DarkStage(1),
            new Stage.ExposureStage(
                new Weight(5, 10), 1, Duration.ofMinutes(1), "coupon_ui", false));
    everyVariant(Stage.class, stages, others, stage -> with(PLAN, "stages", List.of(stage)));
  }

  @Test
  void coversEveryComponentOfEveryKindOfStep() {
    Map<String, Object> others =
        new HashMap<>(
            Map.of(
                "migration",
                SampleFacts.migration("V9", Phase.EXPAND),
                "because",
                "other",
                "id",
                "other",
                "side",
                Side.CANARY,
                "total",
                77,
                "checks",
                List.of("other"),
                "batch",
                55,
                "of",
                66,
                "keep",
                44,
                "howLong",
                Duration.ofHours(7)));
    others.put("flags", List.of("other"));
    List<Step> steps =
        List.of(
            new Step.TakeCheckpoint(),
            new Step.TurnFlagsOff(List.of("coupon_ui")),
            new Step.TakeBackup("going back may lose data"),
            new Step.RunMigration(SampleFacts.migration("V2", Phase.EXPAND)),
            new Step.DeployInstances("deploy", Side.BASELINE, 4),
            new Step.DeployWithGroup("deploy", 4),
            new Step.RunChecks(List.of("health")),
            new Step.CheckUnserved(),
            new Step.RunSuite(),
            new Step.ReplaceBaseline(1, 3, 2),
            new Step.KeepInstances("keep", Side.BASELINE, Duration.ofHours(24)),
            new Step.RemoveInstances("remove", Side.BASELINE),
            new Step.RemoveWithGroup("remove"));
    everyVariant(Step.class, steps, others, step -> with(PLAN, "completing", List.of(step)));
  }

  @Test
  void theOrderOfStepsCounts() {
    List<Step> turned = new ArrayList<>(PLAN.completing());
    java.util.Collections.swap(turned, 0, 1);

    assertNotEquals(PLAN.hash(), PlanHasher.hash(with(PLAN, "completing", turned)));
  }

  @Test
  void peopleCatalogueAndLoadMayChangeBetweenTwoPlannings() {
    SampleFacts later =
        SampleFacts.aRelease()
            .migrations(SampleFacts.migration("V2", Phase.EXPAND))
            .trailer("Flag", "coupon_ui")
            .owner("dora")
            .catalogueHash("f".repeat(64))
            .target(4, 60, 118.5, 9, StrategyKind.CANARY);

    assertEquals(PLAN.hash(), later.plan().hash());
  }

  @Test
  void thePolicyHashCoversPolicyTargetAndLimits() {
    SampleFacts usual = SampleFacts.aRelease();
    Service.Environment environment = usual.environment();
    Policy policy = usual.policy();
    Set<String> hashes = new TreeSet<>();
    List<Policy> policies = new ArrayList<>(List.of(policy));
    policies.add(with(policy, "name", "other"));
    policies.add(with(policy, "mediumFrom", 2));
    policies.add(with(policy, "highFrom", 9));
    policies.add(with(policy, "highAtOnce", Set.of()));
    policies.add(with(policy, "hold", Duration.ofMinutes(1)));
    policies.add(SampleFacts.aRelease().weightsOf(50, 100).policy());
    policies.add(SampleFacts.aRelease().mediumMeans(StrategyKind.ROLLING).policy());
    policies.add(
        SampleFacts.aRelease().watched(Duration.ofMinutes(2), Duration.ofSeconds(15)).policy());
    policies.add(
        SampleFacts.aRelease().watched(Duration.ofSeconds(15), Duration.ofMinutes(2)).policy());
    policies.add(
        SampleFacts.aRelease()
            .rolling(Optional.of(new BatchSize.Share(50)), Optional.empty())
            .policy());
    policies.add(
        SampleFacts.aRelease()
            .rolling(Optional.empty(), Optional.of(Duration.ofSeconds(50)))
            .policy());
    policies.add(
        SampleFacts.aRelease()
            .switching(Duration.ofSeconds(15), Optional.of(Duration.ofHours(2)))
            .policy());
    policies.forEach(other -> hashes.add(PlanHasher.policyHash(other, environment)));
    List<Service.Environment> environments = new ArrayList<>();
    environments.add(with(environment, "name", new EnvironmentName("staging")));
    environments.add(with(environment, "target", new TargetSpec.Practice(Path.of("other.json"))));
    environments.add(with(environment, "limits", SampleFacts.productionLimits()));
    environments.add(with(environment, "verifyRollback", Duration.ofSeconds(11)));
    environments.add(with(environment, "verifyDeadline", Duration.ofSeconds(11)));
    environments.add(with(environment, "items", List.of("tests-green")));
    environments.forEach(other -> hashes.add(PlanHasher.policyHash(policy, other)));

    assertEquals(policies.size() + environments.size(), hashes.size());
    assertEquals(
        PlanHasher.policyHash(policy, environment),
        PlanHasher.policyHash(usual.policy(), usual.environment()));
  }

  @Test
  void nothingMovesFromOneFieldIntoTheNext() {
    assertNotEquals(
        PlanHasher.hash(with(PLAN, "checksAfter", List.of("a", "b"))),
        PlanHasher.hash(with(PLAN, "checksAfter", List.of("a\ncheck:1:b"))));
    assertNotEquals(
        PlanHasher.hash(with(PLAN, "checksAfter", List.of("ab", "c"))),
        PlanHasher.hash(with(PLAN, "checksAfter", List.of("a", "bc"))));
  }

  /**
   * A hash is stored and compared years later: it may only change together with the text's version.
   */
  @Test
  void theHashOfThisPlanStaysTheSame() {
    assertEquals(
        "2e432aabf12de3a8e39a1d07e120bdcf91b09b7e6c0aa943b29d78809abf9ea6", PLAN.hash().value());
  }

  private interface InPlan {
    Plan put(Object changed);
  }

  private static void checkAll(Record of, Map<String, Change> table, String where, InPlan inPlan) {
    checkAll(of, table, where, inPlan, PLAN);
  }

  private static void checkAll(
      Record of, Map<String, Change> table, String where, InPlan inPlan, Plan usual) {
    Set<String> names = new TreeSet<>();
    for (RecordComponent component : of.getClass().getRecordComponents()) {
      names.add(component.getName());
    }
    assertEquals(
        names, table.keySet(), "classify every component of " + of.getClass().getSimpleName());
    PlanHash before = PlanHasher.hash(usual);
    table.forEach((name, change) -> {
      assertNotEquals(
          change.other(), valueOf(of, name), where + " " + name + " is not changed by this table");
      PlanHash after = PlanHasher.hash(inPlan.put(with(of, name, change.other())));
      assertEquals(change.covered(), !after.equals(before), where + " " + name);
    });
  }

  private static <T> void everyVariant(
      Class<T> type, List<T> samples, Map<String, Object> others, InPlan inPlan) {
    assertEquals(type.getPermittedSubclasses().length, samples.size(), "a sample of every kind");
    Set<PlanHash> hashes = new java.util.HashSet<>();
    int expected = 0;
    for (T sample : samples) {
      hashes.add(PlanHasher.hash(inPlan.put(sample)));
      expected++;
      for (RecordComponent component : sample.getClass().getRecordComponents()) {
        Object other = others.get(component.getName());
        assertTrue(other != null, "give another value for " + component);
        hashes.add(PlanHasher.hash(inPlan.put(with((Record) sample, component.getName(), other))));
        expected++;
      }
    }
    assertEquals(expected, hashes.size());
  }

  /** The same record with another value for one component. */
  @SuppressWarnings("unchecked")
  private static <R extends Record> R with(R of, String name, Object other) {
    RecordComponent[] components = of.getClass().getRecordComponents();
    Object[] values =
        Stream.of(components)
            .map(component ->
                component.getName().equals(name) ? other : valueOf(of, component.getName()))
            .toArray();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = of.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (R) constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      return fail(name, e);
    }
  }

  private static Object valueOf(Record of, String name) {
    try {
      var accessor = of.getClass().getDeclaredMethod(name);
      accessor.setAccessible(true);
      return accessor.invoke(of);
    } catch (ReflectiveOperationException e) {
      return fail(name, e);
    }
  }

  private static Classification risk(Level level, int points) {
    return new Classification(level, level, points, 3, 6, List.of(), List.of(), Optional.empty());
  }
}
