package dev.slipway.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.AShop;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Happening;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T3: who is told what, in the situations of a release's life. */
class TellingsTest {
  private AShop shop;
  private Tellings tellings;

  @BeforeEach
  void open(@TempDir Path folder) {
    shop = AShop.in(folder);
    tellings = new Tellings(shop.desk().catalogue());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private List<String> told(ReleaseRecord release) {
    return tellings.after(release, 0).stream().map(TellingsTest::line).toList();
  }

  private List<String> toldSince(ReleaseRecord before, ReleaseRecord release) {
    return tellings.after(release, before.version()).stream().map(TellingsTest::line).toList();
  }

  /** "#" is for the channel, "!" is urgent, "@" calls somebody. */
  private static String line(Telling telling) {
    List<String> line = new ArrayList<>();
    line.add(
        (telling.inChannel() ? "# " : "")
            + (telling.urgency() == Telling.Urgency.NOW ? "! " : "")
            + telling.words());
    for (Telling.Row row : telling.rows()) {
      line.add(
          row.label()
              + ": "
              + new Telling(
                      0,
                      telling.at(),
                      telling.urgency(),
                      false,
                      row.words(),
                      List.of(),
                      List.of(),
                      false,
                      false)
                  .words());
    }
    telling.calls().forEach(person -> line.add("@" + person));
    if (telling.everyone()) {
      line.add("@here");
    }
    if (telling.chart()) {
      line.add("(chart)");
    }
    return String.join(" | ", line);
  }

  @Test
  void beforeTheStartOnlyTheThreadHears() {
    assertEquals(
        List.of("opened: v1 → v2", "plan " + hash(shop.opened("v2")) + ": canary, low risk"),
        told(release()));
  }

  private ReleaseRecord release() {
    return AShop.yes(shop.desk().lookup().find("shop/2", java.util.Optional.empty()));
  }

  private static String hash(ReleaseRecord release) {
    return release.plan().orElseThrow().hash().brief();
  }

  @Test
  void whatPeopleSayAtTheGateStandsInTheThread() {
    ReleaseRecord opened = shop.opened("v2");
    ReleaseRecord release =
        AShop.yes(
            shop.desk()
                .gates()
                .approve(AShop.CHI, opened, java.util.Optional.empty(), "here until six"));
    release = AShop.yes(shop.desk().gates().confirm(AShop.CHI, release, "on-call", "Chi is"));
    release = AShop.yes(shop.desk().gates().withdraw(AShop.CHI, release, "wrong one"));

    assertEquals(
        List.of(
            "Chi Tan approved as on-call: here until six",
            "Chi Tan confirmed on-call: Chi is",
            "Chi Tan withdrew the approval: wrong one"),
        toldSince(opened, release));
  }

  @Test
  void theStartIsNewsAndWhatTheToolCheckedIsNot() {
    ReleaseRecord ready = shop.ready("v2");
    shop.withAWorker();
    ReleaseRecord started = AShop.yes(shop.desk().course().start(AShop.ADA, ready));

    assertEquals(
        List.of(
            "# shop v2 is going to prod in 3 steps until about 12:01. The way back takes 9 s. Details are in the thread."),
        toldSince(ready, started));
  }

  @Test
  void aStageIsALineOfTheThread() {
    ReleaseRecord started = shop.started("v2");
    ReleaseRecord release = atAQuarter(started);

    List<String> told = toldSince(started, release);

    assertEquals("25 % since 12:00.", told.getLast());
    assertTrue(told.stream().noneMatch(line -> line.startsWith("#")), told.toString());
  }

  private ReleaseRecord atAQuarter(ReleaseRecord started) {
    Actor driver = Actor.system("driver");
    ReleaseRecord release =
        shop.happens(
            started, new Happening.StepDone(shop.tick(), driver, "checkpoint", 1, "noted"));
    release =
        shop.happens(
            release,
            new Happening.StepDone(shop.tick(), driver, "deploy-stage-1", 1, "1 is ready"));
    return shop.happens(
        release,
        new Happening.TrafficSettled(
            shop.tick(), driver, new dev.slipway.release.Weight(25), "router 1"));
  }

  @Test
  void aPauseIsNewsForItsOwner() {
    ReleaseRecord moving = shop.atAQuarter("v2");
    ReleaseRecord release = AShop.yes(shop.desk().course().pause(AShop.BEN, moving, "a log line"));

    assertEquals(
        List.of(
            "# ! shop v2 is paused: Ben Ito paused it: a log line. Limits are still watched; it waits for somebody. | @ada"),
        toldSince(moving, release));
  }

  @Test
  void aRollbackByItselfCallsPeopleAtOnceAndSaysWhyWhoAndHowItIsNow() {
    ReleaseRecord release = shop.rolledBack("v2");

    List<String> told = told(release).stream().filter(line -> line.contains("!")).toList();

    assertEquals(
        List.of(
            "! shop v2 is being rolled back: error rate 11.8 %, limit 2.00 %. | @ada | @chi",
            "# ! shop v2 was rolled back by itself at 12:00. Everyone is on v1 again."
                + " | Why: error rate 11.8 %, limit 2.00 %"
                + " | Affected: at most 25 % of users for 3 s: failed requests were not counted"
                + " | Now: healthy since 12:00"
                + " | Next: ada owns the follow-up."
                + " | (chart)"),
        told);
  }

  @Test
  void aRollbackThatAPersonAskedForNamesThem() {
    ReleaseRecord moving = shop.atAQuarter("v2");
    ReleaseRecord release =
        AShop.yes(shop.desk().course().rollback(AShop.BEN, moving, "empty baskets", false));

    assertEquals(
        List.of("! shop v2 is being rolled back: Ben Ito took it back: empty baskets. | @ada"),
        toldSince(moving, release));
  }

  @Test
  void aRefusalIsNobodysNews() {
    ReleaseRecord moving = shop.atAQuarter("v2");
    assertTrue(
        shop.desk().course().finish(AShop.ADA, moving, "now")
            instanceof dev.slipway.control.Answer.No);

    assertEquals(List.of(), toldSince(moving, release()));
  }

  @Test
  void aCancelledReleaseIsNewsOnce() {
    ReleaseRecord opened = shop.opened("v2");
    ReleaseRecord release =
        AShop.yes(shop.desk().course().cancel(AShop.ADA, opened, "another one comes"));

    assertEquals(1, toldSince(opened, release).size());
    assertTrue(toldSince(opened, release).getFirst().startsWith("# shop v2 was cancelled: "));
  }

  @Test
  void theSameEntryAlwaysGivesTheSame() {
    ReleaseRecord release = shop.rolledBack("v2");
    List<Telling> whole = tellings.after(release, 0);
    assertFalse(whole.isEmpty());

    for (Telling telling : whole) {
      assertEquals(telling, tellings.after(release, telling.sequence() - 1).getFirst());
    }
  }
}
