package dev.slipway.command;

import dev.slipway.control.Refusal;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Decision;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Reason;
import java.util.List;

/**
 * What the machine would answer, without writing anything. The desk answers the same when it is
 * done in earnest.
 */
final class DryRun {
  private DryRun() {}

  /** Ends in {@link Refused} where the machine would refuse. */
  static Decision decide(ReleaseRecord release, Happening happening) {
    Decision decision = release.state().on(happening);
    if (decision instanceof Decision.Refused refused) {
      throw new Refused(refusal(release, refused.because()));
    }
    return decision;
  }

  /** Machines record evidence, start and roll back; the rest is for people. */
  static void refuseUnlessPerson(Call call, String what) {
    call.refuseStranger();
    if (call.isMachine()) {
      throw Refused.of(
          "E-WHO-02",
          Kind.NOT_ALLOWED,
          call.actor().name() + " is a machine, and machines never " + what + ".",
          List.of());
    }
  }

  static boolean changesNothing(Decision decision) {
    return decision instanceof Decision.Stayed stayed
        && stayed.because().code() == Reason.Code.ALREADY_DONE;
  }

  private static Refusal refusal(ReleaseRecord release, Reason because) {
    String id = release.id().toString();
    return switch (because.code()) {
      case WOULD_LOSE_DATA ->
          new Refusal(
              "E-BACK-03",
              Kind.GATE,
              "Rolling back " + id + " would lose data.",
              List.of(because.words()),
              List.of(
                  "slipway rollout pause " + id,
                  "slipway rollback " + id + " --confirm " + id + " --accept-data-loss"));
      case TOO_LITTLE_DATA ->
          new Refusal(
              "E-DATA-01",
              Kind.INCONCLUSIVE,
              id + " cannot go on yet.",
              List.of(because.words()),
              List.of(
                  "slipway rollout watch " + id,
                  "slipway rollout advance " + id + " --skip-watching --confirm " + id));
      default ->
          new Refusal(
              "E-STATE-01",
              Kind.CONFLICT,
              "Not now: " + because.words() + ".",
              List.of(),
              List.of("slipway show " + id));
    };
  }
}
