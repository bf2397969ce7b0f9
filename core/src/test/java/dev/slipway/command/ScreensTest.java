package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Verdict;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Happening;
import dev.slipway.view.Event;
import dev.slipway.view.HealthWords;
import dev.slipway.view.HistoryView;
import dev.slipway.view.ListView;
import dev.slipway.view.People;
import dev.slipway.view.Role;
import dev.slipway.view.ShowView;
import dev.slipway.view.StateWords;
import dev.slipway.view.Story;
import dev.slipway.view.WatchView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What screens say in the situations of a release's life: what it does and what users get are two
 * things.
 */
class ScreensTest {
  private AShop shop;
  private People people;

  @BeforeEach
  void open(@TempDir Path folder) {
    shop = AShop.in(folder);
    people = People.of(shop.desk().catalogue());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private ShowView show(ReleaseRecord release) {
    return show(release, AShop.ADA);
  }

  private ShowView show(ReleaseRecord release, Actor viewer) {
    return ShowView.of(
        release,
        shop.desk().gates().status(release),
        shop.desk().course().assessment(release),
        people,
        viewer.name(),
        shop.now(),
        5);
  }

  private WatchView watch(ReleaseRecord release, Verdict verdict, int streak) {
    return WatchView.of(
        release,
        List.of(check(verdict)),
        Optional.of(AShop.assessment(verdict, streak, false)),
        people,
        shop.now());
  }

  private static Store.Check check(Verdict verdict) {
    return new Store.Check(
        "stage-1",
        AShop.START,
        Duration.ofSeconds(1),
        40,
        AShop.judged(verdict),
        List.of(
            new Measure(Signal.ERROR_RATE, Side.CANARY, OptionalDouble.of(0.003), 0, 120),
            new Measure(Signal.LATENCY_P50, Side.BASELINE, OptionalDouble.of(41), 0, 400),
            new Measure(Signal.LATENCY_P50, Side.CANARY, OptionalDouble.of(43), 0, 120)));
  }

  @Test
  void aPlannedReleaseWaitsForPeopleNotForItsOwnChecks() {
    ReleaseRecord release = shop.opened("v2");
    ShowView view = show(release);
    // One approval and five items; seven more are checked by the tool when it starts.
    assertEquals(new StateWords(Role.WAITING, "waiting, 6 gates closed"), view.headline().state());
    assertEquals(6, view.blocks().size(), "the same six, and nothing else");
    assertEquals("slipway approve shop/2   (for Chi Tan)", view.next(), "Ada wrote it");
    assertEquals("slipway approve shop/2", show(release, AShop.CHI).next());
    assertEquals("100 % on v1, untouched", view.headline().users());
    assertEquals("Chi Tan", view.approvals().missing().getFirst().can().getFirst());
  }

  @Test
  void aReleaseWithOpenGatesIsReady() {
    ShowView view = show(shop.ready("v2"));
    assertEquals(new StateWords(Role.GOOD, "ready to start"), view.headline().state());
    assertEquals("slipway start shop/2 --watch", view.next());
    assertEquals(Optional.of("slipway cancel shop/2 --reason \"why\""), view.undo());
  }

  @Test
  void aMovingReleaseSaysItsStageAndWhoHasWhat() {
    ShowView view = show(shop.atAQuarter("v2"));
    assertEquals(new StateWords(Role.MOVING, "rolling out, stage 1 of 3"), view.headline().state());
    assertEquals("75 % on v1, 25 % on v2, not judged yet", view.headline().users());
    assertEquals(Optional.of("slipway rollback shop/2"), view.undo());
    assertEquals("stage 1 started: 25 %", view.events().getFirst().words());
    assertEquals(List.of(), view.blocks());
  }

  @Test
  void aRolledBackReleaseIsNotDegraded() {
    ShowView view = show(shop.rolledBack("v2"));
    assertEquals(new StateWords(Role.BAD, "rolled back by itself"), view.headline().state());
    assertEquals(new HealthWords(Role.GOOD, "healthy"), view.headline().health());
    assertEquals("100 % on v1, healthy", view.headline().users());
    assertTrue(view.undo().isEmpty());
  }

  @Test
  void saysWhoTookAReleaseBack() {
    ReleaseRecord release = shop.atAQuarter("v2");
    release = AShop.yes(shop.desk().course().rollback(AShop.BEN, release, "empty baskets", false));
    assertEquals("rolling back", show(release).headline().state().words());
    assertTrue(
        Story.of(release, people).stream()
            .map(Event::words)
            .anyMatch("Ben Ito took it back: empty baskets"::equals));
  }

  @Test
  void aPausedReleaseSaysWhyAndWhatHappensWhenNobodyAnswers() {
    ReleaseRecord release = shop.atAQuarter("v2");
    release = AShop.yes(shop.desk().course().pause(AShop.ADA, release, "a log line"));
    ShowView view = show(release);
    assertEquals(new StateWords(Role.WAITING, "paused: a person asked"), view.headline().state());
    assertEquals("slipway rollout resume shop/2", view.next());
    WatchView frame = WatchView.of(release, List.of(), Optional.empty(), people, shop.now());
    assertTrue(frame.waits());
    assertEquals(
        "It waits for somebody; unanswered it goes back in 30 min. Limits are still watched.",
        frame.happensNext());
  }

  @Test
  void aFrameShowsProgressSignalsAndWhatHappensNext() {
    WatchView frame = watch(shop.atAQuarter("v2"), Verdict.PASS, 0);
    assertEquals(
        List.of("being watched", "later", "later"),
        frame.stages().stream().map(WatchView.Stage::words).toList());
    assertEquals(0.6, frame.stages().getFirst().done(), 0.001);
    assertEquals(Optional.of(Duration.ofSeconds(6)), frame.left());
    WatchView.Signal errors = frame.signals().getFirst();
    assertEquals(
        List.of("0.30 %", "0.30 %", "< 2 %", "within limits"),
        List.of(errors.baselineText(), errors.canaryText(), errors.limitText(), errors.verdict()));
    WatchView.Signal latency = frame.signals().get(1);
    assertEquals(
        List.of("latency p50", "41 ms", "43 ms", "–"),
        List.of(latency.name(), latency.baselineText(), latency.canaryText(), latency.limitText()));
    assertEquals("120 requests of v2, enough (needs 40)", frame.evidence().orElseThrow().words());
    assertEquals(
        "In about 6 s stage 2 begins: 50 %, if limits hold. A limit broken 2 times in a row sends everybody back to v1; nobody is asked.",
        frame.happensNext());
    assertFalse(frame.ended());
  }

  @Test
  void oneBreakOfTwoIsNoHarmYet() {
    WatchView frame = watch(shop.atAQuarter("v2"), Verdict.FAIL, 1);
    assertEquals(new HealthWords(Role.WAITING, "limit broken 1 of 2"), frame.headline().health());
    assertEquals(Role.BAD, frame.signals().getFirst().role());
    assertEquals("11.8 %", frame.signals().getFirst().canaryText());
  }

  @Test
  void silenceIsNeverHealth() {
    WatchView frame = watch(shop.atAQuarter("v2"), Verdict.UNMEASURABLE, 0);
    assertEquals(
        new HealthWords(Role.UNKNOWN, "cannot be measured now"), frame.headline().health());
  }

  @Test
  void aFrameOfAnEndedReleaseSaysSo() {
    WatchView frame =
        WatchView.of(shop.rolledBack("v2"), List.of(), Optional.empty(), people, shop.now());
    assertTrue(frame.ended());
    assertEquals(
        List.of("taken back", "not reached", "not reached"),
        frame.stages().stream().map(WatchView.Stage::words).toList());
  }

  @Test
  void tellsTheStoryInPlainWords() {
    List<String> words =
        Story.of(shop.rolledBack("v2"), people).stream().map(Event::words).toList();
    assertTrue(
        words.containsAll(
            List.of(
                "opened: v1 → v2",
                "Chi Tan approved as on-call",
                "limit broken 1 of 2: error rate 11.8 %, limit 2.00 %",
                "limit broken 2 of 2: error rate 11.8 %, limit 2.00 %; rolling back")),
        words.toString());
    assertTrue(
        words.stream().anyMatch(line -> line.endsWith("automatic checks passed")),
        words.toString());
    assertTrue(
        words.stream().anyMatch(line -> line.startsWith("Ada Okafor started the release (plan ")),
        words.toString());
  }

  @Test
  void tellsARefusedWishAsOne() {
    ReleaseRecord release = shop.atAQuarter("v2");
    release =
        shop.happens(
            release,
            new Happening.FinishRequested(shop.tick(), Actor.person("ben", "shell"), "hurry"));
    assertTrue(
        Story.of(release, people)
            .getLast()
            .words()
            .startsWith("finishing by Ben Ito was refused: "),
        Story.of(release, people).getLast().words());
  }

  @Test
  void historyKnowsWhatIsLiveAndListsWhatWasAsked() {
    shop.rolledBack("v2");
    CommandLineGrammar grammar = new CommandLineGrammar();
    Typed session = Typed.at(shop.desk());
    HistoryView history =
        (HistoryView) grammar.run(session, List.of("history", "shop")).view().orElseThrow();
    assertEquals(Optional.of("v1"), history.live());
    assertEquals(
        List.of("rolled back by itself", "live, adopted"),
        history.releases().stream().map(row -> row.result().words()).toList());
    assertEquals(Optional.of(Duration.ofSeconds(8)), history.releases().getFirst().took());
    ListView list =
        (ListView)
            grammar
                .run(session, List.of("list", "--state", "rolled-back", "--mine"))
                .view()
                .orElseThrow();
    assertEquals(List.of("shop/2"), list.releases().stream().map(ListView.Row::release).toList());
    assertEquals("state rolled-back, opened by ada", list.filter());
  }
}
