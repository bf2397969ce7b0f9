package dev.slipway.rollout;

import dev.slipway.health.Assessment;
import dev.slipway.health.Judgement;
import dev.slipway.health.Limits;
import dev.slipway.health.Verdict;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Reason.Code;
import java.util.Optional;

/** What all states answer alike in which users are on the new version. */
final class Exposed {
  private Exposed() {}

  /** The answer to a check that harms or blinds; empty when the state may decide by itself. */
  static Optional<Decision> checked(Underway state, Happening.Checked checked) {
    Assessment assessment = checked.assessment();
    String words = assessment.judgement().words();
    if (assessment.isBroken()) {
      return Optional.of(Answers.back(state, checked.at(), Code.LIMIT_BROKEN, words));
    }
    if (assessment.verdict() == Verdict.UNMEASURABLE) {
      return silent(state, checked, words);
    }
    return Optional.empty();
  }

  private static Optional<Decision> silent(
      Underway state, Happening.Checked checked, String words) {
    Assessment assessment = checked.assessment();
    if (assessment.silentFor().compareTo(state.plan().limits().blindLimit()) > 0) {
      return Optional.of(
          state instanceof Shifting && !state.losesDataOnTheWay()
              ? Answers.back(state, checked.at(), Code.METRICS_SILENT, caution(state, words))
              : Answers.pauseAndPage(
                  state, Hold.METRICS_SILENT, checked.at(), Code.METRICS_SILENT, words));
    }
    if (assessment.silentFor().compareTo(state.plan().limits().grace()) > 0) {
      return Optional.of(
          Answers.pause(state, Hold.METRICS_SILENT, checked.at(), Code.METRICS_SILENT, words));
    }
    return Optional.empty();
  }

  static String caution(Underway state, String words) {
    return state.isPastPointOfNoReturn() ? words : words + "; taken back as a caution";
  }

  static Decision overdue(Underway state, Happening.Checked checked) {
    return Answers.pause(
        state,
        Hold.TOO_LITTLE_DATA,
        checked.at(),
        Code.TOO_LITTLE_DATA,
        tooLittle(checked.assessment(), state.plan().limits()));
  }

  private static String tooLittle(Assessment assessment, Limits limits) {
    long needed = assessment.requestsNeeded();
    if (assessment.requests() < needed) {
      return "too little data for a verdict: "
          + assessment.requests()
          + " of "
          + needed
          + " requests";
    }
    if (assessment.watched().compareTo(assessment.needed()) < 0) {
      return "not watched long enough for a verdict: "
          + assessment.watched().toSeconds()
          + " of "
          + assessment.needed().toSeconds()
          + " s count";
    }
    // Enough of them came, and never so many together that a check could say anything.
    Judgement newest = assessment.judgement();
    return newest.requests() < needed
        ? "too little data for a verdict: "
            + newest.requests()
            + " of "
            + needed
            + " requests in the last "
            + limits.window().toSeconds()
            + " s"
        : "no verdict in time: " + newest.words();
  }

  static Decision alert(Underway state, Happening.AlertFired alert) {
    return Answers.back(state, alert.at(), Code.CAUGHT_BY_ALERT, "alert " + alert.alert());
  }

  /** A share that is lost and cannot be given again leaves users where nobody expects them. */
  static Decision trafficFailed(Underway state, Share share, Happening.TrafficFailed failed) {
    return share.reapply()
        ? Answers.pauseAndPage(
            state,
            Hold.TRAFFIC_STUCK,
            failed.at(),
            Code.STEP_EXHAUSTED,
            "the share was lost and could not be written again: " + failed.fault())
        : Answers.late(state);
  }

  /**
   * @param again the state with its confirmed share to be written once more
   */
  static Decision drifted(Underway state, Share share, Underway again, Happening.Drifted drifted) {
    return switch (drifted.drift()) {
      case LOST ->
          share.lost().isLostTooOften()
              ? Answers.pause(
                  again,
                  Hold.TARGET_LOST_STATE,
                  drifted.at(),
                  Code.TARGET_LOST_STATE,
                  drifted.words())
              : Answers.move(
                  again, Code.TARGET_LOST_STATE, drifted.words() + "; the share is written again");
      case LOWERED -> Answers.alreadyBack(state, drifted.at(), drifted.words());
      case RAISED ->
          state.target().equals(Weight.ALL)
              ? Answers.stay("everybody is on the new version anyway")
              : Answers.stay(
                  Code.FOREIGN_CHANGE,
                  drifted.words() + "; it is put down",
                  new Effect.Announce(Effect.News.NOTICED, drifted.words()));
      case FOREIGN_VERSION ->
          Answers.pause(
              state, Hold.FOREIGN_CHANGE, drifted.at(), Code.FOREIGN_CHANGE, drifted.words());
    };
  }
}
