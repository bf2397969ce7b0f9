package dev.slipway.rollout;

import dev.slipway.health.Assessment;
import dev.slipway.health.Judgement;
import dev.slipway.health.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What one check amounts to; see {@link Situations#anAssessment()}. */
public final class GivenAssessment {
  private Verdict verdict = Verdict.PASS;
  private String words = "error rate 0.30 %, limit 2.00 %";
  private int streak;
  private long requests = 400;
  private boolean complete;
  private boolean overdue;
  private long credited;
  private Duration silent = Duration.ZERO;

  GivenAssessment() {}

  public GivenAssessment passing() {
    verdict = Verdict.PASS;
    return this;
  }

  /** Enough time and data, and the newest check passes. */
  public GivenAssessment complete() {
    complete = true;
    return this;
  }

  /** The limit is past for so many checks in a row; two are enough to act. */
  public GivenAssessment broken(int times) {
    verdict = Verdict.FAIL;
    words = "error rate 11.8 %, limit 2.00 %";
    streak = times;
    return this;
  }

  public GivenAssessment inconclusive() {
    verdict = Verdict.INCONCLUSIVE;
    words = "error rate 12 of 40 requests";
    requests = 12;
    return this;
  }

  public GivenAssessment withRequests(long next) {
    requests = next;
    return this;
  }

  /** Watched long enough, with so many requests in all, though never enough of them together. */
  public GivenAssessment tricklingIn(long inAll) {
    credited = inAll;
    return this;
  }

  /** The stretch has run past its deadline. */
  public GivenAssessment atTheDeadline() {
    overdue = true;
    return this;
  }

  /** Nothing could be measured for so long. */
  public GivenAssessment silentFor(Duration length) {
    return unmeasurable("metrics do not answer: connection refused", length);
  }

  public GivenAssessment unmeasurable(String why, Duration length) {
    verdict = Verdict.UNMEASURABLE;
    words = why;
    silent = length;
    return this;
  }

  /** Long enough to pause: grace is 60 s. */
  public GivenAssessment silentPastGrace() {
    return silentFor(GivenPlan.LIMITS.grace().plusSeconds(5));
  }

  /** Long enough to be taken back: the blind limit is 10 min. */
  public GivenAssessment silentPastBlindLimit() {
    return silentFor(GivenPlan.LIMITS.blindLimit().plusSeconds(5));
  }

  public Assessment at(Instant at) {
    return new Assessment(
        at,
        new Judgement(verdict, requests, 0, List.of(), words),
        streak,
        GivenPlan.LIMITS.breaksInARow(),
        complete || credited > 0 ? Duration.ofMinutes(15) : Duration.ofMinutes(3),
        Duration.ofMinutes(15),
        Math.max(requests, credited),
        GivenPlan.LIMITS.minimumRequests(),
        complete,
        overdue,
        silent);
  }
}
