package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.plan.Stage;
import java.time.Duration;
import java.time.Instant;

/**
 * Does what a driver does: performs the step that is waited for, settles the share that is wanted,
 * checks, tells the time. People are helpful: they start, resume, and when a release cannot go on
 * they ask for it back.
 */
final class HonestDriver {
  /** How users fare on the new version. */
  enum World {
    HEALTHY,
    /** Limits break wherever users meet the new version. */
    SICK,
    /** Metrics never answer, and nobody is at home until people were called. */
    SILENT
  }

  private static final int TURNS = 1_000;
  private static final Duration TURN = Duration.ofMinutes(5);
  private final Life life;
  private final World world;
  private int pausesAnswered;
  private Duration silence = Duration.ZERO;

  HonestDriver(Plan plan, State from, Instant now, World world) {
    this.life = Life.from(from.planned().orElse(plan), from).at(now);
    this.world = world;
  }

  /** The end it comes to; an error when it comes to none. */
  State drivesToItsEnd() {
    for (int turn = 0; turn < TURNS; turn++) {
      if (life.state().isEnd()) {
        return life.state();
      }
      turn();
    }
    String state = life.state().toString().replace(life.plan().toString(), "…");
    throw new AssertionError(
        world + ": comes to no end, and is " + state + " because " + life.words());
  }

  private void turn() {
    switch (life.state()) {
      case Draft draft -> life.planned();
      case Planned planned -> life.tell(life.happening().start(planned.plan()));
      case Underway underway -> {
        life.goesOn();
        if (isDark(life.state())) {
          life.tell(life.happening().skip());
        }
      }
      case RollingBack back -> life.goesOn();
      case RollbackFailed failed -> life.traffic();
      case Paused paused -> answer();
      case Finished finished -> {}
      case RolledBack rolledBack -> {}
      case Cancelled cancelled -> {}
    }
    life.waits(TURN);
    check();
  }

  /** Only a person brings it to its first users. */
  private static boolean isDark(State state) {
    return state instanceof Shifting shifting
        && shifting.phase() instanceof Phase.Baking
        && shifting.plan().stage(shifting.stage()) instanceof Stage.DarkStage;
  }

  private void answer() {
    life.traffic();
    boolean somebodyThere = world != World.SILENT || life.pages() > 0;
    if (!somebodyThere || !(life.state() instanceof Paused)) {
      return;
    }
    boolean hopeless = world != World.HEALTHY && pausesAnswered > 3;
    pausesAnswered++;
    life.tell(hopeless ? life.happening().rollbackAcceptingLoss() : life.happening().resume());
  }

  private void check() {
    if (!life.state().isMoving()) {
      return;
    }
    boolean old = life.state() instanceof RollingBack || !life.state().desired().isExposed();
    GivenAssessment complete = Situations.anAssessment().passing().complete();
    switch (world) {
      case HEALTHY -> life.checked(complete);
      case SICK -> life.checked(old ? complete : Situations.anAssessment().broken(2));
      case SILENT -> {
        silence = silence.plus(TURN);
        life.checked(Situations.anAssessment().silentFor(silence).atTheDeadline());
      }
    }
  }
}
