package dev.slipway.shell.watch;

import static dev.slipway.rollout.Situations.anAssessment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.Outcome;
import dev.slipway.command.WatchWish;
import dev.slipway.control.Clock;
import dev.slipway.release.Weight;
import dev.slipway.shell.AMovingRelease;
import dev.slipway.shell.GivenPlace;
import dev.slipway.shell.RecordedOutput;
import dev.slipway.shell.render.Canvas;
import dev.slipway.shell.render.Text;
import dev.slipway.view.MessageView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.Role;
import dev.slipway.view.ScriptView;
import dev.slipway.view.WatchView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The live view as a person at a terminal sees it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveWatchTest {
  private static final String TO_ALTERNATE = "\u001b[?1049h";
  private static final String FROM_ALTERNATE = "\u001b[?1049l";

  @TempDir Path folder;
  private final RecordedOutput output = new RecordedOutput();
  private final ConcurrentLinkedQueue<List<String>> ran = new ConcurrentLinkedQueue<>();
  private AMovingRelease release;
  private VirtualScreen screen;
  private Optional<Text> worry = Optional.empty();

  @BeforeEach
  void aReleaseAtItsFirstStage() throws IOException {
    release = new AMovingRelease(folder).atTheFirstStage();
    screen = new VirtualScreen(80, 24);
  }

  @AfterEach
  void putAway() throws IOException {
    screen.close();
    release.close();
  }

  private Outcome answered(List<String> line) {
    ran.add(line);
    return switch (String.join(" ", line)) {
      case "rollout advance shop/42" ->
          Outcome.of(
              new RefusalView(
                  "E-STATE-01",
                  "conflict",
                  "Too little was watched.",
                  List.of(),
                  List.of("wait a while")),
              ExitCode.CONFLICT,
              Format.DEFAULT);
      case "rollback shop/42" -> {
        release.tell(at -> at.rollback());
        yield Outcome.of(
            new MessageView(Role.MOVING, "shop/42 is on its way back.", List.of()),
            ExitCode.DONE,
            Format.DEFAULT);
      }
      case "rollout pause shop/42" -> {
        release.tell(at -> at.pause());
        yield said("did rollout pause shop/42");
      }
      case "rollout resume shop/42" -> {
        release.tell(at -> at.resume());
        yield said("did rollout resume shop/42");
      }
      case "show shop/42" ->
          Outcome.of(
              new MessageView(Role.NONE, "all the details", List.of()),
              ExitCode.DONE,
              Format.DEFAULT);
      default ->
          Outcome.of(
              new MessageView(Role.GOOD, "did " + String.join(" ", line), List.of()),
              ExitCode.DONE,
              Format.DEFAULT);
    };
  }

  private static Outcome said(String words) {
    return Outcome.of(new MessageView(Role.GOOD, words, List.of()), ExitCode.DONE, Format.DEFAULT);
  }

  private WatchWish wish(boolean wait, Optional<Duration> timeout) {
    return new WatchWish(wait, timeout, false, Format.DEFAULT, this::answered);
  }

  private Watching watching(Clock clock) {
    LiveTerminal terminal =
        LiveTerminal.of(GivenPlace.in(folder).surroundings(), screen.terminal());
    return new Watching(output, terminal, clock);
  }

  /** Watches beside the test, which plays the person and the world. */
  private CompletableFuture<Outcome> begins() {
    return begins(wish(true, Optional.empty()));
  }

  private CompletableFuture<Outcome> begins(WatchWish wish) {
    return CompletableFuture.supplyAsync(
        () -> watching(release.clock()).follow(release.desk(), release.record(), wish, () -> worry),
        task -> Thread.ofPlatform().daemon(true).name("watcher").start(task));
  }

  @Test
  void showsTheReleaseAndItsKeysOnAScreenOf24Rows() throws InterruptedException, IOException {
    CompletableFuture<Outcome> watch = begins();
    String text = screen.awaits("q leave (the release goes on)");
    List<String> rows = screen.rows();
    assertTrue(rows.getFirst().startsWith("shop/42  v1 → v2   prod"), text);
    assertTrue(text.contains("traffic   v1 ███"), text);
    assertTrue(text.contains("● stage 1 started: 5 %"), text);
    screen.press("q");
    assertEquals(ExitCode.PENDING.code(), watch.join().exit());
  }

  @Test
  void putsTheScreenBackAndLeavesTheLastFrameBehind() throws InterruptedException, IOException {
    Attributes before = screen.terminal().getAttributes();
    assertTrue(before.getLocalFlag(LocalFlag.ICANON));
    CompletableFuture<Outcome> watch = begins();
    screen.awaits("q leave");
    assertFalse(screen.terminal().getAttributes().getLocalFlag(LocalFlag.ICANON));
    screen.press("q");
    watch.join();
    assertTrue(screen.terminal().getAttributes().getLocalFlag(LocalFlag.ICANON));
    assertTrue(screen.terminal().getAttributes().getLocalFlag(LocalFlag.ISIG));
    String written = screen.written();
    assertTrue(written.contains(TO_ALTERNATE), "no alternate screen");
    assertTrue(written.indexOf(FROM_ALTERNATE) > written.indexOf(TO_ALTERNATE), "not back from it");
    assertTrue(written.lastIndexOf("\u001b[?25h") > written.lastIndexOf("\u001b[?25l"), "cursor");
    assertEquals("shop/42", ((WatchView) output.results.getLast()).headline().release());
    assertEquals(
        "You left the view; shop/42 goes on.  Back:  slipway rollout watch shop/42",
        output.asides.getLast());
  }

  @Test
  void leavesOnCtrlCAndTheReleaseGoesOn() throws InterruptedException, IOException {
    CompletableFuture<Outcome> watch = begins();
    screen.awaits("q leave");
    screen.press("\u0003");
    assertEquals(ExitCode.INTERRUPTED.code(), watch.join().exit());
    assertTrue(output.asides.getLast().contains("shop/42 goes on."), output.asides.toString());
    assertTrue(release.desk().renew(release.record()).state().isMoving());
  }

  @Test
  void doesNotClaimThatItGoesOnWhenNobodyDrives() throws InterruptedException, IOException {
    worry = Optional.of(Text.of("! shop/42 moves, but no process drives it."));
    CompletableFuture<Outcome> watch = begins();
    screen.awaits("! shop/42 moves, but no process drives it.");
    screen.press("q");
    watch.join();
    assertTrue(
        output.asides.getLast().contains("shop/42 stands still: no process drives it."),
        output.asides.toString());
  }

  @Test
  void showsABrokenLimitAndEndsWithSevenAfterTheRollback() throws InterruptedException {
    CompletableFuture<Outcome> watch = begins();
    screen.awaits("stage 1 started");
    release.tell(at -> at.checked(release.record().state(), anAssessment().broken(1)));
    screen.awaits("limit broken 1 of 2");
    release.tell(at -> at.checked(release.record().state(), anAssessment().broken(2)));
    screen.awaits("✖ ROLLING BACK");
    screen.awaits("because   error rate 11.8 %, limit 2.00 %");
    release.tell(at -> at.settled(Weight.NONE));
    screen.awaits("checking the old version");
    release.tell(at -> at.checked(release.record().state(), anAssessment().passing().complete()));
    release.tell(at -> at.stepDone("remove-new", 1));
    assertEquals(ExitCode.BAD_VERDICT.code(), watch.join().exit());
    String verdict = output.asides.getLast();
    assertTrue(verdict.startsWith("shop/42 rolled back by itself. Users: 100 % on v1"), verdict);
    assertTrue(verdict.endsWith("exit 7"), verdict);
  }

  @Test
  void staysOpenWhenAKeyPausedItSoThatAKeyCanResumeIt() throws InterruptedException, IOException {
    CompletableFuture<Outcome> watch = begins(wish(false, Optional.empty()));
    screen.awaits("q leave");
    screen.press("p");
    screen.awaits("did rollout pause shop/42");
    screen.awaits("r resume");
    screen.press("r");
    screen.awaits("Let it go on?");
    screen.press("r");
    screen.awaits("did rollout resume shop/42");
    screen.awaits("p pause");
    screen.press("q");
    assertEquals(ExitCode.PENDING.code(), watch.join().exit());
  }

  @Test
  void asksForTheSameKeyAgainBeforeItMovesUsers() throws InterruptedException, IOException {
    CompletableFuture<Outcome> watch = begins();
    screen.awaits("q leave");
    screen.press("b");
    screen.awaits("Everybody back to v1 now?  b yes   any other key no");
    screen.press("x");
    screen.awaits("Nothing was done.");
    assertTrue(ran.isEmpty(), ran.toString());
    screen.press("b");
    screen.awaits("Everybody back to v1 now?");
    screen.press("b");
    screen.awaits("✖ ROLLING BACK");
    screen.awaits("shop/42 is on its way back.");
    assertEquals(List.of(List.of("rollback", "shop/42")), List.copyOf(ran));
    screen.press("q");
    watch.join();
  }

  @Test
  void pausesAtOnceAndShowsWhyAnAdvanceIsRefused() throws InterruptedException, IOException {
    CompletableFuture<Outcome> watch = begins();
    screen.awaits("q leave");
    screen.press("a");
    screen.awaits("To the next stage now");
    screen.press("a");
    screen.awaits("✖ Too little was watched.  Fix: wait a while");
    screen.press("e");
    screen.awaits("Watch 15 min longer?");
    screen.press("e");
    screen.awaits("did rollout extend shop/42 900s");
    screen.press("p");
    screen.awaits("did rollout pause shop/42");
    screen.press("q");
    watch.join();
  }

  @Test
  void showsDetailsOverTheViewAndComesBack() throws InterruptedException, IOException {
    CompletableFuture<Outcome> watch = begins();
    screen.awaits("q leave");
    screen.press("d");
    String text = screen.awaits("all the details");
    assertFalse(text.contains("traffic"), text);
    screen.press(" ");
    screen.awaits("traffic   v1");
    screen.press("\u001b[A");
    screen.press("q");
    assertEquals(ExitCode.PENDING.code(), watch.join().exit());
  }

  @Test
  void copiesTheFrameAsMarkdownAndPrintsItOnLeaving() throws InterruptedException, IOException {
    CompletableFuture<Outcome> watch = begins();
    screen.awaits("q leave");
    screen.press("c");
    screen.awaits("Copied as Markdown");
    screen.press("q");
    watch.join();
    assertTrue(screen.written().contains("\u001b]52;c;"), "nothing for the clipboard");
    ScriptView copied = (ScriptView) output.results.getLast();
    assertTrue(copied.lines().getFirst().startsWith("**shop/42 v1 → v2 prod**"), copied.toString());
    assertTrue(copied.lines().stream().anyMatch(line -> line.length() > 80), copied.toString());
  }

  @Test
  void laysOutAnewWhenTheTerminalChangesItsSize() throws InterruptedException, IOException {
    CompletableFuture<Outcome> watch = begins();
    screen.awaits("q leave");
    screen.resize(120, 40);
    String wide = screen.awaits("c copy as Markdown");
    assertTrue(wide.contains("Ada") || wide.contains("ada"), wide);
    screen.resize(45, 12);
    screen.awaits(text -> text.contains("q leave") && !text.contains("copy"));
    screen.resize(20, 4);
    screen.awaits(text -> text.contains("shop/42") && !text.contains("traffic"));
    screen.terminal().setSize(new Size(0, 0));
    screen.resize(80, 24);
    screen.awaits("p pause");
    screen.press("q");
    assertEquals(ExitCode.PENDING.code(), watch.join().exit());
  }

  @Test
  void stopsWaitingWhenTimeIsUp() {
    Clock hurried =
        new Clock() {
          private long looks;

          @Override
          public Instant now() {
            return release.clock().now().plusSeconds(looks++);
          }

          @Override
          public void pause(Duration duration) {}
        };
    Outcome outcome =
        watching(hurried)
            .follow(
                release.desk(),
                release.record(),
                wish(true, Optional.of(Duration.ofSeconds(30))),
                () -> worry);
    assertEquals(ExitCode.PENDING.code(), outcome.exit());
    assertTrue(
        output.asides.getLast().contains("waited no longer, the release goes on. exit 8"),
        output.asides.toString());
  }

  @Test
  void putsTheScreenBackWhenTheViewBreaks() {
    assertThrows(
        IllegalStateException.class,
        () ->
            new LiveWatch(
                    new Lookout(
                        new LocalSight(
                            release.desk(), release.record(), release.clock(), () -> worry, false),
                        breaking(release.clock())),
                    output,
                    new LiveTerminal.Found.Live(screen.terminal(), false),
                    Canvas.screen(80),
                    wish(true, Optional.empty()))
                .follow());
    assertTrue(screen.terminal().getAttributes().getLocalFlag(LocalFlag.ICANON));
    assertTrue(screen.written().contains(FROM_ALTERNATE), "still on the alternate screen");
  }

  /** A clock that breaks after a few looks, in the middle of a view. */
  private static Clock breaking(Clock real) {
    return new Clock() {
      private int looks;

      @Override
      public Instant now() {
        if (looks++ > 12) {
          throw new IllegalStateException("the clock broke");
        }
        return real.now();
      }

      @Override
      public void pause(Duration duration) {}
    };
  }

  @Test
  void fallsBackToLinesOnATinyTerminalAndOnOneWithoutSize() throws IOException {
    for (int[] size : new int[][] {{30, 24}, {80, 8}, {0, 0}}) {
      output.asides.clear();
      screen.close();
      screen = new VirtualScreen(size[0], size[1]);
      Outcome outcome =
          watching(release.clock())
              .follow(
                  release.desk(),
                  release.record(),
                  wish(true, Optional.of(Duration.ofSeconds(2))),
                  () -> worry);
      assertEquals(ExitCode.PENDING.code(), outcome.exit());
      assertEquals(
          "The live view needs 40 columns and 10 rows, this terminal has "
              + size[0]
              + " and "
              + size[1]
              + ": one line for each change instead.",
          output.asides.getFirst());
      assertFalse(screen.written().contains(TO_ALTERNATE));
    }
  }
}
