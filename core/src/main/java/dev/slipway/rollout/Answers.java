package dev.slipway.rollout;

import dev.slipway.gate.GateVerdict;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Reason.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The answers that several states give alike. */
final class Answers {
  static final int ATTEMPTS = 3;
  static final String SET_BACK = "the clock was set back; watched from now on";
  private static final Duration LONGEST_EXTENSION = Duration.ofDays(30);

  private Answers() {}

  static Decision refuse(Code code, String words) {
    return new Decision.Refused(Reason.of(code, words));
  }

  static Decision refuseHere(State state, String wish) {
    return refuse(Code.WRONG_STATE, "a release that is " + words(state) + " cannot be " + wish);
  }

  static Decision stay(String words) {
    return new Decision.Stayed(Reason.of(Code.AS_PLANNED, words), List.of());
  }

  static Decision stay(Code code, String words, Effect... effects) {
    return new Decision.Stayed(Reason.of(code, words), List.of(effects));
  }

  static Decision late(State state) {
    return new Decision.Late(
        Reason.of(Code.TOO_LATE, "arrived when the release was already " + words(state)));
  }

  static Decision move(State next, Code code, String words, Effect... effects) {
    return new Decision.Moved(next, Reason.of(code, words), List.of(effects));
  }

  static Decision.Moved move(State next, Reason because, Effect... effects) {
    return new Decision.Moved(next, because, List.of(effects));
  }

  /** A change inside a state; where nothing changes after all, it stays. */
  static Decision within(State from, State next, Code code, String words) {
    return next.equals(from) ? stay(code, words) : move(next, code, words);
  }

  /** Holds the release where it is; what users get does not change. */
  static Decision pause(Underway inside, Hold hold, Instant at, Code code, String words) {
    return pause(inside, EnumSet.of(hold), at, code, words);
  }

  static Decision pause(Underway inside, Set<Hold> holds, Instant at, Code code, String words) {
    Paused paused = Paused.holding(inside, holds, at);
    return move(paused, code, words, new Effect.Announce(Effect.News.PAUSED, words));
  }

  static Decision pauseAndPage(Underway inside, Hold hold, Instant at, Code code, String words) {
    Paused paused = Paused.holding(inside, EnumSet.of(hold), at).paged();
    return move(
        paused,
        code,
        words,
        new Effect.Announce(Effect.News.PAUSED, words),
        new Effect.PageSomeone(words));
  }

  /**
   * The way back, unless the release is past the point where one exists: then it holds and calls
   * people.
   */
  static Decision back(Underway from, Instant at, Code code, String words) {
    if (from.isPastPointOfNoReturn()) {
      return pauseAndPage(
          Hiding.asFarAsItGoes(from),
          Hold.NO_WAY_BACK,
          at,
          Code.NO_WAY_BACK,
          words + "; there is no way back any more");
    }
    Decision.Moved back = backAnyway(from, Reason.of(code, words));
    if (!from.losesDataOnTheWay()) {
      return back;
    }
    // Users are hurt now, and what they wrote stays where it is: back it goes, and people look
    // after
    // the data.
    List<Effect> effects = new ArrayList<>(back.effects());
    effects.add(
        new Effect.PageSomeone(
            words + "; it goes back, although " + from.plan().rollback().dataCompatibility()));
    return new Decision.Moved(back.next(), back.because(), effects);
  }

  /** The way back when traffic already went back, or a person asked for it knowing what is lost. */
  static Decision.Moved backAnyway(Underway from, Reason cause) {
    return move(
        RollingBack.from(from, cause),
        cause,
        new Effect.Announce(Effect.News.ROLLING_BACK, cause.words()));
  }

  /** Somebody outside already took the traffic back: only what follows remains. */
  static Decision alreadyBack(Underway from, Instant at, String words) {
    Reason cause = Reason.of(Code.TAKEN_BACK_OUTSIDE, words);
    return move(
        RollingBack.takenBack(from, cause, at),
        cause,
        new Effect.Announce(Effect.News.ROLLING_BACK, words));
  }

  /** Slipway itself took it back while it could not write that down. */
  static Decision unrecorded(Underway from, Happening.TakenBackUnrecorded back) {
    Reason cause = Reason.of(Code.STORE_AWAY, back.words());
    return move(
        RollingBack.takenBack(from, cause, back.at()),
        cause,
        new Effect.Announce(Effect.News.ROLLING_BACK, back.words()));
  }

  static Decision requestedRollback(Underway from, Happening.RollbackRequested request) {
    if (from.losesDataOnTheWay() && !request.acceptLoss()) {
      return wouldLoseData(from);
    }
    return backAnyway(
        from, Reason.of(Code.PERSON_ASKED, said(request.by(), "asked", request.reason())));
  }

  /** Whether it asks for more time at all, and for no more than anybody can mean. */
  static boolean isLonger(Happening.ExtendRequested extend) {
    return extend.longer().compareTo(Duration.ZERO) > 0
        && extend.longer().compareTo(LONGEST_EXTENSION) <= 0;
  }

  static Decision refuseLength(Happening.ExtendRequested extend) {
    return refuse(
        Code.NOT_ALLOWED,
        "it is extended by more than nothing and at most "
            + LONGEST_EXTENSION.toDays()
            + " days, not by "
            + extend.longer());
  }

  static Decision wouldLoseData(Underway from) {
    return refuse(Code.WOULD_LOSE_DATA, from.plan().rollback().dataCompatibility());
  }

  /** "ada asked: looks odd"; a reason nobody gave leaves no trace. */
  static String said(Actor by, String what, String reason) {
    return because(by.name() + " " + what, reason);
  }

  static String because(String what, String why) {
    return why.isBlank() ? what : what + ": " + why;
  }

  static String closed(GateVerdict gates) {
    int closed = gates.blocks().size();
    return closed == 1 ? "1 gate is closed" : closed + " gates are closed";
  }

  static String words(State state) {
    return switch (state) {
      case Draft draft -> "a draft";
      case Planned planned -> "planned and not started";
      case Starting starting -> "starting";
      case Deploying deploying -> "deploying";
      case Shifting shifting -> "in stage " + (shifting.stage() + 1);
      case Verifying verifying -> "being verified";
      case Observing observing -> "being observed";
      case Completing completing -> "completing";
      case Paused paused -> "paused";
      case RollingBack rollingBack -> "rolling back";
      case RollbackFailed failed -> "stuck on its way back";
      case Finished finished -> "finished";
      case RolledBack rolledBack -> "rolled back";
      case Cancelled cancelled -> "cancelled";
    };
  }
}
