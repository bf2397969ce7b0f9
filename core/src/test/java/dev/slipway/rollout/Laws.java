package dev.slipway.rollout;

import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold after every happening of every history, whatever it was. Keeps only what a law
 * needs to remember; a broken law is an {@link AssertionError}.
 */
final class Laws {
  private Weight confirmed = Weight.NONE;
  private Optional<Weight> whenItTurnedBack = Optional.empty();
  private final Set<String> failedAttempts = new HashSet<>();
  private int capacity;
  private boolean standingLost;

  /**
   * @param decision the answer of {@code before} to {@code happening}
   */
  void check(State before, Happening happening, Decision decision) {
    State after = Features.after(before, decision);
    remember(before, happening, decision);
    saysWhy(decision);
    movesOnlyWhenSomethingChanges(before, decision);
    refusesOnlyRequests(happening, decision);
    ends(before, happening, after);
    locks(after);
    weights(before, after);
    turnsBackForGood(before, after);
    goesBackOnlyWhereThereIsAWay(before, happening, after);
    canAlwaysGoBack(after);
    pauses(after);
    works(after);
    carriesEverybody(after);
    respectsWhatTheStartRestedOn(before, after);
    calls(before, decision, after);
    isNoSuccessBeforeItIsShown(before, happening, after);
  }

  private static void law(boolean holds, String words) {
    if (!holds) {
      throw new AssertionError(words);
    }
  }

  private void remember(State before, Happening happening, Decision decision) {
    if (!(decision instanceof Decision.Moved moved)) {
      return;
    }
    if (happening instanceof Happening.TrafficSettled settled) {
      confirmed = settled.weight();
    }
    if (happening instanceof Happening.StepFailed failed) {
      failedAttempts.add(failed.step() + "#" + failed.attempt());
    }
    if (happening instanceof Happening.StepDone done) {
      capacity = Math.max(capacity, instances(before, done.step()));
    }
    if (happening instanceof Happening.StandingLost && before.isMoving()) {
      standingLost =
          !(before instanceof Verifying
              || before instanceof Observing
              || before instanceof Completing);
    }
    if (happening instanceof Happening.ResumeRequested resume && resume.gates().isOpen()) {
      standingLost = false;
    }
    if (moved.next() instanceof Planned) {
      failedAttempts.clear();
      standingLost = false;
    }
  }

  private static int instances(State state, String step) {
    Plan plan = state.planned().orElseThrow();
    for (int i = 0; i < plan.stages().size(); i++) {
      if (plan.capacityFor(i).id().equals(step)) {
        return plan.stage(i).instances();
      }
    }
    return 0;
  }

  private static void saysWhy(Decision decision) {
    law(!decision.because().words().isBlank(), "every answer has a reason");
  }

  private static void movesOnlyWhenSomethingChanges(State before, Decision decision) {
    law(
        !(decision instanceof Decision.Moved moved && moved.next().equals(before)),
        "a move changes something");
  }

  /** Facts are never refused, and people's wishes never come too late: they are answered. */
  private static void refusesOnlyRequests(Happening happening, Decision decision) {
    boolean request =
        switch (happening) {
          case Happening.PlanMade it -> true;
          case Happening.StartRequested it -> true;
          case Happening.StartScheduled it -> true;
          case Happening.CancelRequested it -> true;
          case Happening.PauseRequested it -> true;
          case Happening.ResumeRequested it -> true;
          case Happening.AdvanceRequested it -> true;
          case Happening.ExtendRequested it -> true;
          case Happening.RollbackRequested it -> true;
          case Happening.FinishRequested it -> true;
          case Happening.RetireRequested it -> true;
          case Happening.HideRequested it -> true;
          case Happening.ResolvedByHand it -> true;
          case Happening.TimePassed it -> false;
          case Happening.StepDone it -> false;
          case Happening.StepFailed it -> false;
          case Happening.TrafficSettled it -> false;
          case Happening.TrafficFailed it -> false;
          case Happening.Checked it -> false;
          case Happening.AlertFired it -> false;
          case Happening.Drifted it -> false;
          case Happening.StandingLost it -> false;
          case Happening.TakenBackUnrecorded it -> false;
        };
    law(request || !(decision instanceof Decision.Refused), "a fact is not refused");
    law(!request || !(decision instanceof Decision.Late), "a request is answered");
  }

  private static void ends(State before, Happening happening, State after) {
    if (!before.isEnd() || after.equals(before)) {
      return;
    }
    boolean resolved =
        happening instanceof Happening.ResolvedByHand
            && before instanceof RolledBack was
            && was.verification() instanceof Verification.Unverified
            && after instanceof RolledBack is
            && is.verification() instanceof Verification.ByHand;
    law(resolved, "an end changes only where a rollback nobody could verify is resolved by hand");
  }

  private static void locks(State after) {
    boolean held =
        Set.of(
                "Starting",
                "Deploying",
                "Shifting",
                "Verifying",
                "Observing",
                "Completing",
                "Paused",
                "RollingBack",
                "RollbackFailed")
            .contains(after.name());
    law(after.isMoving() == held, "the service's lock is held exactly while a release moves");
    law(!(after.isMoving() && after.isEnd()), "an end holds no lock");
  }

  private void weights(State before, State after) {
    Desired desired = after.desired();
    law(
        desired.weight().percent() >= 0 && desired.weight().percent() <= 100,
        "a share is 0 to 100");
    law(desired.equals(after.desired()), "what is wanted depends on the state only");
    law(
        !desired.mayRaise() || isStageMove(after) || isReapplying(after),
        "only a stage's move or a lost share raises");
    law(
        !desired.weight().isAbove(confirmed) || desired.mayRaise() || isReapplying(after),
        "a share that was never confirmed is wanted only where it may be raised");
    if (after instanceof Paused && !(before instanceof Paused)) {
      law(!desired.weight().isAbove(confirmed), "a pause raises nothing");
    }
  }

  private static boolean isStageMove(State state) {
    return state instanceof Shifting shifting && shifting.phase() instanceof Phase.Moving;
  }

  private static boolean isReapplying(State state) {
    return switch (state) {
      case Shifting shifting -> shifting.share().reapply();
      case Verifying verifying -> verifying.share().reapply();
      case Observing observing -> observing.share().reapply();
      case Completing completing -> completing.share().reapply();
      case Paused paused -> isReapplying(paused.inside());
      default -> false;
    };
  }

  private void turnsBackForGood(State before, State after) {
    if (after instanceof RollingBack && whenItTurnedBack.isEmpty()) {
      whenItTurnedBack = Optional.of(confirmed);
    }
    if (whenItTurnedBack.isPresent()) {
      law(
          after instanceof RollingBack
              || after instanceof RollbackFailed
              || after instanceof RolledBack,
          "nothing goes forward after a release turned back");
      law(
          !after.desired().weight().isAbove(whenItTurnedBack.get()),
          "on the way back nothing is above the last share");
      law(!after.desired().mayRaise(), "on the way back nothing is raised");
      if (before instanceof RollingBack || before instanceof RollbackFailed) {
        law(
            !after.desired().weight().isAbove(before.desired().weight()),
            "the way back only goes down");
      }
    }
  }

  private static void goesBackOnlyWhereThereIsAWay(State before, Happening happening, State after) {
    boolean automatic =
        !(happening instanceof Happening.RollbackRequested
            || happening instanceof Happening.TakenBackUnrecorded
            || happening instanceof Happening.Drifted);
    if (automatic && after instanceof RollingBack && inside(before).isPresent()) {
      law(
          !inside(before).get().isPastPointOfNoReturn(),
          "past the point of no return only people go back");
    }
  }

  private static Optional<Underway> inside(State state) {
    return switch (state) {
      case Underway underway -> Optional.of(underway);
      case Paused paused -> Optional.of(paused.inside());
      default -> Optional.empty();
    };
  }

  private static void canAlwaysGoBack(State after) {
    if (!after.isMoving()) {
      return;
    }
    Decision asked = after.on(Situations.at(Situations.TEN).rollbackAcceptingLoss());
    boolean already = after instanceof RollingBack && asked instanceof Decision.Stayed;
    law(
        already || (asked instanceof Decision.Moved moved && moved.next() instanceof RollingBack),
        "whoever asks, knowing what is lost, gets a moving release back");
  }

  private static void pauses(State after) {
    if (after instanceof Paused paused) {
      law(!paused.holds().isEmpty(), "a pause has a cause");
      law(paused.giveUpAt().isAfter(paused.since()), "a pause ends after it began");
    }
  }

  private void works(State after) {
    Optional<Effect.Perform> work =
        switch (after) {
          case Underway underway -> underway.work();
          case Paused paused -> paused.inside().work();
          case RollingBack back -> back.work();
          default -> Optional.empty();
        };
    law(
        work.filter(it -> failedAttempts.contains(it.step().id() + "#" + it.attempt())).isEmpty(),
        "an attempt that failed is not waited for again");
  }

  private void carriesEverybody(State after) {
    if (isStageMove(after) && after instanceof Shifting shifting) {
      law(
          shifting.plan().stage(shifting.stage()).instances() <= capacity,
          "no share before there is room for it");
    }
  }

  private void respectsWhatTheStartRestedOn(State before, State after) {
    if (standingLost && after instanceof Shifting next) {
      law(
          (before instanceof Paused paused && paused.inside() instanceof Shifting)
              || (before instanceof Shifting shifting && shifting.stage() == next.stage()),
          "no further stage while what the start rested on is gone");
    }
    law(
        !(standingLost && before instanceof Shifting && after instanceof Verifying),
        "nor does it leave the last stage");
  }

  private static void calls(State before, Decision decision, State after) {
    boolean stuck =
        after instanceof RollbackFailed failed
            && !(before instanceof RollbackFailed)
            && failed.back().attempt() == 1;
    boolean held = after instanceof Paused paused && paused.holds().contains(Hold.NO_WAY_BACK);
    boolean heldBefore =
        before instanceof Paused paused && paused.holds().contains(Hold.NO_WAY_BACK);
    if (stuck || (held && !heldBefore)) {
      law(Features.calls(decision).contains("page"), "people are called when there is no way back");
    }
  }

  private static void isNoSuccessBeforeItIsShown(State before, Happening happening, State after) {
    if (!(after instanceof Completing) || !(before instanceof Observing observing)) {
      return;
    }
    Optional<Unshown> told =
        switch (happening) {
          case Happening.Checked checked -> checked.unshown();
          case Happening.FinishRequested finish -> finish.unshown();
          default -> Optional.empty();
        };
    law(
        Unshown.of(observing.plan(), told).isEmpty(),
        "called a success before that was shown which the plan asks for");
  }
}
