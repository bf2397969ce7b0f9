package dev.slipway.practice.fleet;

import dev.slipway.practice.Moment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The newest moments, the last headline among them, and the error limit that holds now. */
final class Moments {
  private static final int MOST = 60;

  /** Several processes may follow one journal: what they all tell is one moment. */
  private static final long SAME_MILLIS = 3_000;

  /**
   * @param number counts from 1
   */
  record Noted(long number, long atMillis, Moment moment) {}

  private final Deque<Noted> newest = new ArrayDeque<>();
  private long count;
  private Optional<Noted> headline = Optional.empty();
  private OptionalDouble errorLimit = OptionalDouble.empty();

  synchronized void add(Moment moment) {
    long now = System.currentTimeMillis();
    if (newest.stream()
        .anyMatch(one -> one.moment().equals(moment) && now - one.atMillis() < SAME_MILLIS)) {
      return;
    }
    count++;
    Noted noted = new Noted(count, now, moment);
    newest.addLast(noted);
    if (newest.size() > MOST) {
      newest.removeFirst();
    }
    if (moment.headline()) {
      headline = Optional.of(noted);
    }
    if (moment.errorLimit().isPresent()) {
      errorLimit = moment.errorLimit();
    }
  }

  /** Those after a number, oldest first. */
  synchronized List<Noted> after(long number) {
    return newest.stream().filter(noted -> noted.number() > number).toList();
  }

  synchronized Optional<Noted> headline() {
    return headline;
  }

  synchronized OptionalDouble errorLimit() {
    return errorLimit;
  }
}
