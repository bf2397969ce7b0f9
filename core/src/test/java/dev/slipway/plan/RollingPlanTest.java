package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Targets;
import dev.slipway.risk.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How large the batches of a rolling update are, and how long is waited between them. */
@Tag("X3")
class RollingPlanTest {
  private static final ExecSpec.Command COMMAND =
      new ExecSpec.Command(List.of("./x.sh"), Duration.ofMinutes(1));
  private static final Duration PAUSE = Duration.ofSeconds(30);

  @ParameterizedTest
  @CsvSource({
    "4, 2, '2, 4'",
    "5, 2, '2, 4, 5'",
    "7, 3, '3, 6, 7'",
    "4, 25%, '1, 2, 3, 4'",
    "7, 50%, '3, 6, 7'",
    "3, 1%, '1, 2, 3'",
    "1, 3, '1'",
    "1, 100%, '1'",
    "12, , '2, 3, 4, 5, 6, 8, 9, 10, 11, 12'"
  })
  void laysOutTheBatchesAskedFor(int instances, @Nullable String batch, String after) {
    Plan plan = inPlace(instances, size(batch), Optional.empty()).plan();

    assertEquals(
        after,
        String.join(
            ", ",
            plan.stages().stream().map(stage -> Integer.toString(stage.instances())).toList()));
  }

  @Test
  void waitsBetweenBatchesAndBakesAfterTheLast() {
    Plan plan = inPlace(6, size("2"), Optional.of(PAUSE)).plan();

    assertEquals(
        List.of(PAUSE, PAUSE, Duration.ofSeconds(15)),
        plan.stages().stream().map(Stage::bake).toList());
    assertEquals("3 batches of 2, 30 s between them", plan.batches().orElseThrow().words());
  }

  @Test
  void saysOfUnevenBatchesHowLargeTheyAreAtMost() {
    Plan plan = inPlace(5, size("2"), Optional.empty()).plan();

    assertEquals("3 batches of at most 2, 15 s between them", plan.batches().orElseThrow().words());
  }

  @Test
  void goesBackInBatchesOfTheSameSize() {
    Plan plan = inPlace(6, size("2"), Optional.of(PAUSE)).plan();

    assertEquals("v1 deployed again on 6 instances, two at a time", plan.rollback().method());
    // Two checks of a second, writing the share, three times 30 s, and ten seconds watched.
    assertEquals(Duration.ofSeconds(2 + 2 + 3 * 30 + 10), plan.rollback().computed());
    assertEquals(OptionalInt.of(2), Targets.Versions.of(plan).together());
  }

  @Test
  @Tag("R7")
  void undoingAFinishedReleaseGoesInTheSameBatchesWithoutPauses() {
    Plan plan = inPlace(6, size("2"), Optional.of(PAUSE)).undoing().plan();

    assertEquals(
        List.of(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10)),
        plan.stages().stream().map(Stage::bake).toList());
    assertEquals("3 batches of 2, one right after the other", plan.batches().orElseThrow().words());
  }

  @Test
  @Tag("R7")
  void rehearsingTheWayBackTriesOneBatch() {
    Plan plan = inPlace(6, size("2"), Optional.of(PAUSE)).rehearsing().plan();

    assertEquals(List.of(2), plan.stages().stream().map(Stage::instances).toList());
    assertEquals("one batch", plan.batches().orElseThrow().words());
    assertEquals(OptionalInt.of(2), Targets.Versions.of(plan).together());
  }

  @Test
  void refusesABatchWhoseRestCannotCarryTheLoad() {
    SampleFacts facts = inPlace(4, size("2"), Optional.empty());

    assertEquals(
        List.of(2, 4), loaded(facts, 100).plan().stages().stream().map(Stage::instances).toList());
    Planning.CannotPlan refusal = loaded(facts, 101).refusal();
    assertEquals(Planning.CannotPlan.NO_ROOM, refusal.code());
    assertTrue(refusal.why().getFirst().startsWith("2 instances carry 100"), refusal::toString);
  }

  @Test
  void neverMakesMoreBatchesThanThereArePercent() {
    Plan plan = inPlace(150, size("1"), Optional.empty()).plan();

    assertEquals(75, plan.stages().size());
    assertEquals(100, plan.stages().getLast().weight().percent());
  }

  @Test
  void approvalsAreForTheBatchesAndThePause() {
    PlanHash usual = inPlace(4, Optional.empty(), Optional.empty()).plan().hash();
    PlanHash two = inPlace(4, size("2"), Optional.empty()).plan().hash();
    PlanHash half = inPlace(4, size("50%"), Optional.empty()).plan().hash();
    PlanHash paused = inPlace(4, size("2"), Optional.of(PAUSE)).plan().hash();

    assertEquals(4, List.of(usual, two, half, paused).stream().distinct().count());
    assertNotEquals(paused, inPlace(4, size("2"), Optional.of(PAUSE.plusSeconds(1))).plan().hash());
  }

  private static Optional<BatchSize> size(@Nullable String written) {
    if (written == null) {
      return Optional.empty();
    }
    return Optional.of(
        written.endsWith("%")
            ? new BatchSize.Share(Integer.parseInt(written.replace("%", "")))
            : new BatchSize.Instances(Integer.parseInt(written)));
  }

  private static SampleFacts loaded(SampleFacts facts, double load) {
    return facts.target(4, 50, load, 4, StrategyKind.ROLLING);
  }

  private static SampleFacts inPlace(
      int instances, Optional<BatchSize> batch, Optional<Duration> pause) {
    List<String> names = IntStream.rangeClosed(1, instances).mapToObj(i -> "web-" + i).toList();
    return SampleFacts.aRelease()
        .risk(Level.LOW)
        .rolling(batch, pause)
        .target(instances, 1, 0, instances, StrategyKind.ROLLING)
        .exec(
            new ExecSpec(
                Path.of("."),
                Map.of(),
                List.of(new ExecSpec.Group("web", names)),
                Map.of(),
                COMMAND,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                COMMAND,
                Optional.of(COMMAND),
                Optional.empty(),
                Optional.empty(),
                new ExecSpec.Probe(
                    new ExecSpec.Question.Run(List.of("./p.sh")),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1)),
                List.of(),
                Optional.empty()));
  }
}
