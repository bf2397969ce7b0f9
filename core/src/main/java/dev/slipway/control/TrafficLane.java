package dev.slipway.control;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Traffic;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Desired;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Happening.Drift;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Underway;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Closes the gap between the share a release wants and the share the target gives. Every call is short. It lowers whenever there is
 * too much, and raises only for a stage's move or a target that proved it restarted.
 */
final class TrafficLane {
  /** How long a target may refuse a move before the machine hears of it. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int READS = 20;
  private static final Duration BETWEEN_READS = Duration.ofMillis(25);

  private final Traffic traffic;
  private final Books books;
  private final Clock clock;
  private Optional<Instant> failingSince = Optional.empty();
  private Optional<String> reported = Optional.empty();

  TrafficLane(Traffic traffic, Books books, Clock clock) {
    this.traffic = traffic;
    this.books = books;
    this.clock = clock;
  }

  /** What the target's answer means for this release; empty when all is as it should be. */
  Optional<Happening> reconcile(ReleaseRecord record) throws InterruptedException {
    State state = record.state();
    if (!state.isMoving()) {
      return Optional.empty();
    }
    try {
      Optional<Happening> happening = compare(record, traffic.read());
      failingSince = Optional.empty();
      return happening;
    } catch (OutsideFailure failure) {
      return failing(state, failure);
    }
  }

  private Optional<Happening> failing(State state, OutsideFailure failure) {
    Instant now = clock.now();
    Instant since = failingSince.orElse(now);
    failingSince = Optional.of(since);
    boolean spent = Duration.between(since, now).compareTo(PATIENCE) > 0;
    if (!spent || !isMove(state)) {
      return Optional.empty();
    }
    failingSince = Optional.empty();
    return Optional.of(new Happening.TrafficFailed(now, by(), String.valueOf(failure.getMessage())));
  }

  private Optional<Happening> compare(ReleaseRecord record, Traffic.Reading reading) throws InterruptedException {
    State state = record.state();
    Desired desired = state.desired();
    Weight share = reading.share();
    if (isForward(state) && reading.mark().isPresent()) {
      return once(
          new Happening.Drifted(
              clock.now(),
              by(),
              Drift.LOWERED,
              share,
              reading.incarnation(),
              "somebody took it back with the break-glass script: " + reading.mark().get()));
    }
    if (share.isAbove(desired.weight())) {
      return above(record, reading);
    }
    if (share.isBelow(desired.weight())) {
      return below(record, reading);
    }
    reported = Optional.empty();
    return isMove(state) ? Optional.of(settled(reading)) : Optional.empty();
  }

  private Optional<Happening> above(ReleaseRecord record, Traffic.Reading reading) throws InterruptedException {
    State state = record.state();
    if (state instanceof Paused paused && isOwnLateRaise(paused, reading.share())) {
      return Optional.of(settled(reading));
    }
    Weight wanted = state.desired().weight();
    Traffic.Reading after = write(record, wanted, "down to " + wanted);
    if (isForward(state)) {
      return once(
          new Happening.Drifted(
              clock.now(),
              by(),
              Drift.RAISED,
              reading.share(),
              reading.incarnation(),
              "the target gave the new version " + reading.share() + " instead of " + wanted));
    }
    return isMove(state) && after.share().equals(wanted) ? Optional.of(settled(after)) : Optional.empty();
  }

  /** A raise that was on its way when the pause came. */
  private static boolean isOwnLateRaise(Paused paused, Weight share) {
    return paused.inside() instanceof Shifting shifting
        && shifting.phase() instanceof Phase.Moving
        && shifting.target().equals(share);
  }

  private Optional<Happening> below(ReleaseRecord record, Traffic.Reading reading) throws InterruptedException {
    State state = record.state();
    Weight share = reading.share();
    boolean reapplying = isReapplying(state);
    Optional<String> known = incarnation(record);
    if (!reapplying && known.isPresent() && !known.get().equals(reading.incarnation())) {
      return once(
          new Happening.Drifted(
              clock.now(), by(), Drift.LOST, share, reading.incarnation(), "the target restarted and lost its share"));
    }
    if (!reapplying && share.isBelow(held(state))) {
      return once(
          new Happening.Drifted(
              clock.now(),
              by(),
              Drift.LOWERED,
              share,
              reading.incarnation(),
              "somebody lowered the share to " + share + " outside"));
    }
    if (!state.desired().mayRaise()) {
      return Optional.empty();
    }
    // A person may have stopped the release since this turn began; a raise is the one thing that must not be stale.
    if (books.renew(record).version() != record.version()) {
      return Optional.empty();
    }
    Weight wanted = state.desired().weight();
    Traffic.Reading after = write(record, wanted, "up to " + wanted);
    return after.share().equals(wanted) ? Optional.of(settled(after)) : Optional.empty();
  }

  /** Writes, and reads back until two readings agree. */
  private Traffic.Reading write(ReleaseRecord record, Weight wanted, String why) throws InterruptedException {
    if (reported.isEmpty() || !reported.get().equals(why)) {
      books.note(record, new Fact.TrafficIntended(wanted.percent(), why), clock.now(), by());
      reported = Optional.of(why);
    }
    traffic.write(wanted);
    Traffic.Reading reading = traffic.read();
    for (int i = 0; i < READS; i++) {
      Traffic.Reading again = traffic.read();
      if (again.share().equals(wanted) && reading.share().equals(wanted)) {
        return again;
      }
      reading = again;
      clock.pause(BETWEEN_READS);
    }
    return reading;
  }

  /** The same drift is told once, not at every turn. */
  private Optional<Happening> once(Happening.Drifted drifted) {
    String key = drifted.drift() + " " + drifted.seen() + " " + drifted.incarnation();
    if (reported.isPresent() && reported.get().equals(key)) {
      return Optional.empty();
    }
    reported = Optional.of(key);
    return Optional.of(drifted);
  }

  private Happening settled(Traffic.Reading reading) {
    return new Happening.TrafficSettled(clock.now(), by(), reading.share(), reading.incarnation());
  }

  /** The target's incarnation when its share was last known to be ours. */
  private static Optional<String> incarnation(ReleaseRecord record) {
    for (int i = record.story().size() - 1; i >= 0; i--) {
      if (record.story().get(i).fact() instanceof Fact.Happened happened) {
        switch (happened.happening()) {
          case Happening.TrafficSettled settled -> {
            return Optional.of(settled.incarnation());
          }
          case Happening.Drifted drifted when drifted.drift() == Drift.LOST -> {
            return Optional.of(drifted.incarnation());
          }
          default -> {}
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isForward(State state) {
    return state instanceof Underway || state instanceof Paused;
  }

  private static Weight held(State state) {
    return switch (state) {
      case Underway underway -> underway.held();
      case Paused paused -> paused.inside().held();
      default -> Weight.NONE;
    };
  }

  private static boolean isReapplying(State state) {
    return switch (state) {
      case Shifting shifting -> shifting.share().reapply();
      case Underway underway -> underway.mayRaise();
      case Paused paused -> paused.desired().mayRaise();
      default -> false;
    };
  }

  /** Whether the state waits for its share to be confirmed. */
  private static boolean isMove(State state) {
    return switch (state) {
      case Underway underway -> underway.mayRaise();
      case Paused paused -> paused.desired().mayRaise();
      case RollingBack back -> back.leg() instanceof RollingBack.Leg.Traffic;
      case RollbackFailed failed -> failed.back().leg() instanceof RollingBack.Leg.Traffic;
      default -> false;
    };
  }

  private static Actor by() {
    return Actor.system("driver");
  }
}
