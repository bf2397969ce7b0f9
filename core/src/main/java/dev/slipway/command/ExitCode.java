package dev.slipway.command;

import dev.slipway.control.Refusal;
import dev.slipway.rollout.State;
import java.util.Arrays;
import java.util.Optional;

/** The one table of exit codes; scripts rely on the numbers. */
public enum ExitCode {
  DONE(0, "done, healthy, or nothing to do"),
  FAILED(1, "tried and failed: something outside did not answer or broke"),
  USAGE(2, "wrong usage: unknown command or option, something missing"),
  GATE(3, "refused by a gate: an approval or checklist item is missing"),
  NOT_ALLOWED(4, "not signed in, or not allowed"),
  NOT_FOUND(5, "not found, or the name may mean several"),
  CONFLICT(
      6, "conflict: another release of this service moves, or this one is elsewhere in its life"),
  BAD_VERDICT(7, "bad verdict: rolled back, or it must be"),
  PENDING(8, "still pending when the time was up: paused, or waiting for somebody"),
  INCONCLUSIVE(9, "inconclusive: too little data for a verdict"),
  HUNG_UP(129, "the terminal was closed (SIGHUP); releases go on"),
  INTERRUPTED(130, "interrupted, or a question was answered with no: nothing was changed"),
  TERMINATED(143, "ended from outside (SIGTERM); releases go on");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }

  /** The one with this number; empty for a number that is none. */
  public static Optional<ExitCode> of(int code) {
    return Arrays.stream(values()).filter(exit -> exit.code == code).findFirst();
  }

  /** The one place where a kind of refusal becomes a number. */
  public static ExitCode of(Refusal.Kind kind) {
    return switch (kind) {
      case FAILED -> FAILED;
      case USAGE -> USAGE;
      case GATE -> GATE;
      case NOT_ALLOWED -> NOT_ALLOWED;
      case NOT_FOUND -> NOT_FOUND;
      case CONFLICT -> CONFLICT;
      case PENDING -> PENDING;
      case INCONCLUSIVE -> INCONCLUSIVE;
    };
  }

  /** How waiting for a release ended, by the state it was in when nothing more was to come. */
  public static ExitCode of(State state) {
    return switch (state) {
      case dev.slipway.rollout.Finished finished -> DONE;
      case dev.slipway.rollout.Cancelled cancelled -> DONE;
      // What was wanted happened.
      case dev.slipway.rollout.RolledBack back
          when back.cause().code() == dev.slipway.rollout.Reason.Code.REHEARSED
              && back.verification() instanceof dev.slipway.rollout.Verification.Verified ->
          DONE;
      case dev.slipway.rollout.RolledBack back -> BAD_VERDICT;
      case dev.slipway.rollout.RollingBack back -> BAD_VERDICT;
      case dev.slipway.rollout.RollbackFailed failed -> BAD_VERDICT;
      case dev.slipway.rollout.Paused paused ->
          paused.holds().contains(dev.slipway.rollout.Hold.TOO_LITTLE_DATA)
              ? INCONCLUSIVE
              : PENDING;
      case dev.slipway.rollout.Draft draft -> PENDING;
      case dev.slipway.rollout.Planned planned -> planned.hasFailedToStart() ? FAILED : PENDING;
      case dev.slipway.rollout.Underway underway -> PENDING;
    };
  }
}
