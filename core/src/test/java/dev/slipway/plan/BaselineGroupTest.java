package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Side;
import dev.slipway.plan.HaproxySpec.Layout;
import dev.slipway.release.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A canary that is compared with a group of the old version, started with it. */
@Tag("X5")
class BaselineGroupTest {
  private static final ExecSpec.Command COMMAND =
      new ExecSpec.Command(List.of("./x.sh"), Duration.ofMinutes(1));

  private static SampleFacts compared() {
    return SampleFacts.aRelease()
        .target(4, 60, 120, 12, StrategyKind.CANARY)
        .comparedWith(Baseline.GROUP);
  }

  @Test
  void theGroupGrowsWithTheCanaryAndEndsBeforeTheOldFleetDoes() {
    Plan plan = compared().plan();

    assertTrue(plan.hasGroup());
    assertEquals(new Step.RemoveInstances("clear-group", Side.GROUP), plan.starting().getLast());
    assertEquals(new Step.DeployWithGroup("deploy-stage-1", 1), plan.firstDeploy());
    assertEquals(new Step.DeployWithGroup("deploy-stage-4", 2), plan.capacityFor(3));
    assertEquals(
        new Step.DeployInstances("deploy-stage-5", Side.CANARY, 4),
        plan.capacityFor(4),
        "with everybody on the new version it has nothing to be compared with");
    assertEquals(
        new Step.RemoveInstances("remove-group", Side.GROUP), plan.completing().getFirst());
    assertEquals(new Step.RemoveWithGroup("remove-new"), plan.cleanUp());
    assertEquals(
        "new version up to 2 instances, and as many of the old one to compare with",
        plan.capacityFor(3).words());
  }

  @Test
  void thePlanSaysWithWhatItCompares() {
    Plan plan = compared().plan();

    assertTrue(
        plan.strategyBecause().endsWith("of the same size and with the same share"),
        plan.strategyBecause());
    assertTrue(
        plan.rollback().triggers().stream()
            .anyMatch(trigger -> trigger.contains("above the baseline group of v1")),
        plan.rollback().triggers().toString());
    assertEquals(
        "traffic switch to v1; the baseline group is taken away", plan.rollback().method());
  }

  @Test
  void theGroupHasTheCanarysShareUpToHalfOfTheUsers() {
    assertEquals(new Weight(5), BaselineGroup.share(new Weight(5)));
    assertEquals(new Weight(50), BaselineGroup.share(new Weight(50)));
    assertEquals(Weight.NONE, BaselineGroup.share(Weight.ALL));
    assertEquals(Weight.NONE, BaselineGroup.share(Weight.NONE));
  }

  /** What was approved before there was a choice stays approved. */
  @Test
  void thePlanOfTheStableFleetKeepsItsHash() {
    Plan plain = SampleFacts.aRelease().plan();

    assertFalse(plain.hasGroup());
    assertEquals(plain.hash(), SampleFacts.aRelease().comparedWith(Baseline.STABLE).plan().hash());
    assertNotEquals(
        SampleFacts.aRelease().target(4, 60, 120, 12, StrategyKind.CANARY).plan().hash(),
        compared().plan().hash());
  }

  @Test
  void theHashCoversTheGroupsPlaces() {
    assertNotEquals(
        places(twoSides(group("x1", "x2"))).plan().policyHash(),
        places(twoSides(group("x1", "x3"))).plan().policyHash());
  }

  @Test
  void whereNothingRunsOrSomebodyGoesBackThereIsNoGroup() {
    assertFalse(
        SampleFacts.aRelease().comparedWith(Baseline.GROUP).nothingRuns().plan().hasGroup());
    assertFalse(compared().undoing().plan().hasGroup());
    assertFalse(compared().rehearsing().plan().hasGroup());
  }

  @Test
  void moreThanHalfButNotAllIsRefused() {
    Planning.CannotPlan cannot =
        compared().weights(new Weight(10), new Weight(60), Weight.ALL).refusal();

    assertEquals(Planning.CannotPlan.NOT_EXECUTABLE, cannot.code());
    assertEquals("At 60 % no baseline group could have as many users as v2.", cannot.what());
    assertEquals("leave 60 out of the stages: after 50 comes 100", cannot.fix().getFirst());
  }

  @Test
  void withoutRoomForItItIsRefused() {
    Planning.CannotPlan cannot = compared().target(4, 60, 120, 9, StrategyKind.CANARY).refusal();

    assertEquals(Planning.CannotPlan.NO_ROOM, cannot.code());
    assertEquals(
        List.of(
            "raise the target's maximum to 10",
            "or write baseline: stable in policies.default.medium"),
        cannot.fix());
  }

  @Test
  void aTargetThatCanIsPlanned() {
    assertTrue(places(twoSides(group("x1", "x2"))).plan().hasGroup());
  }

  @Test
  void aTargetThatCannotSaysAllThatIsMissing() {
    ExecSpec spec =
        twoSides(
            new ExecSpec.Traffic.Commands(COMMAND, COMMAND, false),
            Optional.empty(),
            Optional.empty(),
            Optional.of(prometheus("version=\"{version}\"")));
    Planning.CannotPlan cannot = places(spec).refusal();

    assertEquals("This target cannot have a baseline group of v1.", cannot.what());
    assertEquals(
        List.of(
            "no places are configured where it could be started",
            "it could not be taken away again: no stop command is configured",
            "its traffic is divided in two, and a group needs a share of its own",
            "Prometheus could not tell the group from the rest of v1"),
        cannot.why());
    assertEquals(5, cannot.fix().size());
  }

  @Test
  void seriesThatAreToldApartBySideAreEnough() {
    ExecSpec spec =
        twoSides(
            haproxy(),
            Optional.of(COMMAND),
            group("x1", "x2"),
            Optional.of(prometheus("side=\"{side}\"")));

    assertTrue(places(spec).plan().hasGroup());
  }

  private static SampleFacts places(ExecSpec spec) {
    return SampleFacts.aRelease()
        .exec(spec)
        .target(2, 60, 60, 4, StrategyKind.CANARY)
        .comparedWith(Baseline.GROUP);
  }

  private static Optional<ExecSpec.Group> group(String... instances) {
    return Optional.of(new ExecSpec.Group(ExecSpec.BASELINE, List.of(instances)));
  }

  private static ExecSpec twoSides(Optional<ExecSpec.Group> baseline) {
    return twoSides(haproxy(), Optional.of(COMMAND), baseline, Optional.empty());
  }

  private static HaproxySpec haproxy() {
    return new HaproxySpec(
        List.of(new HaproxySpec.Address.Tcp("127.0.0.1", 9999)),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        new Layout.OneBackend("shop"),
        Map.of());
  }

  private static PrometheusSpec prometheus(String select) {
    return new PrometheusSpec(
        new Reach(
            "http://127.0.0.1:9090", Optional.empty(), Optional.empty(), Duration.ofSeconds(1)),
        Duration.ofSeconds(1),
        QueryText.of(select),
        "http_requests_total",
        QueryText.of("code=~\"5..\""),
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  private static ExecSpec twoSides(
      ExecSpec.Traffic traffic,
      Optional<ExecSpec.Command> stop,
      Optional<ExecSpec.Group> baseline,
      Optional<PrometheusSpec> metrics) {
    return new ExecSpec(
        Path.of("/srv"),
        Map.of(),
        List.of(
            new ExecSpec.Group("blue", List.of("b1", "b2")),
            new ExecSpec.Group("green", List.of("g1", "g2"))),
        Map.of(),
        COMMAND,
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        COMMAND,
        stop,
        Optional.empty(),
        Optional.of(traffic),
        new ExecSpec.Probe(
            new ExecSpec.Question.Run(List.of("./p.sh")),
            Duration.ofMillis(100),
            Duration.ofSeconds(1)),
        List.of(),
        Optional.empty(),
        metrics,
        Optional.empty(),
        CheckpointSpec.NONE,
        Optional.empty(),
        baseline);
  }
}
