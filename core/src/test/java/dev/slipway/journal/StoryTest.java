package dev.slipway.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Verdict;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StoryTest {
  private static Instant newest(Life life) {
    return life.entries.getLast().at();
  }

  @Test
  void tellsAWholeWayBack() {
    Life life = Life.unstored().atAQuarter();
    Instant exposed = newest(life);
    life.checked(Verdict.FAIL, 1, false);
    Instant broken = newest(life);
    life.checked(Verdict.FAIL, 2, false);
    Instant decided = newest(life);
    life.settledAt(0);
    Instant restored = newest(life);
    life.checked(Verdict.PASS, 0, true);
    Instant verified = newest(life);
    life.says(new Fact.Affected(exposed, verified, 100, 27)).done("remove-new");

    Story story = Story.of(life.record());

    assertEquals(Optional.of(exposed), story.exposedSince());
    assertEquals(Optional.of(broken), story.firstBrokenAt());
    assertEquals(Optional.of(decided), story.decidedAt());
    assertEquals(Optional.of("slipway"), story.decidedBy());
    assertEquals(Optional.of(restored), story.trafficRestoredAt());
    assertEquals(Optional.of(verified), story.verifiedAt());
    assertEquals(Optional.of(newest(life)), story.endedAt());
    assertEquals(OptionalLong.of(100), story.requests());
    assertEquals(OptionalLong.of(27), story.failedRequests());
    assertEquals("rolled-back", story.outcome());
    assertEquals(Optional.of(Duration.ofSeconds(3)), story.exposure());
    assertEquals(Optional.of(Duration.ofSeconds(1)), story.brokenToDecided());
    assertEquals(Optional.of(Duration.ofSeconds(1)), story.decidedToRestored());
    assertEquals(Optional.of(Duration.ofSeconds(1)), story.restoredToVerified());
  }

  @Test
  void countsExposureFromTheIntentToMoveTraffic() {
    Life life =
        Life.unstored().started().done("checkpoint").done("migrate-V58").done("deploy-stage-1");
    assertEquals(Optional.empty(), Story.of(life.record()).exposedSince());
    life.says(new Fact.TrafficIntended(new Weight(25), "stage 1"));
    Instant intended = newest(life);
    life.settledAt(25);

    assertEquals(Optional.of(intended), Story.of(life.record()).exposedSince());
  }

  @Test
  void countsOnlyTheRowThatLedBack() {
    Life life =
        Life.unstored()
            .atAQuarter()
            .checked(Verdict.FAIL, 1, false)
            .checked(Verdict.FAIL, 1, false);
    Instant second = newest(life);
    life.checked(Verdict.FAIL, 2, false);

    assertEquals(Optional.of(second), Story.of(life.record()).firstBrokenAt());
    assertEquals(
        Optional.empty(),
        Story.of(
                Life.unstored()
                    .atAQuarter()
                    .checked(Verdict.FAIL, 1, false)
                    .checked(Verdict.PASS, 0, false)
                    .record())
            .firstBrokenAt());
  }

  @Test
  void blamesNoCheckWhenAPersonAsked() {
    Life life = Life.unstored().atAQuarter().checked(Verdict.FAIL, 1, false);
    life.happens(new Happening.RollbackRequested(life.now(), Examples.ADA, "customers call", true));

    Story story = Story.of(life.record());

    assertEquals(Optional.empty(), story.firstBrokenAt());
    assertEquals(Optional.of("ada"), story.decidedBy());
    assertEquals("rolling-back", story.outcome());
    assertTrue(story.wentBack());
    assertEquals(Optional.empty(), story.exposure());
    assertEquals(OptionalLong.empty(), story.failedRequests());
  }

  @Test
  void takesTheTimeThatWasToldLater() {
    Life life = Life.unstored().atAQuarter();
    Instant before = newest(life).plusMillis(200);
    life.happens(
        new Happening.TakenBackUnrecorded(life.now(), Examples.DRIVER, before, "rollback.sh ran"));

    Story story = Story.of(life.record());

    assertEquals(Optional.of(before), story.decidedAt());
    assertEquals(Optional.of(before), story.trafficRestoredAt());
  }

  @Test
  void knowsTrafficIsBackWhenSomebodyLoweredItToNothing() {
    Life life = Life.unstored().atAQuarter();
    life.happens(
        new Happening.Drifted(
            life.now(),
            Examples.DRIVER,
            Happening.Drift.LOWERED,
            new Weight(5),
            "r",
            "lowered by hand"));
    assertEquals(Optional.empty(), Story.of(life.record()).trafficRestoredAt());

    Life gone = Life.unstored().atAQuarter();
    gone.happens(
        new Happening.Drifted(
            gone.now(),
            Examples.DRIVER,
            Happening.Drift.LOWERED,
            Weight.NONE,
            "r",
            "taken back by hand"));
    assertEquals(Optional.of(newest(gone)), Story.of(gone.record()).trafficRestoredAt());
  }

  @Test
  void namesEveryOutcome() {
    assertEquals("draft", Story.of(Life.unstored().record()).outcome());
    assertEquals("planned", Story.of(Life.unstored().planned().record()).outcome());
    assertEquals("moving", Story.of(Life.unstored().atAQuarter().record()).outcome());
    Life adopted = Life.unstored().says(new Fact.Adopted("v2.4.0 was running"));
    assertEquals("finished", Story.of(adopted.record()).outcome());
    assertEquals(Optional.of(newest(adopted)), Story.of(adopted.record()).endedAt());
    assertFalse(Story.of(adopted.record()).wentBack());
  }
}
