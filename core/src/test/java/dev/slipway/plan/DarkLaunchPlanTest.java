package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.release.Weight;
import dev.slipway.risk.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a version is launched dark: by a flag, or with nobody on it until a person goes on. */
@Tag("R6")
@Tag("X6")
class DarkLaunchPlanTest {
  private static final ExecSpec.Command COMMAND =
      new ExecSpec.Command(List.of("./do.sh"), Duration.ofSeconds(5));
  private static final ExecSpec.FlagCommands FLAGS = new ExecSpec.FlagCommands(COMMAND, COMMAND);

  private static SampleFacts dark(boolean flags, boolean switches) {
    ExecSpec spec = spec(flags ? Optional.of(FLAGS) : Optional.empty(), switches);
    return SampleFacts.aRelease()
        .exec(spec)
        .executable(spec.executable().toArray(StrategyKind[]::new))
        .requested(StrategyKind.DARK_LAUNCH);
  }

  private static List<String> shares(Plan plan) {
    return plan.stages().stream().map(stage -> stage.weight().toString()).toList();
  }

  @Test
  void bringsEverybodyOverWithTheFlagOffAndThenShowsItToMoreAndMore() {
    Plan plan = dark(true, false).trailer("Flag", "coupon_ui").plan();

    assertEquals(
        List.of("100 % with the flag off", "1 % by flag", "10 % by flag", "50 % by flag", "100 %"),
        shares(plan));
    assertEquals(List.of("coupon_ui"), plan.flags());
    assertEquals(0, plan.hidden().orElseThrow());
    assertTrue(plan.isDark());
    assertEquals(
        List.of(), plan.stages().stream().filter(stage -> stage.instances() != 4).toList());
    assertEquals("flag coupon_ui off, then traffic switch to v1", plan.rollback().method());
    assertTrue(
        plan.strategyBecause().contains("nothing measured says who sees coupon_ui"),
        plan.strategyBecause());
  }

  @Test
  void aPolicyOfDarkLaunchesSaysToHowMany() {
    Plan plan =
        dark(true, false)
            .mediumMeans(StrategyKind.DARK_LAUNCH)
            .weightsOf(25, 100)
            .trailer("Flag", "coupon_ui")
            .plan();

    assertEquals(List.of("100 % with the flag off", "25 % by flag", "100 %"), shares(plan));
  }

  @Test
  void whereAFaultIsDearAFewMeetTheCodeFirst() {
    Plan plan = dark(true, false).risk(Level.HIGH).trailer("Flag", "coupon_ui").plan();

    assertEquals("5 % with the flag off", shares(plan).getFirst());
    assertEquals("100 % with the flag off", shares(plan).get(1));
    assertEquals(1, plan.hidden().orElseThrow());
  }

  @Test
  void withoutAFlagNobodyIsOnItUntilAPersonGoesOn() {
    Plan noFlag = dark(true, false).plan();
    Plan noCommands = dark(false, false).trailer("Flag", "coupon_ui").plan();

    assertEquals(new Stage.DarkStage(4), noFlag.stage(0));
    assertEquals(List.of("0 %", "5 %", "10 %", "25 %", "50 %", "100 %"), shares(noFlag));
    assertTrue(
        noFlag
            .strategyBecause()
            .endsWith("the change names no flag, so nobody is on it" + " until a person goes on"),
        noFlag.strategyBecause());
    assertTrue(
        noCommands.strategyBecause().contains("this target turns no flags"),
        noCommands.strategyBecause());
    assertEquals(Optional.of("turn flag coupon_ui off"), noCommands.rollback().flagOff());
  }

  @Test
  void whereTrafficCannotBeSharedItEndsInASwitchAndNeedsAWaiverForThat() {
    SampleFacts dark = dark(false, true);

    assertEquals(Planning.CannotPlan.TOO_WEAK, dark.refusal().code());
    assertEquals(List.of("0 %", "100 %"), shares(dark.waived("quiet night", "chi").plan()));
    assertEquals(
        6,
        dark(true, true).risk(Level.HIGH).trailer("Flag", "coupon_ui").plan().stages().size() + 1,
        "by flag it is as careful as a canary");
  }

  @Test
  void severalFlagsAreTurnedOneAfterAnotherInTheOrderOfTheirNames() {
    Plan plan =
        dark(true, false)
            .mediumMeans(StrategyKind.DARK_LAUNCH)
            .weightsOf(10, 100)
            .trailer("Flag", "two")
            .trailer("Flag", "one")
            .plan();

    assertEquals(
        List.of("100 % with the flag off", "10 % by flag", "flag 1 on", "10 % by flag 2", "100 %"),
        shares(plan));
    assertEquals(List.of("one", "two"), plan.flags());
    assertEquals("flags one, two off, then traffic switch to v1", plan.rollback().method());
    assertTrue(plan.strategyBecause().contains("one flag after another"), plan.strategyBecause());
  }

  @Test
  void moreFlagsThanAnybodyCanFollowAreRefused() {
    SampleFacts many = dark(true, false);
    for (int i = 1; i <= 6; i++) {
      many = many.trailer("Flag", "flag" + i);
    }

    assertEquals(
        "A dark launch turns at most 5 flags, and this change names 6.", many.refusal().what());
  }

  @Test
  void inPlaceTheFlagHidesWhatIsNewFromTheFirstBatchOn() {
    ExecSpec spec = inPlace(Optional.of(FLAGS));
    SampleFacts facts =
        SampleFacts.aRelease()
            .exec(spec)
            .executable(spec.executable().toArray(StrategyKind[]::new))
            .requested(StrategyKind.DARK_LAUNCH)
            .waived("its flag keeps it from everybody", "chi")
            .trailer("Flag", "coupon_ui");

    Plan plan = facts.plan();

    assertEquals(
        List.of(
            "25 % with the flag off",
            "50 % with the flag off",
            "75 % with the flag off",
            "100 % with the flag off",
            "1 % by flag",
            "10 % by flag",
            "50 % by flag",
            "100 %"),
        shares(plan));
    assertTrue(plan.isInPlace());
    assertEquals(3, plan.hidden().orElseThrow());
    assertEquals(4, plan.batches().orElseThrow().sizes().size());
    assertTrue(
        plan.rollback().method().startsWith("flag coupon_ui off, then v1 deployed again"),
        plan.rollback().method());
  }

  @Test
  void inPlaceThereIsNothingToBeDarkBehindWithoutAFlag() {
    SampleFacts facts =
        SampleFacts.aRelease()
            .exec(inPlace(Optional.of(FLAGS)))
            .executable(StrategyKind.ROLLING, StrategyKind.DARK_LAUNCH)
            .requested(StrategyKind.DARK_LAUNCH)
            .waived("why not", "chi");

    assertEquals(
        "A dark launch needs a flag here, and this change names none.", facts.refusal().what());
    assertEquals(Set.of(StrategyKind.ROLLING), inPlace(Optional.empty()).executable());
  }

  @Test
  void anUndoTurnsTheFlagsOffBeforeAnythingElse() {
    Plan undo = dark(true, false).undoing().turningOff("coupon_ui", "dark_mode").plan();

    assertEquals(
        new Step.TurnFlagsOff(List.of("coupon_ui", "dark_mode")), undo.starting().getFirst());
    assertEquals(new Step.TakeCheckpoint(), undo.starting().get(1));
    assertEquals(
        "turn flags coupon_ui, dark_mode off, as before the release that is taken back",
        undo.starting().getFirst().words());
    assertEquals(List.of(), undo.flags());
  }

  @Test
  void isNeverChosenWithoutBeingAskedFor() {
    ExecSpec switches = spec(Optional.of(FLAGS), true);

    assertEquals(
        Planning.CannotPlan.NOT_EXECUTABLE,
        SampleFacts.aRelease()
            .exec(switches)
            .executable(StrategyKind.BLUE_GREEN, StrategyKind.DARK_LAUNCH)
            .trailer("Flag", "coupon_ui")
            .refusal()
            .code());
  }

  @Test
  void itsUndoAndItsRehearsalTurnNoFlag() {
    SampleFacts dark = dark(true, false).trailer("Flag", "coupon_ui");

    assertEquals(List.of(), dark.undoing().plan().flags());
    assertEquals(StrategyKind.CANARY, dark.undoing().plan().strategy());
    assertEquals(
        StrategyKind.BLUE_GREEN,
        dark(true, true).undoing().trailer("Flag", "coupon_ui").plan().strategy());
  }

  @Test
  void flagsOfATargetArePartOfWhatIsApproved() {
    assertNotEquals(dark(true, false).plan().policyHash(), dark(false, false).plan().policyHash());
  }

  @Test
  void sharesAndFlagsHaveOneOrder() {
    List<Weight> rising =
        List.of(
            Weight.NONE,
            new Weight(5).showing(0),
            Weight.ALL.showing(0),
            Weight.ALL.showing(1),
            Weight.ALL.showing(50),
            Weight.ALL.showing(1, 0),
            Weight.ALL.showing(1, 10),
            Weight.ALL);
    for (int i = 1; i < rising.size(); i++) {
      assertTrue(rising.get(i).isAbove(rising.get(i - 1)), rising.get(i) + " is more");
    }
    assertTrue(Weight.NONE.showing(10).isAbove(Weight.NONE), "a flag that is on for nobody");
    assertEquals(
        List.of(0, 0, 0, 1, 50, 100, 100, 100), rising.stream().map(Weight::users).toList());
    assertEquals(Weight.ALL, Weight.ALL.showing(0).showing(100));
  }

  private static ExecSpec spec(Optional<ExecSpec.FlagCommands> flags, boolean switches) {
    return spec(
        List.of(
            new ExecSpec.Group("blue", List.of("a", "b", "c", "d")),
            new ExecSpec.Group("green", List.of("e", "f", "g", "h"))),
        Optional.of(new ExecSpec.Traffic.Commands(COMMAND, COMMAND, switches)),
        flags);
  }

  private static ExecSpec inPlace(Optional<ExecSpec.FlagCommands> flags) {
    return spec(
        List.of(new ExecSpec.Group("", List.of("a", "b", "c", "d"))), Optional.empty(), flags);
  }

  private static ExecSpec spec(
      List<ExecSpec.Group> groups,
      Optional<ExecSpec.Traffic> traffic,
      Optional<ExecSpec.FlagCommands> flags) {
    ExecSpec spec =
        new ExecSpec(
            Path.of("."),
            Map.of(),
            groups,
            Map.of(),
            COMMAND,
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            COMMAND,
            Optional.empty(),
            Optional.empty(),
            traffic,
            new ExecSpec.Probe(
                new ExecSpec.Question.Run(List.of("./p.sh")),
                Duration.ofMillis(100),
                Duration.ofSeconds(1)),
            List.of(),
            Optional.empty());
    return flags.map(spec::with).orElse(spec);
  }
}
