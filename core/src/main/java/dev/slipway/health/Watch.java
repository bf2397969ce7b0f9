package dev.slipway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The running account of one stretch of watching (a stage's bake, the observation, the check after
 * a rollback). A fold over its checks, so that a restarted worker gets the same account from the
 * stored ones.
 *
 * <p>Time counts between checks only, and no gap counts for more than it can mean: a sleeping
 * computer, a jump of the clock or a worker that was away neither completes a stretch nor makes it
 * overdue, nor does it look like silent metrics.
 *
 * @param watched time credited towards {@code needed}: measurable, with traffic, at most two
 *     intervals a check
 * @param streak checks in a row that broke a limit with evidence of their own
 * @param lastMeasured when the source last answered; {@code since} when it never did
 * @param elapsed time under watch so far, whatever the verdicts
 * @param silent how long the source has not answered, up to the newest check
 * @param failures failed requests in the newest measurable window
 * @param clean whether only what follows the newest broken check counts as watched
 * @param brokenBy the newest sample behind the last break that counts; empty where none does, or
 *     each check sees for itself
 */
public record Watch(
    Instant since,
    Duration needed,
    Duration deadline,
    Duration watched,
    long requests,
    int streak,
    Optional<Instant> lastCheck,
    Instant lastMeasured,
    Duration elapsed,
    Duration silent,
    long failures,
    boolean clean,
    Optional<Instant> brokenBy) {

  /** Processes of one side may have been looked at so far apart, whatever the window. */
  private static final Duration SPREAD = Duration.ofSeconds(10);

  /**
   * @param needed how long must be watched
   * @param deadline how long after {@code since} too little data turns into an answer of its own
   */
  public static Watch begin(Instant since, Duration needed, Duration deadline) {
    return new Watch(
        since,
        needed,
        deadline,
        Duration.ZERO,
        0,
        0,
        Optional.empty(),
        since,
        Duration.ZERO,
        Duration.ZERO,
        0,
        false,
        Optional.empty());
  }

  /**
   * The same account, where a check that breaks a limit begins it anew: it is only complete when
   * nothing was broken for as long as is needed.
   */
  public Watch onlyClean() {
    return new Watch(
        since,
        needed,
        deadline,
        watched,
        requests,
        streak,
        lastCheck,
        lastMeasured,
        elapsed,
        silent,
        failures,
        true,
        brokenBy);
  }

  /**
   * This stretch, going on where another one ended: users met the same version a moment ago, so a
   * broken limit stays counted and silence goes on. What was watched, and its data, belong to the
   * stretch before.
   */
  public Watch carrying(Watch before) {
    return new Watch(
        since,
        needed,
        deadline,
        watched,
        requests,
        before.streak,
        lastCheck,
        before.silent.isZero() ? lastMeasured : before.lastMeasured,
        elapsed,
        before.silent,
        before.failures,
        clean,
        before.brokenBy);
  }

  /**
   * The account after one more check. {@code newRequests}: requests of the judged side since the
   * check before.
   */
  public Watch after(Limits limits, Judgement judgement, Instant at, long newRequests) {
    boolean measurable = judgement.verdict() != Verdict.UNMEASURABLE;
    boolean credited = measurable && newRequests > 0;
    boolean dirty = clean && judgement.verdict() == Verdict.FAIL;
    Duration passed = Duration.between(lastCheck.orElse(since), at);
    Duration credit = within(passed, limits.interval().multipliedBy(2));
    // Slow checks count in full here, but no single gap may use up the grace.
    Duration gap =
        within(passed, longer(limits.interval().multipliedBy(2), limits.grace().dividedBy(2)));
    int next = streakAfter(limits, judgement);
    return new Watch(
        since,
        needed,
        deadline,
        dirty ? Duration.ZERO : credited ? watched.plus(credit) : watched,
        dirty ? 0 : measurable ? requests + Math.max(0, newRequests) : requests,
        next,
        Optional.of(at),
        measurable ? at : lastMeasured,
        elapsed.plus(gap),
        measurable ? Duration.ZERO : silent.plus(gap),
        measurable ? judgement.failures() : failures,
        clean,
        brokenByAfter(judgement, next));
  }

  private int streakAfter(Limits limits, Judgement judgement) {
    return switch (judgement.verdict()) {
      case FAIL ->
          streak == 0 || (isOfOtherSamples(limits, judgement) && isFresh(limits, judgement))
              ? streak + 1
              : streak;
      case PASS -> isOfTheSameSample(limits, judgement) ? streak : 0;
      case INCONCLUSIVE, UNMEASURABLE -> streak;
    };
  }

  private Optional<Instant> brokenByAfter(Judgement judgement, int next) {
    if (next == 0) {
      return Optional.empty();
    }
    return next > streak ? judgement.evidence().map(Judgement.Evidence::newest) : brokenBy;
  }

  /**
   * Whether every process was looked at again since the break before: what one look of the source
   * shows breaks a limit once, however often it is asked for.
   */
  private boolean isOfOtherSamples(Limits limits, Judgement judgement) {
    return judgement.evidence().filter(evidence -> isSeenBy(limits, evidence.oldest())).isEmpty();
  }

  /** Nothing is known that was not when the limit broke. */
  private boolean isOfTheSameSample(Limits limits, Judgement judgement) {
    return judgement.evidence().filter(evidence -> isSeenBy(limits, evidence.newest())).isPresent();
  }

  /** Long before it is by another clock: one that was set back must not hide every break. */
  private boolean isSeenBy(Limits limits, Instant sample) {
    Duration longAgo = limits.window().multipliedBy(2).plus(SPREAD);
    return brokenBy
        .filter(newest -> !sample.isAfter(newest) && sample.isAfter(newest.minus(longAgo)))
        .isPresent();
  }

  /**
   * Whether a broken check says more than the one before. Windows overlap: one unlucky cluster of
   * failures stays in sight for a whole window and would otherwise count again at each check.
   */
  private boolean isFresh(Limits limits, Judgement judgement) {
    return judgement.failures() > failures || isBeyondLuck(limits, judgement);
  }

  /** Whether twice what breaks the limit was seen, or more than chance draws from any window. */
  public static boolean isBeyondLuck(Limits limits, Judgement judgement) {
    if (judgement.verdict() != Verdict.FAIL) {
      return false;
    }
    double most = 0;
    for (Judgement.OfSignal signal : judgement.signals()) {
      if (signal.verdict() == Verdict.FAIL) {
        if (!signal.signal().equals(Signal.ERROR_RATE) || signal.limit().isEmpty()) {
          return true;
        }
        most = signal.limit().getAsDouble() * judgement.requests();
      }
    }
    return judgement.failures() >= 2 * Math.max((double) limits.minimumFailures(), most);
  }

  /**
   * @throws IllegalArgumentException when {@code more} is negative: watching is extended, never cut
   *     this way
   */
  public Watch extendedBy(Duration more) {
    if (more.isNegative()) {
      throw new IllegalArgumentException("a stretch of watching is extended, not cut: " + more);
    }
    return new Watch(
        since,
        needed.plus(more),
        deadline.plus(more),
        watched,
        requests,
        streak,
        lastCheck,
        lastMeasured,
        elapsed,
        silent,
        failures,
        clean,
        brokenBy);
  }

  /**
   * The same account towards another goal: people asked for more time, or a pause renewed the
   * deadline.
   */
  public Watch towards(Duration goal, Duration latest) {
    return new Watch(
        since,
        goal,
        latest,
        watched,
        requests,
        streak,
        lastCheck,
        lastMeasured,
        elapsed,
        silent,
        failures,
        clean,
        brokenBy);
  }

  /** What this account and its newest judgement amount to. */
  public Assessment assess(Limits limits, Judgement judgement, Instant at) {
    boolean enoughData = requests >= limits.minimumRequests();
    boolean complete =
        judgement.verdict() == Verdict.PASS
            && streak == 0
            && enoughData
            && watched.compareTo(needed) >= 0;
    return new Assessment(
        at,
        judgement,
        streak,
        limits.breaksInARow(),
        watched,
        needed,
        requests,
        limits.minimumRequests(),
        complete,
        !complete && elapsed.compareTo(deadline) > 0,
        silent);
  }

  /** Between nothing and {@code most}: a clock that was set back counts as no time. */
  private static Duration within(Duration passed, Duration most) {
    if (passed.isNegative()) {
      return Duration.ZERO;
    }
    return passed.compareTo(most) > 0 ? most : passed;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
