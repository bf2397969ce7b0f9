package dev.slipway.control;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long one aim has been missed, counted from one try to the next. No gap between two tries
 * counts for more than a little, so that neither a sleeping computer nor a clock that jumps uses it
 * up.
 */
final class Patience {
  private final Duration most;
  private String aim = "";
  private Optional<Instant> last = Optional.empty();
  private Duration missed = Duration.ZERO;

  Patience(Duration most) {
    this.most = most;
  }

  boolean isAt(String one) {
    return aim.equals(one);
  }

  /** What is tried from now on; another aim than before begins anew. */
  void aimAt(String next) {
    if (!aim.equals(next)) {
      aim = next;
      met();
    }
  }

  void met() {
    last = Optional.empty();
    missed = Duration.ZERO;
  }

  /** One more try that missed; whether that makes it too long. */
  boolean isSpentBy(Instant now) {
    Duration gap = last.map(before -> Duration.between(before, now)).orElse(Duration.ZERO);
    Duration longest = most.dividedBy(2);
    if (!gap.isNegative()) {
      missed = missed.plus(gap.compareTo(longest) > 0 ? longest : gap);
    }
    last = Optional.of(now);
    return missed.compareTo(most) > 0;
  }
}
