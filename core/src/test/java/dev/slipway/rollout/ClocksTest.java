package dev.slipway.rollout;

import static dev.slipway.rollout.Situations.TEN;
import static dev.slipway.rollout.Situations.aPlan;
import static dev.slipway.rollout.Situations.anAssessment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Clocks are set forward and back; nothing waits for ever and nothing fires too late. */
class ClocksTest {
  private final Life life = Life.of(aPlan().make());

  private Life setBack(Duration by) {
    return life.waits(by.negated());
  }

  @Test
  void aPauseWaitsAsLongAsBeforeWhenTheClockIsSetBack() {
    life.baking(2).tell(life.happening().pause());
    setBack(Duration.ofHours(3)).waits(Duration.ofMinutes(59));
    assertInstanceOf(Paused.class, life.state());
    life.waits(Duration.ofMinutes(2));
    assertInstanceOf(RollingBack.class, life.state(), "an hour, not four");
  }

  @Test
  void theWatchAfterARollbackBeginsAnewWhenTheClockIsSetBack() {
    life.baking(2).checked(anAssessment().broken(2)).goesOn();
    setBack(Duration.ofHours(3));
    RollingBack back = assertInstanceOf(RollingBack.class, life.state());
    assertEquals(life.now(), assertInstanceOf(RollingBack.Leg.Verify.class, back.leg()).since());
  }

  @Test
  void aStuckWayBackIsTriedAtOnceWhenTheClockIsSetBack() {
    life.baking(2).checked(anAssessment().broken(2)).tell(life.happening().trafficFailed());
    setBack(Duration.ofHours(3));
    assertInstanceOf(RollingBack.class, life.state());
  }

  @Test
  void aScheduledStartThatNobodyWasThereForIsMissed() {
    life.planned().tell(life.happening().startScheduled(TEN.plus(Duration.ofHours(1))));
    life.waits(Duration.ofHours(9));
    assertEquals(
        Optional.empty(), assertInstanceOf(Planned.class, life.state()).due(), "and not now");
    assertEquals(Code.TOO_LATE, life.last().because().code());
  }

  @Test
  void aScheduledStartGoesThroughALittleLate() {
    life.planned().tell(life.happening().startScheduled(TEN.plus(Duration.ofHours(1))));
    life.waits(Duration.ofMinutes(100));
    assertInstanceOf(Starting.class, life.state());
  }
}
