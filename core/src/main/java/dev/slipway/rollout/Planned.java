package dev.slipway.rollout;

import dev.slipway.gate.GateVerdict;
import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect.News;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Has a plan and waits for its gates and a start. "Ready" is no state: it is this one with an open
 * gate verdict now.
 *
 * @param attemptsUsed the highest attempt that a start which failed has used up; the next start
 *     begins above it, because an attempt is performed once
 */
public record Planned(Plan plan, Optional<Instant> due, int attemptsUsed) implements State {
  /** Who asked for a night is not served by the morning after. */
  private static final Duration LATEST_START = Duration.ofHours(1);

  Planned(Plan plan, Optional<Instant> due) {
    this(plan, due, 0);
  }

  /** Whether a start has failed, and no other one is due: nothing happens until somebody acts. */
  public boolean hasFailedToStart() {
    return attemptsUsed > 0 && due.isEmpty();
  }

  @Override
  public Optional<Plan> planned() {
    return Optional.of(plan);
  }

  @Override
  public Desired desired() {
    return new Desired(Weight.NONE, false);
  }

  @Override
  public Decision on(Happening happening) {
    return switch (happening) {
      case Happening.PlanMade made -> replan(made.plan());
      case Happening.StartRequested start -> start(start);
      case Happening.StartScheduled start ->
          Answers.within(
              this,
              new Planned(plan, Optional.of(start.due()), attemptsUsed),
              Code.PERSON_ASKED,
              "starts at " + start.due());
      case Happening.TimePassed passed -> passed(passed);
      case Happening.CancelRequested cancel -> Cancelled.because(this, cancel);
      case Happening.StandingLost lost ->
          due.isPresent()
              ? Answers.move(
                  new Planned(plan, Optional.empty(), attemptsUsed),
                  Code.STANDING_MISSING,
                  "the scheduled start was dropped: " + lost.what())
              : Answers.stay("nothing was scheduled");
      case Happening.RollbackRequested back ->
          Answers.refuse(Code.WRONG_STATE, "nothing moved yet; cancel it instead");
      case Happening.StepDone done -> Answers.late(this);
      case Happening.StepFailed failed -> Answers.late(this);
      case Happening.TrafficSettled settled -> Answers.late(this);
      case Happening.TrafficFailed failed -> Answers.late(this);
      case Happening.Checked checked -> Answers.late(this);
      case Happening.AlertFired alert -> Answers.late(this);
      case Happening.Drifted drifted -> Answers.late(this);
      case Happening.TakenBackUnrecorded back -> Answers.late(this);
      case Happening.Request request -> Refusals.of(this, request);
    };
  }

  private Decision replan(Plan next) {
    if (next.hash().equals(plan.hash())) {
      return Answers.within(
          this,
          new Planned(next, due, attemptsUsed),
          Code.AS_PLANNED,
          "planned again; nothing that was approved changed");
    }
    return Answers.move(
        new Planned(next, Optional.empty(), attemptsUsed),
        Code.AS_PLANNED,
        "plan "
            + next.hash().brief()
            + " replaces "
            + plan.hash().brief()
            + "; approvals are needed again");
  }

  private Decision start(Happening.StartRequested start) {
    if (!start.hash().equals(plan.hash())) {
      return Answers.refuse(
          Code.PLAN_OUTDATED,
          "the plan is now "
              + plan.hash().brief()
              + ", the request was for "
              + start.hash().brief());
    }
    return begin(start.gates(), Code.PERSON_ASKED, start.by().name() + " started the release");
  }

  private Decision begin(GateVerdict gates, Code code, String words) {
    if (!gates.isOpen()) {
      return Answers.refuse(Code.GATES_CLOSED, Answers.closed(gates));
    }
    return Answers.move(
        new Starting(plan, 0, attemptsUsed + 1, Set.of(), false, attemptsUsed + 1),
        code,
        words,
        new Effect.WriteDocuments(),
        new Effect.Announce(News.STARTED, words));
  }

  private Decision passed(Happening.TimePassed passed) {
    if (due.isEmpty() || passed.at().isBefore(due.get()) || passed.gates().isEmpty()) {
      return Answers.stay("not due");
    }
    if (passed.at().isAfter(due.get().plus(LATEST_START))) {
      return missed(Code.TOO_LATE, "nobody was there at " + due.get());
    }
    return passed.gates().get().isOpen()
        ? begin(passed.gates().get(), Code.AS_PLANNED, "started as scheduled")
        : missed(Code.GATES_CLOSED, closed(passed.gates().get()));
  }

  /** Whoever is called reads this away from the screen: what is closed belongs to it. */
  private static String closed(GateVerdict gates) {
    List<String> what =
        gates.blocks().stream().map(block -> block.what() + " " + block.why()).toList();
    return Answers.closed(gates) + ": " + String.join("; ", what);
  }

  private Decision missed(Code code, String why) {
    String words = "the scheduled start was missed: " + why;
    return Answers.move(
        new Planned(plan, Optional.empty(), attemptsUsed),
        code,
        words,
        new Effect.Announce(News.START_FAILED, words),
        new Effect.PageSomeone(words));
  }
}
