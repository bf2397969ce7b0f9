package dev.slipway.rollout;

import static dev.slipway.rollout.Situations.CLOSED;
import static dev.slipway.rollout.Situations.TEN;
import static dev.slipway.rollout.Situations.aRelease;
import static dev.slipway.rollout.Situations.anAssessment;
import static dev.slipway.rollout.Situations.at;
import static dev.slipway.rollout.Situations.paused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.slipway.gate.GateVerdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How each hold is cleared, alone and beside another one. */
class HoldsTest {
  /** What ends a hold. */
  private enum ClearedBy {
    A_PERSON,
    A_PERSON_WITH_OPEN_GATES,
    A_PERSON_WITH_RIGHT_VERSIONS,
    A_MEASURABLE_CHECK,
    /** Of what nothing is missing any more; here the plan asks for nothing. */
    A_PERSON_OR_A_CHECK
  }

  private static final Map<Hold, ClearedBy> RULES = new EnumMap<>(Hold.class);

  static {
    RULES.put(Hold.PERSON_ASKED, ClearedBy.A_PERSON);
    RULES.put(Hold.TOO_LITTLE_DATA, ClearedBy.A_PERSON);
    RULES.put(Hold.LIMIT_BROKEN, ClearedBy.A_PERSON);
    RULES.put(Hold.STEP_UNCLEAR, ClearedBy.A_PERSON);
    RULES.put(Hold.TRAFFIC_STUCK, ClearedBy.A_PERSON);
    RULES.put(Hold.TARGET_LOST_STATE, ClearedBy.A_PERSON);
    RULES.put(Hold.NO_WAY_BACK, ClearedBy.A_PERSON);
    RULES.put(Hold.STANDING_MISSING, ClearedBy.A_PERSON_WITH_OPEN_GATES);
    RULES.put(Hold.FOREIGN_CHANGE, ClearedBy.A_PERSON_WITH_RIGHT_VERSIONS);
    RULES.put(Hold.PROOF_MISSING, ClearedBy.A_PERSON_OR_A_CHECK);
    RULES.put(Hold.METRICS_SILENT, ClearedBy.A_MEASURABLE_CHECK);
  }

  private final Shifting inside = aRelease().shifting(2).baking();

  @ParameterizedTest
  @EnumSource(Hold.class)
  void isClearedByWhatItWaitsForOnly(Hold hold) {
    ClearedBy rule = Optional.ofNullable(RULES.get(hold)).orElseThrow();
    Paused waits = paused(inside, hold);
    boolean asking = rule != ClearedBy.A_MEASURABLE_CHECK;
    boolean checked = !asking || rule == ClearedBy.A_PERSON_OR_A_CHECK;
    assertResumed(asking, waits.on(at(TEN).resume(GateVerdict.OPEN, true)));
    assertResumed(
        asking && rule != ClearedBy.A_PERSON_WITH_OPEN_GATES,
        waits.on(at(TEN).resume(CLOSED, true)));
    assertResumed(
        asking && rule != ClearedBy.A_PERSON_WITH_RIGHT_VERSIONS,
        waits.on(at(TEN).resume(GateVerdict.OPEN, false)));
    assertResumed(checked, waits.on(at(TEN).checked(waits, anAssessment().passing())));
    assertResumed(checked, waits.on(at(TEN).checked(waits, anAssessment().inconclusive())));
  }

  private void assertResumed(boolean expected, Decision decision) {
    assertEquals(
        expected,
        decision instanceof Decision.Moved moved && moved.next().equals(inside),
        decision::toString);
  }

  /** All or nothing: a refusal clears none of the others. */
  @ParameterizedTest
  @EnumSource(value = Hold.class, mode = EnumSource.Mode.EXCLUDE, names = "METRICS_SILENT")
  void isNotClearedWhileAnotherOneRemains(Hold hold) {
    Paused waits = paused(inside, hold, Hold.METRICS_SILENT);
    assertInstanceOf(Decision.Refused.class, waits.on(at(TEN).resume()));
  }

  @ParameterizedTest
  @EnumSource(Hold.class)
  void isTakenBackFromWhenALimitBreaks(Hold hold) {
    Paused waits = paused(inside, hold);
    Decision decision = waits.on(at(TEN).checked(waits, anAssessment().broken(2)));
    assertInstanceOf(RollingBack.class, assertInstanceOf(Decision.Moved.class, decision).next());
  }

  @ParameterizedTest
  @EnumSource(Hold.class)
  void isSkippedOnlyWhereAPersonsWordIsAllThatIsMissing(Hold hold) {
    boolean skips = hold == Hold.PERSON_ASKED || hold == Hold.TOO_LITTLE_DATA;
    Decision decision = paused(inside, hold).on(at(TEN).skip());
    assertEquals(skips, decision instanceof Decision.Moved, decision::toString);
  }

  @Test
  void aSecondHoldOfTheSameKindChangesNothing() {
    Paused waits = paused(inside, Hold.PERSON_ASKED, Hold.STANDING_MISSING, Hold.FOREIGN_CHANGE);
    for (Happening again :
        Set.of(at(TEN).pause(), at(TEN).standingLost(), at(TEN).foreignVersion())) {
      assertInstanceOf(Decision.Stayed.class, waits.on(again));
    }
  }
}
