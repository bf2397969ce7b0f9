package dev.slipway.control;

import dev.slipway.health.Scrapes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * When to look at a source that looks by itself: shortly after it did. A fold over looks, and
 * nothing else: nobody says when a Prometheus scrapes, how long a scrape takes, or how far its
 * clock and ours are apart. What a look found, and the one before did not, says how long after its
 * own time a sample can be seen by our clock. That is learnt by halving, kept, and tried a little
 * earlier now and then.
 *
 * @param before the look before, whether it found anything new or not
 * @param lag empty as long as nothing new was found
 */
record Rhythm(Optional<Look> before, Optional<Lag> lag) {
  static final Rhythm UNKNOWN = new Rhythm(Optional.empty(), Optional.empty());

  /** Known as well as it has to be. */
  static final Duration FINE = Duration.ofMillis(40);

  /** After a look in vain; twice as long each further time. */
  private static final Duration AGAIN = Duration.ofMillis(25);

  /**
   * How much of what is known is forgotten with each look: clocks drift, and scrapes get faster.
   */
  private static final Duration FORGOTTEN = Duration.ofMillis(3);

  /** What is looked at more often than this shows next to nothing new. */
  private static final Duration SHORTEST = Duration.ofMillis(500);

  /** Where two moments are as good, the one nearer to the interval that was asked for. */
  private static final double NEARER = 0.1;

  /**
   * @param at by our clock
   */
  record Look(Instant at, Scrapes found) {}

  /**
   * How long after its own time, by the other clock, a sample is seen by ours: not yet after {@code
   * unseen}, certainly after {@code seen}. Either is negative where the other clock is ahead.
   */
  record Lag(Duration unseen, Duration seen) {
    boolean isFine() {
      return seen.minus(unseen).compareTo(FINE) <= 0;
    }

    Duration aim() {
      return isFine() ? seen : unseen.plus(seen.minus(unseen).dividedBy(2));
    }

    /** Both; where they cannot both hold, something has changed, and only the later one does. */
    Lag and(Lag later) {
      Duration from = unseen.compareTo(later.unseen) > 0 ? unseen : later.unseen;
      Duration to = seen.compareTo(later.seen) < 0 ? seen : later.seen;
      return from.compareTo(to) < 0 ? new Lag(from.minus(FORGOTTEN), to) : later;
    }
  }

  /**
   * When to look next.
   *
   * @param waited what will be there; empty where nothing is waited for
   */
  record Next(Instant at, Optional<Expected> waited) {
    /** Whether a look came too early to find what it was made for. */
    boolean isInVain(Scrapes found) {
      return waited
          .flatMap(sample ->
              Optional.ofNullable(found.newest().get(sample.process()))
                  .filter(sample.at().minus(found.every().dividedBy(2))::isAfter))
          .isPresent();
    }
  }

  /**
   * A sample that will be taken.
   *
   * @param at by the other clock
   */
  record Expected(String process, Instant at) {}

  /** What is known after one more look. */
  Rhythm after(Look look) {
    if (before.isEmpty() || !before.get().at().isBefore(look.at())) {
      return new Rhythm(Optional.of(look), Optional.empty());
    }
    Instant newest = look.found().last();
    // Another side's newest sample says nothing about what could be seen of this one.
    if (look.found().side() != before.get().found().side()
        || !newest.isAfter(before.get().found().last())) {
      return new Rhythm(Optional.of(look), lag);
    }
    Lag found =
        new Lag(Duration.between(newest, before.get().at()), Duration.between(newest, look.at()));
    return new Rhythm(
        Optional.of(look), Optional.of(lag.map(known -> known.and(found)).orElse(found)));
  }

  /**
   * The next look: within half an interval of when it is due, right after as many processes of the
   * side as possible will have been looked at. Exactly when it is due where nothing is known, or no
   * sample is to be expected around that time.
   *
   * @param last when was looked last and something came of it
   * @param usual how long after that it is due
   * @param hurried whether a limit is plainly broken: then the next scrape is looked at, however
   *     long the interval, since the break that follows rests on other samples either way
   */
  Next next(Instant last, Duration usual, boolean hurried) {
    Duration interval = hurried ? hurried(usual) : usual;
    Next plain = new Next(last.plus(interval), Optional.empty());
    if (before.isEmpty() || lag.isEmpty()) {
      return plain;
    }
    Scrapes found = before.get().found();
    Next best = plain;
    double least = Double.MAX_VALUE;
    for (Map.Entry<String, Instant> sample : found.newest().entrySet()) {
      Instant expected =
          expected(sample.getValue(), found.every(), last.plus(interval.dividedBy(2)));
      Instant at = at(expected);
      if (at.isAfter(last.plus(interval).plus(interval.dividedBy(2)))) {
        continue;
      }
      double cost =
          age(expected, found) + NEARER * Duration.between(at, plain.at()).abs().toMillis();
      if (cost < least) {
        least = cost;
        best = new Next(at, Optional.of(new Expected(sample.getKey(), expected)));
      }
    }
    return best;
  }

  private Duration hurried(Duration usual) {
    return before
        .map(look -> look.found().every())
        .map(every -> every.compareTo(SHORTEST) > 0 ? every : SHORTEST)
        .filter(every -> every.compareTo(usual) < 0)
        .orElse(usual);
  }

  /** The first sample of a process that can be seen from a moment on. */
  private Instant expected(Instant sample, Duration every, Instant from) {
    long ahead = Duration.between(sample.plus(lag.orElseThrow().aim()), from).toMillis();
    long times = Math.max(1, Math.ceilDiv(ahead, every.toMillis()));
    return sample.plus(every.multipliedBy(times));
  }

  /** When to look for a sample; a little later each time that it was not there. */
  private Instant at(Instant expected) {
    Instant tried = before.orElseThrow().at();
    Instant aim = expected.plus(lag.orElseThrow().aim());
    if (aim.isAfter(tried)) {
      return aim;
    }
    Instant seen = expected.plus(lag.orElseThrow().seen());
    if (seen.isAfter(tried)) {
      return seen;
    }
    Duration late = Duration.between(seen, tried);
    return tried.plus(late.compareTo(AGAIN) > 0 ? late : AGAIN);
  }

  /** How old the samples of all processes together will be when a sample has just been taken. */
  private static double age(Instant expected, Scrapes found) {
    long every = found.every().toMillis();
    return found.newest().values().stream()
        .mapToLong(sample -> Math.floorMod(Duration.between(sample, expected).toMillis(), every))
        .average()
        .orElseThrow();
  }
}
