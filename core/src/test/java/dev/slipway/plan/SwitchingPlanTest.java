package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a plan says about two sides that take turns, and about the one that is left. */
@Tag("X4")
class SwitchingPlanTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofHours(24);
  private static final ExecSpec.Command COMMAND =
      new ExecSpec.Command(List.of("./x.sh"), Duration.ofMinutes(1));

  private static SampleFacts blueGreen(boolean stops) {
    return SampleFacts.aRelease()
        .exec(twoSides(stops))
        .target(4, 60, 120, 8, StrategyKind.CANARY, StrategyKind.BLUE_GREEN)
        .mediumMeans(StrategyKind.BLUE_GREEN)
        .switching(TEN_MINUTES, Optional.empty());
  }

  private static ExecSpec twoSides(boolean stops) {
    return new ExecSpec(
        Path.of("/srv"),
        Map.of(),
        List.of(
            new ExecSpec.Group("blue", List.of("b1", "b2", "b3", "b4")),
            new ExecSpec.Group("green", List.of("g1", "g2", "g3", "g4"))),
        Map.of(),
        COMMAND,
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        COMMAND,
        stops ? Optional.of(COMMAND) : Optional.empty(),
        Optional.empty(),
        Optional.of(new ExecSpec.Traffic.Commands(COMMAND, COMMAND, false)),
        new ExecSpec.Probe(
            new ExecSpec.Question.Run(List.of("./p.sh")),
            Duration.ofMillis(500),
            Duration.ofSeconds(1)),
        List.of(),
        Optional.empty());
  }

  @Test
  void everybodyIsWatchedForTenMinutesAfterTheSwitch() {
    Stage stage = blueGreen(true).plan().stages().getFirst();

    assertInstanceOf(Stage.SwitchStage.class, stage);
    assertEquals(TEN_MINUTES, stage.bake());
  }

  @Test
  void theOldSideStaysForADayUnlessSomethingElseIsWritten() {
    Plan plan = blueGreen(true).plan();

    assertEquals(Optional.of(DAY), plan.keepsOld());
    assertEquals(
        List.of(new Step.KeepInstances("keep-old", Side.BASELINE, DAY)), plan.completing());
    assertEquals(
        "leave the old version's instances up for 24 h, without users",
        plan.completing().getFirst().words());
    assertFalse(plan.endsOldInstances());
    assertEquals(
        Optional.of(Duration.ofHours(2)),
        blueGreen(true).switching(TEN_MINUTES, Optional.of(Duration.ofHours(2))).plan().keepsOld());
  }

  @Test
  void noTimeAtAllRetiresItWithTheRelease() {
    Plan plan = blueGreen(true).switching(TEN_MINUTES, Optional.of(Duration.ZERO)).plan();

    assertEquals(Optional.empty(), plan.keepsOld());
    assertTrue(plan.endsOldInstances());
  }

  @Test
  void afterACanaryItStaysOnlyWhereThatIsWritten() {
    SampleFacts canary = blueGreen(true).mediumMeans(StrategyKind.CANARY);

    assertTrue(canary.plan().endsOldInstances());
    assertEquals(
        Optional.of(DAY), canary.switching(TEN_MINUTES, Optional.of(DAY)).plan().keepsOld());
  }

  @Test
  void whatNobodyCanStopIsNotPlannedToBeStopped() {
    Plan plan = blueGreen(false).plan();

    assertEquals(Optional.empty(), plan.keepsOld());
    assertFalse(plan.endsOldInstances(), "it stays until the next release needs it");
  }

  @Test
  void goingBackToASideThatIsUpIsASwitchAndSaysSo() {
    Plan plan = blueGreen(true).standingBy(4).undoing().plan();

    assertEquals(StrategyKind.BLUE_GREEN, plan.strategy());
    assertEquals(Duration.ofSeconds(10), plan.stages().getFirst().bake());
    assertTrue(
        plan.strategyBecause().contains("so it is a switch at once; nothing is deployed"),
        plan.strategyBecause());
    assertEquals(Optional.empty(), plan.keepsOld(), "what is given up is not kept");
    assertFalse(
        blueGreen(true).standingBy(3).undoing().plan().strategyBecause().contains("switch"));
  }

  @Test
  void aRehearsalLeavesWhatItFound() {
    Plan found = blueGreen(true).standingBy(4).rehearsing().plan();
    Plan deployed = blueGreen(true).rehearsing().plan();

    assertTrue(found.leavesAsFound());
    assertInstanceOf(Step.KeepInstances.class, found.cleanUp());
    assertEquals(new Step.RemoveInstances("remove-new", Side.CANARY), deployed.cleanUp());
  }
}
