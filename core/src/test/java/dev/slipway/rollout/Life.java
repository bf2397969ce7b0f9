package dev.slipway.rollout;

import dev.slipway.gate.GateVerdict;
import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening.Changed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One release lived through the machine: what happens is told in verbs, time passes only when it is
 * said. The target does what it is told, and does it at once.
 */
final class Life {
  private static final int MOST_MOVES_AT_ONCE = 50;
  private final Plan plan;
  private final List<Decision> answers = new ArrayList<>();
  private State state;
  private Instant now = Situations.TEN;
  private Weight real;

  private Life(Plan plan, State state) {
    this.plan = plan;
    this.state = state;
    this.real = state.desired().weight();
  }

  static Life of(Plan plan) {
    return from(plan, Situations.aRelease().of(plan).draft());
  }

  /** From the middle of a life; the target gives what the state wants. */
  static Life from(Plan plan, State state) {
    return new Life(plan, state);
  }

  State state() {
    return state;
  }

  Instant now() {
    return now;
  }

  Plan plan() {
    return plan;
  }

  Weight real() {
    return real;
  }

  Decision last() {
    return answers.getLast();
  }

  String words() {
    return last().because().words();
  }

  long pages() {
    return answers.stream()
        .flatMap(answer -> Features.effects(answer).stream())
        .filter(effect -> effect instanceof Effect.PageSomeone)
        .count();
  }

  GivenHappening happening() {
    return Situations.at(now);
  }

  Life tell(Happening happening) {
    Decision decision = state.on(happening);
    answers.add(decision);
    state = Features.after(state, decision);
    return this;
  }

  Life planned() {
    return tell(happening().planMade(plan));
  }

  Life started() {
    return planned().tell(happening().start(plan));
  }

  Life at(Instant next) {
    now = next;
    return this;
  }

  Life after(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** Time passes, and the machine hears of it. */
  Life waits(Duration time) {
    return after(time).tell(happening().timePassed(GateVerdict.OPEN));
  }

  Optional<Effect.Perform> work() {
    return switch (state) {
      case Underway underway -> underway.work();
      case RollingBack back -> back.work();
      case Draft draft -> Optional.empty();
      case Planned planned -> Optional.empty();
      case Paused paused -> Optional.empty();
      case RollbackFailed failed -> Optional.empty();
      case Finished finished -> Optional.empty();
      case RolledBack rolledBack -> Optional.empty();
      case Cancelled cancelled -> Optional.empty();
    };
  }

  /** The step under way ends well. */
  Life works() {
    return tell(happening().stepDone(work().orElseThrow()));
  }

  Life fails(Changed changed) {
    return tell(happening().stepFailed(work().orElseThrow(), changed));
  }

  /** Steps and traffic moves go through until the release only waits for checks, people or time. */
  Life goesOn() {
    for (int i = 0; i < MOST_MOVES_AT_ONCE; i++) {
      State before = state;
      traffic();
      if (work().isPresent()) {
        works();
      }
      if (state.equals(before)) {
        return this;
      }
    }
    throw new IllegalStateException("never comes to rest: " + state);
  }

  /**
   * The target gives what is wanted, as far as it may be raised, and says so where that is waited
   * for.
   */
  Life traffic() {
    Desired desired = state.desired();
    if (real.isAbove(desired.weight()) || (desired.mayRaise() && state.isMoving())) {
      real = desired.weight();
    }
    return waitsForTraffic() && real.equals(desired.weight())
        ? tell(happening().settled(real))
        : this;
  }

  private boolean waitsForTraffic() {
    return switch (state) {
      case Underway underway -> underway.mayRaise();
      case Paused paused -> paused.desired().mayRaise();
      case RollingBack back -> back.leg() instanceof RollingBack.Leg.Traffic;
      case RollbackFailed failed -> failed.desired().weight().equals(Weight.NONE);
      case Draft draft -> false;
      case Planned planned -> false;
      case Finished finished -> false;
      case RolledBack rolledBack -> false;
      case Cancelled cancelled -> false;
    };
  }

  Life checked(GivenAssessment assessment) {
    return tell(
        ((Happening.Checked) happening().checked(state, assessment))
            .missing(Optional.of(new Unshown(List.of()))));
  }

  /** The stretch is over, and well. */
  Life heldWell() {
    return after(Duration.ofMinutes(15)).checked(Situations.anAssessment().passing().complete());
  }

  /** From the start into a stage's bake, counted from 1. */
  Life baking(int stage) {
    started().goesOn();
    while (!(state instanceof Shifting shifting && shifting.stage() == stage - 1)) {
      heldWell().goesOn();
    }
    return this;
  }

  Life observing() {
    return baking(plan.stages().size()).heldWell().goesOn();
  }

  Life completing() {
    return observing().heldWell();
  }

  /** Somebody changed the share at the target. */
  Life gives(Weight share) {
    real = share;
    return this;
  }
}
