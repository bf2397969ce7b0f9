package dev.slipway.command;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.view.Role;
import java.util.List;

/** {@code rollback --flag-off}: what is new is shown to nobody, and the new version stays. */
final class FlagOff {
  private FlagOff() {}

  /** Half the way: seconds, and nobody changes versions. */
  static Outcome turn(Call call, ReleaseRecord release) {
    if (release.state() instanceof Finished) {
      throw Refused.of(
          "E-STATE-01",
          Kind.CONFLICT,
          release.id() + " is finished, and half the way back ends with that.",
          List.of("The whole way turns its flags off first, and then sends everybody back."),
          "slipway rollback " + release.id());
    }
    Happening.HideRequested request =
        new Happening.HideRequested(call.now(), call.actor(), call.text("--reason"));
    String flag =
        release.plan().map(Plan::namedFlags).filter(named -> !named.isEmpty()).orElse("its flag");
    if (call.dryRun()) {
      call.refuseStranger();
      boolean already = DryRun.changesNothing(DryRun.decide(release, request));
      return call.answer(
          Notices.in(call)
              .would(
                  release,
                  already
                      ? "Nobody is shown what is new: nothing would change."
                      : "Would turn "
                          + flag
                          + " off and pause; everybody stays on "
                          + release.change().to()
                          + "."));
    }
    ReleaseRecord after =
        call.yes(call.desk().course().hide(call.actor(), release, call.text("--reason")));
    boolean undriven = call.summon(after).isPresent();
    Notices notice =
        Notices.in(call)
            .role(undriven ? Role.BAD : Role.WAITING)
            .undo("slipway rollout resume " + after.id())
            .next("slipway rollback " + after.id());
    if (undriven) {
      notice.detail("Now: slipway work        or turn the flag off by your own command");
      return call.answer(
          notice.done(
              release,
              after,
              flag + " of " + after.id() + " is to go off, but no worker runs that could do it!"),
          ExitCode.PENDING);
    }
    return call.answer(
        notice.done(
            release,
            after,
            after.id()
                + " shows what is new to nobody: "
                + flag
                + " goes off, and everybody stays on "
                + after.change().to()
                + "."));
  }
}
