package dev.slipway.shell.watch;

import static dev.slipway.rollout.Situations.anAssessment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.Outcome;
import dev.slipway.command.WatchWish;
import dev.slipway.command.remote.Sighting;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Situations;
import dev.slipway.shell.AMovingRelease;
import dev.slipway.shell.GivenPlace;
import dev.slipway.shell.RecordedOutput;
import dev.slipway.shell.render.Text;
import dev.slipway.view.RefusalView;
import dev.slipway.view.WatchView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainWatchTest {
  private static final WatchWish LOOK =
      new WatchWish(false, Optional.empty(), false, Format.DEFAULT, PlainWatchTest::nothing);
  private static final WatchWish WAIT =
      new WatchWish(
          true,
          Optional.of(Duration.ofMinutes(10)),
          false,
          Format.DEFAULT,
          PlainWatchTest::nothing);

  private static final Duration LONG = Duration.ofMinutes(10);

  @TempDir Path folder;
  private final RecordedOutput output = new RecordedOutput();
  private AMovingRelease release;

  @BeforeEach
  void aReleaseAtItsFirstStage() {
    release = new AMovingRelease(folder).atTheFirstStage();
  }

  @AfterEach
  void putAway() {
    release.close();
  }

  private static WatchWish lasting(Duration timeout) {
    return new WatchWish(
        true, Optional.of(timeout), false, Format.DEFAULT, PlainWatchTest::nothing);
  }

  private static Outcome nothing(List<String> words) {
    return Outcome.shown(ExitCode.DONE);
  }

  private Outcome watch(WatchWish wish) {
    return watch(wish, Optional.empty());
  }

  private Outcome watch(WatchWish wish, Optional<Text> worry) {
    LiveTerminal none = LiveTerminal.ofThisProcess(GivenPlace.in(folder).surroundings());
    return new Watching(output, none, release.clock())
        .follow(release.desk(), release.record(), wish, () -> worry);
  }

  /** A pipeline waits for what it began, and not for a start that somebody may ask for one day. */
  @Test
  void whoWaitsForAStartThatFailsIsToldSo() throws Exception {
    try (AMovingRelease begun = new AMovingRelease(Files.createDirectory(folder.resolve("b")))) {
      begun
          .started()
          .later(Duration.ofSeconds(2), at -> at.stepFailed("checkpoint", 1, Happening.Changed.NO));
      LiveTerminal none = LiveTerminal.ofThisProcess(GivenPlace.in(folder).surroundings());

      Outcome outcome =
          new Watching(output, none, begun.clock())
              .follow(begun.desk(), begun.record(), WAIT, Optional::empty);

      assertEquals(ExitCode.FAILED.code(), outcome.exit());
      assertTrue(output.asides.getLast().contains("exit 1"), () -> String.valueOf(output.asides));
      assertTrue(
          begun.clock().now().isBefore(Situations.TEN.plusSeconds(60)),
          "nobody waits until the time is up");
    }
  }

  /** A server that restarts while somebody waits for the end in a pipeline. */
  @Test
  void whoeverShowsItMayGoAwayAndComeBack() {
    goesBackAfterTwoBreaks();
    LocalSight store =
        new LocalSight(release.desk(), release.record(), release.clock(), Optional::empty, false);
    RefusalView gone =
        new RefusalView("E-SERVER-01", "failed", "The server ends.", List.of(), List.of());
    Sight far =
        new Sight() {
          private int looks;

          @Override
          public Sighting look() {
            looks++;
            if (looks > 3 && looks < 20) {
              throw new Away(gone, ExitCode.FAILED);
            }
            return store.look();
          }

          @Override
          public Optional<Text> warning() {
            return Optional.empty();
          }

          @Override
          public void close() {}
        };
    LiveTerminal none = LiveTerminal.ofThisProcess(GivenPlace.in(folder).surroundings());

    Outcome outcome =
        new Watching(output, none, release.clock()).follow(live -> far, lasting(LONG));

    assertEquals(ExitCode.BAD_VERDICT.code(), outcome.exit());
    assertEquals(
        1, output.asides.stream().filter(line -> line.contains("The server ends.")).count());
    assertEquals(
        1, output.asides.stream().filter(line -> line.contains("it is seen again")).count());
  }

  private void goesBackAfterTwoBreaks() {
    release
        .later(
            Duration.ofSeconds(10),
            at -> at.checked(release.record().state(), anAssessment().broken(1)))
        .later(
            Duration.ofSeconds(15),
            at -> at.checked(release.record().state(), anAssessment().broken(2)))
        .later(Duration.ofSeconds(17), at -> at.settled(Weight.NONE))
        .later(
            Duration.ofSeconds(47),
            at -> at.checked(release.record().state(), anAssessment().passing().complete()))
        .later(Duration.ofSeconds(48), at -> at.stepDone("remove-new", 1));
  }

  @Test
  void tellsEachChangeOnceAndEndsWithSevenAfterARollback() {
    goesBackAfterTwoBreaks();
    assertEquals(ExitCode.BAD_VERDICT.code(), watch(WAIT).exit());
    assertTrue(
        output.lines.getFirst().matches("10:00:00Z shop/42 stage 1 started: 5 %"),
        output.lines.getFirst());
    assertEquals(
        1, output.lines.stream().filter(line -> line.contains("limit broken 1 of 2")).count());
    assertEquals(
        1, output.lines.stream().filter(line -> line.contains("limit broken 2 of 2")).count());
    assertTrue(
        output.lines.stream().allMatch(line -> line.matches("10:00:\\d\\dZ shop/42 .*")),
        output.lines.toString());
    assertTrue(output.asides.getLast().endsWith("exit 7"), output.asides.toString());
  }

  @Test
  void tellsWhatWasSeenAlthoughItMovesNothing() {
    release.remarked("nobody sees whether alerts fire");
    goesBackAfterTwoBreaks();

    Outcome unused = watch(WAIT);

    assertTrue(
        output.lines.stream().anyMatch(line -> line.endsWith("nobody sees whether alerts fire")),
        output.lines::toString);
  }

  @Test
  void saysEachMinuteThatItIsStillThere() {
    assertEquals(ExitCode.PENDING.code(), watch(lasting(Duration.ofMinutes(3))).exit());
    List<String> beats = output.lines.stream().filter(line -> line.contains(" still ")).toList();
    assertEquals(2, beats.size(), output.lines.toString());
    assertTrue(beats.getFirst().startsWith("10:01:00Z shop/42 still "), beats.getFirst());
    assertTrue(
        output.asides.getLast().contains("the release goes on. exit 8"), output.asides.toString());
  }

  @Test
  void endsAtAPauseUnlessItWaitsForTheEnd() {
    release.later(Duration.ofSeconds(10), at -> at.pause());
    assertEquals(ExitCode.PENDING.code(), watch(LOOK).exit());

    release.tell(at -> at.resume());
    release.later(Duration.ofSeconds(20), at -> at.pause());
    goesBackAfterTwoBreaks();
    assertEquals(ExitCode.BAD_VERDICT.code(), watch(WAIT).exit());
  }

  @Test
  void showsOneFrameWhenAskedForOne() {
    Outcome outcome =
        watch(
            new WatchWish(false, Optional.empty(), true, Format.DEFAULT, PlainWatchTest::nothing));
    WatchView frame = assertInstanceOf(WatchView.class, outcome.view().orElseThrow());
    assertEquals("shop/42", frame.headline().release());
    assertEquals(List.of(), output.lines);
  }

  @Test
  void leavesTheViewAndSaysThatTheReleaseGoesOn() {
    Thread.currentThread().interrupt();
    assertEquals(ExitCode.INTERRUPTED.code(), watch(WAIT).exit());
    assertTrue(output.asides.getLast().contains("shop/42 goes on"), output.asides.toString());
    assertTrue(release.desk().renew(release.record()).state().isMoving());
  }

  @Test
  void worriesAloudWhenNobodyDrives() {
    Optional<Text> worry = Optional.of(Text.of("nobody drives it"));
    watch(lasting(Duration.ofSeconds(61)), worry);
    assertEquals(2, output.asides.stream().filter("nobody drives it"::equals).count());
  }

  @Test
  void claimsNotThatItGoesOnWhenNobodyDrives() {
    Optional<Text> worry = Optional.of(Text.of("nobody drives it"));
    assertEquals(ExitCode.PENDING.code(), watch(lasting(Duration.ofSeconds(5)), worry).exit());
    String end = output.asides.getLast();
    assertTrue(end.contains("stands still: no process drives it. exit 8"), end);
  }
}
