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
 * Closes the gap between the share a release wants and the share the target gives. It lowers
 * whenever there is too much, even while the journal cannot be written, and raises only for a
 * stage's move or a target that proved it restarted. A target that is slow to tell its share is
 * waited for beside everything else; the way back is written before it has answered.
 */
final class TrafficLane {
  /** How long a target may miss a move before the machine hears of it. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int READS = 20;
  private static final Duration BETWEEN_READS = Duration.ofMillis(25);

  private final Traffic traffic;
  private final TrafficReads reads;
  private final TrafficNotes notes;
  private final TrafficSight sight;
  private final Clock clock;
  private final Leases.Lease lease;
  private final Patience patience = new Patience(PATIENCE);
  private boolean tooHigh;

  /** On this way back the share was put down before it was seen. */
  private boolean putDownUnseen;

  /** Everybody was seen back on the old version while the store was away. */
  private boolean wasDown;

  TrafficLane(Traffic traffic, TrafficNotes notes, Clock clock, Leases.Lease lease) {
    this.traffic = traffic;
    this.reads = new TrafficReads(traffic);
    this.notes = notes;
    this.sight = new TrafficSight(notes);
    this.clock = clock;
    this.lease = lease;
  }

  /** What the target's answer means for this release; empty when there is nothing to tell. */
  Optional<Happening> reconcile(ReleaseRecord record) throws InterruptedException {
    State state = record.state();
    if (!state.isMoving()) {
      return Optional.empty();
    }
    try {
      if (isStillAsking(state) && isWayBack(state)) {
        putDownUnseen(record);
      }
      Traffic.Reading reading = reads.read();
      sight.seen(record);
      return compare(record, reading);
    } catch (TrafficReads.Unanswered slow) {
      if (!putDownUnseen && isWayBack(state)) {
        putDownUnseen(record);
      }
      return Optional.empty();
    } catch (OutsideFailure failure) {
      lowerBlindly(state);
      String why = String.valueOf(failure.getMessage());
      sight.unseen(record, why, clock.now());
      return missed(record, why);
    }
  }

  /** Everybody back to the old version, with nothing written down: the store is away. */
  void putDownUnrecorded() throws InterruptedException {
    if (wasDown && lease.mayBeAnothers()) {
      // Who raises it now has the store, and knows more.
      return;
    }
    try {
      tooHigh = reads.read().share().isAbove(Weight.NONE);
    } catch (OutsideFailure | TrafficReads.Unanswered unseen) {
      tooHigh = true;
    }
    if (tooHigh) {
      write(Weight.NONE);
      tooHigh = readBack(Weight.NONE).map(after -> after.share().isAbove(Weight.NONE)).orElse(true);
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
  boolean mayTakeBack(State state, boolean oldGone) throws InterruptedException {
    if (!lease.mayBeAnothers()) {
      return true;
    }
    if (oldGone) {
      return false;
    }
    try {
      return state.desired().weight().equals(Weight.ALL)
          || reads.read().share().isBelow(Weight.ALL);
    } catch (OutsideFailure | TrafficReads.Unanswered unseen) {
      return true;
    }
  }

  /**
   * A target that cannot be read may still do what it is told, and on the way back there is only
   * one thing to tell it.
   */
  private void lowerBlindly(State state) {
    if (isWayBack(state)) {
      try {
        write(Weight.NONE);
      } catch (OutsideFailure refused) {
        // The reading has failed already; that is what people hear of.
        tooHigh = true;
      }
    }
  }

  /** Begins anew with another aim; whether an answer about the aim before was awaited by then. */
  private boolean isStillAsking(State state) {
    String aim = ShareRules.aim(state);
    if (patience.isAt(aim)) {
      return false;
    }
    patience.aimAt(aim);
    putDownUnseen = false;
    return reads.forget();
  }

  private static boolean isWayBack(State state) {
    return ShareRules.awaitsShare(state) && state.desired().weight().equals(Weight.NONE);
  }

  /**
   * Users do not wait for an answer that may never come. What was being asked is about the share
   * before: it is given up, and asked again.
   */
  private void putDownUnseen(ReleaseRecord record) {
    putDownUnseen = true;
    put(record, Weight.NONE);
  }

  /** Nothing is asked any more: whoever drives next asks by itself. */
  void leave() {
    boolean unused = reads.forget();
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
      throws InterruptedException, TrafficReads.Unanswered {
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

  private Optional<Happening> equal(ReleaseRecord record, Traffic.Reading reading)
      throws InterruptedException, TrafficReads.Unanswered {
    State state = record.state();
    if (ShareRules.awaitsShare(state)) {
      // One reading may have met a write on its way; two that agree prove the share.
      return reads.isProven(reading) ? settled(reading) : Optional.empty();
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
      throws InterruptedException, TrafficReads.Unanswered {
    State state = record.state();
    if (reading.mark().isEmpty()
        && state instanceof Paused paused
        && isOwnLateRaise(paused, reading.share())) {
      return reads.isProven(reading) ? settled(reading) : Optional.empty();
    }
    if (ShareRules.isAnothersFlag(state, reading.share())) {
      tooHigh = false;
      return Optional.empty();
    }
    Weight wanted = state.desired().weight();
    // What is too much for a stage may be right for what came after it. On the way back there is
    // nothing after it.
    if (ShareRules.isForward(state) && lease.mayBeAnothers() && !notes.isNewest(record)) {
      return Optional.empty();
    }
    put(record, wanted);
    Optional<Traffic.Reading> after = readBack(wanted);
    tooHigh = after.map(seen -> seen.share().isAbove(wanted)).orElse(true);
    Optional<Happening> failed =
        after.filter(seen -> tooHigh).flatMap(seen -> missed(record, stays(seen, wanted)));
    if (failed.isPresent()) {
      return failed;
    }
    if (ShareRules.isForward(state) && !state.isHiding()) {
      return drifted(
          record,
          Drift.RAISED,
          reading,
          "the target gave the new version " + reading.share() + " instead of " + wanted);
    }
    return after.filter(seen -> seen.share().equals(wanted)).flatMap(this::settled);
  }

  private static String stays(Traffic.Reading after, Weight wanted) {
    return "the share was set to " + wanted + " and stays at " + after.share();
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
    return readBack(wanted)
        .flatMap(after ->
            after.share().equals(wanted) ? settled(after) : missed(record, stays(after, wanted)));
  }

  /**
   * Down first and written down after: a journal that is slow or away keeps nobody on the new
   * version.
   */
  private void put(ReleaseRecord record, Weight wanted) {
    try {
      write(wanted);
    } finally {
      notes.lowered(record, wanted);
    }
  }

  /**
   * Reads until two readings agree that the share is as wanted; otherwise the newest reading. Empty
   * when the target is slow to answer: then the next turn hears it.
   */
  private Optional<Traffic.Reading> readBack(Weight wanted) throws InterruptedException {
    try {
      Traffic.Reading reading = reads.read();
      for (int i = 0; i < READS; i++) {
        Traffic.Reading again = reads.read();
        if (again.share().equals(wanted) && reading.equals(again)) {
          return Optional.of(again);
        }
        reading = again;
        clock.pause(BETWEEN_READS);
      }
      return Optional.of(reading);
    } catch (TrafficReads.Unanswered slow) {
      return Optional.empty();
    }
  }

  private void write(Weight wanted) {
    // What was asked before is not about the share from now on.
    boolean unused = reads.forget();
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
