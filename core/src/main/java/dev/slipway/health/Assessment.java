package dev.slipway.health;

import java.time.Duration;
import java.time.Instant;

/**
 * What a stretch of watching amounts to at one check: the newest judgement, and what has been
 * credited so far.
 *
 * @param streak broken checks in a row, this one included; an inconclusive or unmeasurable check
 *     neither adds nor clears
 * @param watched time credited to this stretch: each check credits at most twice its interval, and
 *     only when measurable
 * @param needed time this stretch has to be watched
 * @param requests requests of the judged side credited to this stretch
 * @param complete enough time and data, and the newest check passes
 * @param overdue the stretch has run past its deadline without enough data
 * @param silentFor how long nothing could be measured, up to now
 */
public record Assessment(
    Instant at,
    Judgement judgement,
    int streak,
    int breaksInARow,
    Duration watched,
    Duration needed,
    long requests,
    long requestsNeeded,
    boolean complete,
    boolean overdue,
    Duration silentFor) {
  public Verdict verdict() {
    return judgement.verdict();
  }

  /** Whether the limit was broken often enough in a row to act. */
  public boolean isBroken() {
    return streak >= breaksInARow;
  }

  public Duration left() {
    Duration left = needed.minus(watched);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
