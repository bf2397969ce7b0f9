package dev.slipway.control;

import dev.slipway.health.Judge.Question;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Stage;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Completing;
import dev.slipway.rollout.Deploying;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.Starting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Underway;
import dev.slipway.rollout.Verifying;
import dev.slipway.rollout.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is being watched in a state, about whom, and for how long.
 *
 * @param key names the stretch in the stored checks: "stage-2", "observing"
 * @param since where its account begins; empty: with its first check
 * @param needed how long it has to be watched; beyond any life where it cannot complete
 * @param deadline how long after {@code since} too little data counts against it
 * @param byFlag the flag by which the new version's users are compared with each other; empty where
 *     they are not
 */
public record Stretch(
    String key,
    Question question,
    Optional<Instant> since,
    Duration needed,
    Duration deadline,
    Optional<String> byFlag) {
  private static final Duration NEVER = Duration.ofDays(10_000);
  private static final Set<String> OF_THE_OLD =
      Set.of(Watched.BEFORE, Watched.AFTER_ROLLBACK, Watched.TO_FIRST_STAGE);

  /** Whom a stretch is about. */
  public enum About {
    OLD_VERSION,
    NEW_VERSION
  }

  About about() {
    return question == Question.BASELINE_ALONE ? About.OLD_VERSION : About.NEW_VERSION;
  }

  /** The same, of a stored check, which keeps no more than the key. */
  public static About about(String key) {
    return OF_THE_OLD.contains(key) ? About.OLD_VERSION : About.NEW_VERSION;
  }

  /**
   * Whether another one watches the same, from the same moment on; people may have changed for how
   * long.
   */
  boolean isSamePlace(Stretch other) {
    return key.equals(other.key) && since.equals(other.since) && byFlag.equals(other.byFlag);
  }

  /** The same, towards the same goal too; only the deadline for too little data may differ. */
  boolean isSame(Stretch other) {
    return isSamePlace(other) && needed.equals(other.needed);
  }

  /** What state to watch; empty where nothing is watched. */
  public static Optional<Stretch> of(State state) {
    return switch (state) {
      case Underway underway -> Optional.of(of(underway));
      case Paused paused -> Optional.of(of(paused.inside()));
      case RollingBack back -> of(back);
      default -> Optional.empty();
    };
  }

  private static Optional<Stretch> of(RollingBack back) {
    if (!(back.leg() instanceof RollingBack.Leg.Verify verify)) {
      return Optional.empty();
    }
    return Optional.of(
        new Stretch(
            Watched.AFTER_ROLLBACK,
            Question.BASELINE_ALONE,
            Optional.of(verify.since()),
            back.plan().verifyRollback(),
            NEVER,
            Optional.empty()));
  }

  private static Stretch of(Underway underway) {
    String key = Watched.in(underway);
    return switch (underway) {
      case Starting starting -> onTheWay(key, Question.BASELINE_ALONE);
      case Deploying deploying -> onTheWay(key, Question.BASELINE_ALONE);
      case Shifting shifting -> of(shifting, key);
      case Verifying verifying -> onTheWay(key, Question.CANARY_ALONE);
      case Observing observing ->
          timed(
              key,
              Question.CANARY_ALONE,
              observing.since(),
              observing.plan().observe().plus(observing.longer()),
              observing.deadlineFrom(),
              observing.plan());
      case Completing completing -> onTheWay(key, Question.CANARY_ALONE);
    };
  }

  private static Stretch of(Shifting shifting, String key) {
    Question question = question(shifting);
    Stretch all = ofAll(shifting, key, question);
    return new Stretch(
        all.key(), all.question(), all.since(), all.needed(), all.deadline(), byFlag(shifting));
  }

  private static Stretch ofAll(Shifting shifting, String key, Question question) {
    return switch (shifting.phase()) {
      case Phase.Preparing preparing -> onTheWay(key, question);
      case Phase.Checking checking -> onTheWay(key, question);
      case Phase.Proving proving -> onTheWay(key, question);
      case Phase.Moving moving -> onTheWay(key, question);
      case Phase.Baking baking
          when shifting.plan().stage(shifting.stage()) instanceof Stage.DarkStage ->
          onTheWay(key, question);
      case Phase.Baking baking ->
          timed(
              key,
              question,
              baking.since(),
              shifting.plan().stage(shifting.stage()).bake().plus(shifting.longer()),
              baking.deadlineFrom(),
              shifting.plan());
    };
  }

  /** Whom to judge follows from who is served: a side without traffic says nothing. */
  private static Question question(Shifting shifting) {
    Weight held = shifting.held();
    if (held.equals(Weight.NONE)) {
      return Question.BASELINE_ALONE;
    }
    return held.percent() == Weight.ALL.percent() && byFlag(shifting).isEmpty()
        ? Question.CANARY_ALONE
        : shifting.plan().hasGroup()
            ? Question.CANARY_AGAINST_GROUP
            : Question.CANARY_AGAINST_BASELINE;
  }

  /** Everybody is on the new version, and what is measured tells who is shown what is new. */
  private static Optional<String> byFlag(Shifting shifting) {
    Weight held = shifting.held();
    return shifting.plan().stage(shifting.stage()) instanceof Stage.ExposureStage exposure
            && exposure.compared()
            && held.percent() == Weight.ALL.percent()
            && held.shown() > 0
            && held.isBelow(Weight.ALL)
        ? Optional.of(exposure.flag())
        : Optional.empty();
  }

  private static Stretch onTheWay(String key, Question question) {
    return new Stretch(key, question, Optional.empty(), NEVER, NEVER, Optional.empty());
  }

  /**
   * Too little data counts after three times what was planned, but not before five windows have
   * passed.
   */
  private static Stretch timed(
      String key,
      Question question,
      Instant since,
      Duration needed,
      Instant deadlineFrom,
      Plan plan) {
    Duration patience = needed.multipliedBy(3);
    Duration least = plan.limits().window().multipliedBy(5);
    Duration deadline =
        Duration.between(since, deadlineFrom)
            .plus(patience.compareTo(least) > 0 ? patience : least);
    return new Stretch(key, question, Optional.of(since), needed, deadline, Optional.empty());
  }
}
