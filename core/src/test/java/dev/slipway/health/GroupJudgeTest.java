package dev.slipway.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A canary is compared with a group of the old version, whatever the rest of that does. */
@Tag("X5")
class GroupJudgeTest {
  /**
   * A group that is as cold as the canary is slow as well; the fleet that has run for a week is
   * not.
   */
  private static Seen coldStart() {
    return Seen.health()
        .latency(Side.CANARY, Signal.LATENCY_P95, 220, 1000)
        .latency(Side.GROUP, Signal.LATENCY_P95, 210, 1000)
        .errors(Side.GROUP, 3, 1000)
        .orders(Side.GROUP, 300, 1000);
  }

  private static Limits notSlower() {
    return Seen.limits(
        new Limit(
            Signal.LATENCY_P95,
            OptionalDouble.empty(),
            OptionalDouble.of(50),
            OptionalDouble.empty()));
  }

  private static Judgement byGroup(Seen seen, Limits limits) {
    return seen.by(limits, Judge.Question.CANARY_AGAINST_GROUP);
  }

  @Test
  void whatIsSlowBecauseItIsYoungIsNotTheVersionsFault() {
    assertEquals(Verdict.FAIL, coldStart().against(notSlower()).verdict());

    Judgement judgement = byGroup(coldStart(), notSlower());

    assertEquals(Verdict.PASS, judgement.verdict());
    assertEquals(OptionalDouble.of(210), judgement.signals().getFirst().baseline());
  }

  @Test
  void whatIsWorseThanTheGroupIsFoundAlthoughTheFleetIsWorseStill() {
    Seen seen = coldStart().errors(Side.BASELINE, 90, 1000).errors(Side.CANARY, 40, 1000);

    assertEquals(Verdict.FAIL, byGroup(seen, Seen.limits(Seen.errorRate())).verdict());
    assertEquals(Verdict.PASS, seen.against(Seen.limits(Seen.errorRate())).verdict());
  }

  @Test
  void ordersAreComparedWithTheGroupsCounts() {
    Seen seen = coldStart().orders(Side.GROUP, 600, 1000);

    assertEquals(Verdict.FAIL, byGroup(seen, Seen.limits(Seen.ordersOfBaseline())).verdict());
    assertEquals(Verdict.PASS, seen.against(Seen.limits(Seen.ordersOfBaseline())).verdict());
  }

  @Test
  void aGroupThatIsNotThereIsNeverReplacedByTheFleet() {
    Seen unseen = coldStart().without(Signal.LATENCY_P95, Side.GROUP);
    Judgement silent = byGroup(unseen, notSlower());
    Judgement scarce =
        byGroup(coldStart().latency(Side.GROUP, Signal.LATENCY_P95, 210, 12), notSlower());

    assertEquals(Verdict.UNMEASURABLE, silent.verdict());
    assertEquals("latency p95 is not measured for the baseline group", silent.words());
    assertEquals(Verdict.INCONCLUSIVE, scarce.verdict());
    assertEquals("latency p95 baseline group has too little data", scarce.words());
  }
}
