package dev.slipway.control;

import dev.slipway.control.port.Leases;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Traffic;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Happening.Drift;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import java.time.Duration;
import java.util.Optional;

/**
 * Closes the gap between the share a release wants and the share the target gives. Every call is
 * short. It lowers whenever there is too much, even while the journal cannot be written, and raises
 * only for a stage's move or a target that proved it restarted.
 */
final class TrafficLane {
  /** How long a target may miss a move before the machine hears of it. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int READS = 20;
  private static final Duration BETWEEN_READS = Duration.ofMillis(25);

  private final Traffic traffic;
  private final TrafficNotes notes;
  private final Clock clock;
  private final Leases.Lease lease;
  private final Patience patience = new Patience(PATIENCE);
  private boolean tooHigh;

  /** Everybody was seen back on the old version while the store was away. */
  private boolean wasDown;

  TrafficLane(Traffic traffic, TrafficNotes notes, Clock clock, Leases.Lease lease) {
    this.traffic = traffic;
    this.notes = notes;
    this.clock = clock;
    this.lease = lease;
  }

  /** What the target's answer means for this release; empty when there is nothing to tell. */
  Optional<Happening> reconcile(ReleaseRecord record) throws InterruptedException {
    State state = record.state();
    if (!state.isMoving()) {
      return Optional.empty();
    }
    patience.aimAt(ShareRules.aim(state));
    try {
      return compare(record, read());
    } catch (OutsideFailure failure) {
      lowerBlindly(state);
      return missed(record, String.valueOf(failure.getMessage()));
    }
  }

  /** Everybody back to the old version, with nothing written down: the store is away. */
  void putDownUnrecorded() throws InterruptedException {
    if (wasDown && lease.mayBeAnothers()) {
      // Who raises it now has the store, and knows more.
      return;
    }
    try {
      tooHigh = read().share().isAbove(Weight.NONE);
    } catch (OutsideFailure unreadable) {
      tooHigh = true;
    }
    if (tooHigh) {
      write(Weight.NONE);
      tooHigh = readBack(Weight.NONE).share().isAbove(Weight.NONE);
    }
    wasDown |= !tooHigh;
  }

  /**
   * Whether a release that harms users may be taken back with the store away. One that nobody else
   * can have always; otherwise not one that may be finished by now: the old version is known to be
   * gone, or everybody was sent to the new one by somebody else. Who does not answer hinders
   * nobody.
   *
   * @param oldGone what the target last said of the old version's instances
   */
  boolean mayTakeBack(State state, boolean oldGone) {
    if (!lease.mayBeAnothers()) {
      return true;
    }
    if (oldGone) {
      return false;
    }
    try {
      return state.desired().weight().equals(Weight.ALL) || read().share().isBelow(Weight.ALL);
    } catch (OutsideFailure unreadable) {
      return true;
    }
  }

  /**
   * A target that cannot be read may still do what it is told, and on the way back there is only
   * one thing to tell it.
   */
  private void lowerBlindly(State state) {
    if (ShareRules.awaitsShare(state) && state.desired().weight().equals(Weight.NONE)) {
      try {
        traffic.write(Weight.NONE);
      } catch (RuntimeException refused) {
        // The reading has failed already; that is what people hear of.
        tooHigh = true;
      }
    }
  }

  boolean isNews(ReleaseRecord record, Happening.Drifted drifted) {
    return notes.isNews(record, drifted);
  }

  /** Whether the target was last seen giving the new version more than it should have. */
  boolean isTooHigh() {
    return tooHigh;
  }

  private Optional<Happening> missed(ReleaseRecord record, String fault) {
    State state = record.state();
    boolean heard = ShareRules.isMove(state) || (tooHigh && ShareRules.hearsOfExcess(state));
    if (!heard || !patience.isSpentBy(clock.now())) {
      return Optional.empty();
    }
    patience.met();
    Happening.TrafficFailed failed = new Happening.TrafficFailed(clock.now(), by(), fault);
    return notes.isNews(record, failed) ? Optional.of(failed) : Optional.empty();
  }

  private Optional<Happening> compare(ReleaseRecord record, Traffic.Reading reading)
      throws InterruptedException {
    State state = record.state();
    Weight wanted = state.desired().weight();
    tooHigh = reading.share().isAbove(wanted);
    if (tooHigh) {
      return above(record, reading);
    }
    if (ShareRules.isForward(state) && reading.mark().isPresent()) {
      return drifted(
          record,
          Drift.LOWERED,
          reading,
          "somebody took it back with the break-glass script: " + reading.mark().get());
    }
    if (reading.share().isBelow(wanted)) {
      return below(record, reading);
    }
    return equal(record, reading);
  }

  private Optional<Happening> equal(ReleaseRecord record, Traffic.Reading reading) {
    State state = record.state();
    if (ShareRules.awaitsShare(state)) {
      // One reading may have met a write on its way; two that agree prove the share.
      return read().equals(reading) ? settled(reading) : Optional.empty();
    }
    patience.met();
    // A target that restarted and kept its share: known by its new incarnation, a later lowering is
    // not mistaken for a loss.
    Optional<String> known = TrafficNotes.incarnation(record);
    boolean renewed =
        ShareRules.isForward(state)
            && reading.share().isAbove(Weight.NONE)
            && known.isPresent()
            && !known.get().equals(reading.incarnation());
    return renewed ? settled(reading) : Optional.empty();
  }

  private Optional<Happening> above(ReleaseRecord record, Traffic.Reading reading)
      throws InterruptedException {
    State state = record.state();
    if (reading.mark().isEmpty()
        && state instanceof Paused paused
        && isOwnLateRaise(paused, reading.share())) {
      return read().equals(reading) ? settled(reading) : Optional.empty();
    }
    Weight wanted = state.desired().weight();
    // What is too much for a stage may be right for what came after it. On the way back there is
    // nothing after it.
    if (ShareRules.isForward(state) && lease.mayBeAnothers() && !notes.isNewest(record)) {
      return Optional.empty();
    }
    Traffic.Reading after = lower(record, wanted);
    tooHigh = after.share().isAbove(wanted);
    if (tooHigh) {
      Optional<Happening> failed =
          missed(record, "the share was set to " + wanted + " and stays at " + after.share());
      if (failed.isPresent()) {
        return failed;
      }
    }
    if (ShareRules.isForward(state)) {
      return drifted(
          record,
          Drift.RAISED,
          reading,
          "the target gave the new version " + reading.share() + " instead of " + wanted);
    }
    return after.share().equals(wanted) ? settled(after) : Optional.empty();
  }

  /** A raise that was on its way when the pause came. */
  private static boolean isOwnLateRaise(Paused paused, Weight share) {
    return paused.inside() instanceof Shifting shifting
        && shifting.phase() instanceof Phase.Moving
        && shifting.target().equals(share);
  }

  private Optional<Happening> below(ReleaseRecord record, Traffic.Reading reading)
      throws InterruptedException {
    State state = record.state();
    Weight share = reading.share();
    boolean reapplying = ShareRules.isReapplying(state);
    Optional<String> known = TrafficNotes.incarnation(record);
    if (!reapplying && known.isPresent() && !known.get().equals(reading.incarnation())) {
      return drifted(record, Drift.LOST, reading, "the target restarted and lost its share");
    }
    if (!reapplying && share.isBelow(ShareRules.held(state))) {
      return drifted(
          record, Drift.LOWERED, reading, "somebody lowered the share to " + share + " outside");
    }
    return state.desired().mayRaise() ? raise(record, state.desired().weight()) : Optional.empty();
  }

  private Optional<Happening> raise(ReleaseRecord record, Weight wanted)
      throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("nobody raises a share on the way out");
    }
    // A person may have stopped the release since this turn began; a raise is the one thing that
    // must not be stale. And another worker may drive it by now, when this one was stopped or cut
    // off.
    if (!notes.intendRaise(record, wanted) || !lease.isStillOurs()) {
      return Optional.empty();
    }
    write(wanted);
    Traffic.Reading after = readBack(wanted);
    return after.share().equals(wanted)
        ? settled(after)
        : missed(record, "the share was set to " + wanted + " and stays at " + after.share());
  }

  /**
   * Down first and written down after: a journal that is slow or away keeps nobody on the new
   * version.
   */
  private Traffic.Reading lower(ReleaseRecord record, Weight wanted) throws InterruptedException {
    try {
      write(wanted);
    } finally {
      notes.lowered(record, wanted);
    }
    return readBack(wanted);
  }

  /** Reads until two readings agree that the share is as wanted; otherwise the newest reading. */
  private Traffic.Reading readBack(Weight wanted) throws InterruptedException {
    Traffic.Reading reading = read();
    for (int i = 0; i < READS; i++) {
      Traffic.Reading again = read();
      if (again.share().equals(wanted) && reading.equals(again)) {
        return again;
      }
      reading = again;
      clock.pause(BETWEEN_READS);
    }
    return reading;
  }

  private Traffic.Reading read() {
    try {
      return traffic.read();
    } catch (OutsideFailure failure) {
      throw failure;
    } catch (RuntimeException broken) {
      throw new OutsideFailure("traffic", "read the share", broken);
    }
  }

  private void write(Weight wanted) {
    try {
      traffic.write(wanted);
    } catch (OutsideFailure failure) {
      throw failure;
    } catch (RuntimeException broken) {
      throw new OutsideFailure("traffic", "set the share to " + wanted, broken);
    }
  }

  private Optional<Happening> drifted(
      ReleaseRecord record, Drift drift, Traffic.Reading reading, String words) {
    Happening.Drifted drifted =
        new Happening.Drifted(
            clock.now(), by(), drift, reading.share(), reading.incarnation(), words);
    return notes.isNews(record, drifted) ? Optional.of(drifted) : Optional.empty();
  }

  private Optional<Happening> settled(Traffic.Reading reading) {
    patience.met();
    return Optional.of(
        new Happening.TrafficSettled(clock.now(), by(), reading.share(), reading.incarnation()));
  }

  private static Actor by() {
    return Actor.system("driver");
  }
}
