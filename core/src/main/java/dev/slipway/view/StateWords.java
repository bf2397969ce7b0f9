package dev.slipway.view;

import dev.slipway.gate.GateVerdict;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Summaries;
import dev.slipway.plan.Plan;
import dev.slipway.rollout.Cancelled;
import dev.slipway.rollout.Completing;
import dev.slipway.rollout.Deploying;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Hold;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.Starting;
import dev.slipway.rollout.Verification;
import dev.slipway.rollout.Verifying;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the release does, in words: "rolling out, stage 2 of 4". Says nothing about what users get.
 */
public record StateWords(Role role, String words) {

  /**
   * @param gates the verdict now, which tells a ready release from one that waits; only asked
   *     before a start
   */
  public static StateWords of(ReleaseRecord release, Optional<GateVerdict> gates, People people) {
    return switch (release.state()) {
      case Draft draft -> new StateWords(Role.LATER, "draft, no plan yet");
      case Planned planned when planned.due().isPresent() -> scheduled(planned.due().get(), gates);
      case Planned planned -> planned(gates);
      case Starting starting -> new StateWords(Role.MOVING, "starting");
      case Deploying deploying -> new StateWords(Role.MOVING, "bringing up the new version");
      case Shifting shifting ->
          new StateWords(Role.MOVING, stage(shifting.stage() + 1, shifting.plan()));
      case Verifying verifying ->
          new StateWords(
              Role.MOVING,
              verifying.suite()
                  ? "at 100 %, integration suite running"
                  : "at 100 %, checks after deploy running");
      case Observing observing -> new StateWords(Role.MOVING, "at 100 %, being observed");
      case Completing completing ->
          new StateWords(Role.MOVING, "at 100 %, retiring the old version");
      case Paused paused -> new StateWords(Role.WAITING, "paused: " + holds(paused));
      case RollingBack back when back.cause().code() == Reason.Code.REHEARSED ->
          new StateWords(Role.MOVING, "rehearsing the way back" + leg(back));
      case RolledBack back
          when back.cause().code() == Reason.Code.REHEARSED
              && back.verification() instanceof Verification.Verified ->
          new StateWords(Role.GOOD, "the way back was rehearsed");
      case RollingBack back -> new StateWords(Role.BAD, "rolling back" + leg(back));
      case RollbackFailed failed ->
          new StateWords(Role.BAD, "stuck on the way back: " + Plain.line(failed.fault(), 120));
      case Finished finished ->
          new StateWords(
              Role.GOOD, finished.planned().isPresent() ? "finished" : "adopted as it was found");
      case RolledBack back ->
          new StateWords(Role.BAD, "rolled back " + how(release, back.cause(), people));
      case Cancelled cancelled -> new StateWords(Role.NONE, "cancelled");
    };
  }

  private static StateWords planned(Optional<GateVerdict> gates) {
    if (gates.isEmpty()) {
      return new StateWords(Role.WAITING, "planned, not started");
    }
    long closed =
        gates.get().blocks().stream().filter(block -> !NextStep.closesByItself(block)).count();
    return closed == 0
        ? new StateWords(Role.GOOD, "ready to start")
        : new StateWords(Role.WAITING, "waiting, " + Figures.count(closed, "gate") + " closed");
  }

  private static StateWords scheduled(Instant due, Optional<GateVerdict> gates) {
    StateWords now = planned(gates);
    String words = "starts by itself at " + Figures.moment(due);
    return now.role() == Role.GOOD || gates.isEmpty()
        ? new StateWords(Role.LATER, words)
        : new StateWords(Role.WAITING, words + "; now " + now.words());
  }

  private static String stage(int number, Plan plan) {
    return "rolling out, stage " + number + " of " + plan.stages().size();
  }

  private static String leg(RollingBack back) {
    return switch (back.leg()) {
      case RollingBack.Leg.Restoring restoring -> ", bringing the old version up first";
      case RollingBack.Leg.Traffic traffic -> "";
      case RollingBack.Leg.Verify verify -> ", checking the old version";
      case RollingBack.Leg.CleanUp cleanUp -> ", removing the new version";
    };
  }

  static String holds(Paused paused) {
    List<String> words = paused.holds().stream().sorted().map(StateWords::words).toList();
    return words.isEmpty() ? "waiting for somebody" : String.join("; ", words);
  }

  private static String words(Hold hold) {
    return switch (hold) {
      case PERSON_ASKED -> "a person asked";
      case TOO_LITTLE_DATA -> "too little data for a verdict";
      case METRICS_SILENT -> "health cannot be measured";
      case STANDING_MISSING -> "what the start rested on is gone";
      case FOREIGN_CHANGE -> "somebody else changed the target";
      case TARGET_LOST_STATE -> "the target lost its share too often";
      case LIMIT_BROKEN -> "a limit is broken";
      case STEP_UNCLEAR -> "a step ended unclear";
      case TRAFFIC_STUCK -> "traffic could not be moved";
      case NO_WAY_BACK -> "harm, and no way back any more";
      case PROOF_MISSING -> "what has to be shown of it is missing";
    };
  }

  /** "by itself" when nobody was asked, or by whom. */
  static String how(ReleaseRecord release, Reason cause, People people) {
    return switch (cause.code()) {
      case PERSON_ASKED -> "by " + asker(release, people);
      case TAKEN_BACK_OUTSIDE -> "outside Slipway";
      case STORE_AWAY -> "while the store was away";
      default -> "by itself";
    };
  }

  private static String asker(ReleaseRecord release, People people) {
    for (ReleaseRecord.Told told : release.story().reversed()) {
      if (told.fact() instanceof Fact.Happened happened
          && happened.answer() == Fact.Answer.MOVED
          && happened.happening() instanceof Happening.RollbackRequested request) {
        return people.name(request.by().name());
      }
    }
    return "somebody";
  }

  /** "25 %", "10 % by flag", "100 %, flag off". */
  private static String share(Store.Summary row) {
    OptionalInt shown = Summaries.byFlag(row);
    if (shown.isEmpty()) {
      return row.weight() + " %";
    }
    return shown.getAsInt() == 0 ? row.weight() + " %, flag off" : shown.getAsInt() + " % by flag";
  }

  /** The same from a row, which knows less. */
  public static StateWords of(Store.Summary row) {
    String[] names = row.state().split("\\.", 2);
    return switch (names[0]) {
      case "Draft" -> new StateWords(Role.LATER, "draft");
      case "Planned" ->
          row.state().equals(Summaries.SCHEDULED)
              ? new StateWords(Role.LATER, "scheduled")
              : new StateWords(Role.WAITING, "planned");
      case "Starting" -> new StateWords(Role.MOVING, "starting");
      case "Deploying" -> new StateWords(Role.MOVING, "deploying");
      case "Shifting" -> new StateWords(Role.MOVING, "rolling out " + share(row));
      case "Verifying" -> new StateWords(Role.MOVING, "being checked");
      case "Observing" -> new StateWords(Role.MOVING, "being observed");
      case "Completing" -> new StateWords(Role.MOVING, "completing");
      case "Paused" -> new StateWords(Role.WAITING, "paused at " + share(row));
      case "RollingBack" -> new StateWords(Role.BAD, "rolling back");
      case "RollbackFailed" -> new StateWords(Role.BAD, "stuck on the way back");
      case "Finished" -> new StateWords(Role.GOOD, "finished");
      case "RolledBack" ->
          row.state().equals(Summaries.REHEARSED)
              ? new StateWords(Role.NONE, "rehearsed")
              : new StateWords(Role.BAD, "rolled back");
      case "Cancelled" -> new StateWords(Role.NONE, "cancelled");
      default -> new StateWords(Role.UNKNOWN, Plain.line(row.state()));
    };
  }
}
