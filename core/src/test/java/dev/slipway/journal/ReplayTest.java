package dev.slipway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Verdict;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayTest {
  @Test
  void tellsTheSameAsTheLiveRecord() {
    Life life = Life.unstored();
    life.says(new Fact.Gated(Examples.gateRecords().getFirst()));
    life.atAQuarter()
        .says(new Fact.TrafficIntended(Weight.ALL, "next stage"))
        .checked(Verdict.FAIL, 2, false);

    assertEquals(Replay.of(life.entries), life.record());
    assertEquals("RollingBack", life.record().state().name());
    assertEquals(life.entries.size(), life.record().version());
    assertEquals(life.entries.size(), life.record().story().size());
    assertEquals(List.of(Examples.gateRecords().getFirst()), life.record().gateRecords());
  }

  @Test
  void takesSeveralNewEntriesAtOnce() {
    Life life = Life.unstored().rolledBack();
    ReleaseRecord early = Replay.of(life.entries.subList(0, 4));

    assertEquals(life.record(), Replay.after(early, life.entries.subList(4, life.entries.size())));
    assertEquals(early, Replay.after(early, List.of()));
  }

  @Test
  void remembersTheHighestShareAfterItIsGone() {
    Life life = Life.unstored().rolledBack();

    assertEquals(new Weight(25), life.record().reached());
    assertEquals(Weight.NONE, life.record().state().desired().weight());
  }

  @Test
  void finishesAnAdoptedRelease() {
    Life life = Life.unstored().says(new Fact.Adopted("v2.4.0 was running"));

    assertTrue(life.record().state() instanceof Finished);
    assertSummary(life, "Finished", "unknown", 0, 100, 100, Optional.empty());
    assertEquals(Replay.of(life.entries), life.record());
    Replay.Mismatch again =
        assertThrows(Replay.Mismatch.class, () -> life.says(new Fact.Adopted("once more")));
    assertEquals(3, again.version());
  }

  @Test
  void namesTheEntryThatThisProgramReadsDifferently() {
    Life life = Life.unstored().planned();
    Fact.Happened wrong =
        new Fact.Happened(
            new Happening.PauseRequested(life.now(), Examples.ADA, "lunch"),
            Fact.Answer.MOVED,
            Examples.reason("so"),
            "Paused",
            List.of());

    Replay.Mismatch mismatch = assertThrows(Replay.Mismatch.class, () -> life.says(wrong));

    assertEquals(3, mismatch.version());
    assertTrue(mismatch.toString().contains("release/shop/42, entry 3: "), mismatch.toString());
    assertTrue(
        mismatch.toString().contains("this program reads history differently"),
        mismatch.toString());
    assertTrue(
        mismatch.toString().contains("here it is REFUSED and leads to Planned"),
        mismatch.toString());
  }

  @Test
  void noticesAnotherStateUnderTheSameAnswer() {
    Life life = Life.unstored();
    Fact.Happened wrong =
        new Fact.Happened(
            new Happening.PlanMade(life.now(), Examples.ADA, Examples.plan()),
            Fact.Answer.MOVED,
            Examples.reason("so"),
            "Starting",
            List.of());

    assertThrows(Replay.Mismatch.class, () -> life.says(wrong));
  }

  @Test
  void refusesAStoryThatDoesNotBeginOrDoesNotFollow() {
    Life life = Life.unstored().planned();

    assertThrows(IllegalArgumentException.class, () -> Replay.of(List.of()));
    assertThrows(Replay.Mismatch.class, () -> Replay.of(life.entries.subList(1, 2)));
    List<Entry> twice = new ArrayList<>(life.entries);
    twice.add(life.entries.getLast());
    assertThrows(Replay.Mismatch.class, () -> Replay.of(twice));
    assertThrows(Replay.Mismatch.class, () -> Life.unstored().says(Examples.opened()));
    assertThrows(Replay.Mismatch.class, () -> Life.unstored().says(new Fact.Sealed(List.of())));
  }

  @Test
  void summarizesEachPartOfALife() {
    Life life = Life.unstored();
    assertSummary(life, "Draft", "untouched", 0, 0, 0, Optional.empty());
    assertEquals(Optional.empty(), Summaries.of(life.record()).planHash());

    life.atAQuarter();
    assertSummary(life, "Shifting", "unknown", 1, 25, 25, Optional.empty());
    life.checked(Verdict.PASS, 0, false);
    assertSummary(life, "Shifting", "healthy", 1, 25, 25, Optional.empty());
    life.checked(Verdict.FAIL, 1, false);
    assertSummary(life, "Shifting", "unknown", 1, 25, 25, Optional.empty());

    life.happens(new Happening.PauseRequested(life.now(), Examples.ADA, "lunch"));
    assertSummary(life, "Paused.Shifting", "unknown", 1, 25, 25, Optional.of("ada asked: lunch"));
    life.happens(
        new Happening.ExtendRequested(
            life.now(), Examples.ADA, java.time.Duration.ofHours(1), "long lunch"));
    assertSummary(life, "Paused.Shifting", "unknown", 1, 25, 25, Optional.of("ada asked: lunch"));

    life.checked(Verdict.FAIL, 2, false);
    assertSummary(
        life, "RollingBack", "harmed", 1, 0, 25, Optional.of("error rate 11.8 %, limit 2.0 %"));
    life.settledAt(0);
    assertSummary(
        life, "RollingBack", "unknown", 1, 0, 25, Optional.of("error rate 11.8 %, limit 2.0 %"));
    life.checked(Verdict.PASS, 0, true).done("remove-new");
    assertSummary(
        life, "RolledBack", "healthy", 1, 0, 25, Optional.of("error rate 11.8 %, limit 2.0 %"));

    Store.Summary end = Summaries.of(life.record());
    assertEquals(Examples.SHOP_42, end.id());
    assertEquals("v2.4.1", end.version());
    assertEquals(Optional.of("v2.4.0"), end.fromVersion());
    assertEquals(Optional.of("medium"), end.risk());
    assertEquals(Optional.of(Examples.PLAN_HASH.value()), end.planHash());
    assertEquals(life.entries.getFirst().at(), end.created());
    assertEquals(life.entries.getLast().at(), end.changed());
    assertEquals(life.entries.size(), end.streamVersion());
  }

  @Test
  void saysUntouchedWhenNobodyMetTheNewVersion() {
    Life life = Life.unstored().planned();
    life.happens(new Happening.CancelRequested(life.now(), Examples.ADA, "not today"));

    assertSummary(life, "Cancelled", "untouched", 0, 0, 0, Optional.of("not today"));
  }

  private static void assertSummary(
      Life life,
      String state,
      String health,
      int stage,
      int weight,
      int reached,
      Optional<String> reason) {
    Store.Summary summary = Summaries.of(life.record());
    assertEquals(
        List.of(state, health, stage, weight, reached, reason),
        List.of(
            summary.state(),
            summary.health(),
            summary.stage(),
            summary.weight(),
            summary.reached(),
            summary.outcomeReason()));
  }
}
