package dev.slipway.command;

import dev.slipway.gate.GateVerdict;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Happening;
import dev.slipway.view.Figures;
import dev.slipway.view.Role;
import java.time.Instant;

/** Starts at a time: what start does with --at and --cancel. */
final class ScheduleVerbs {
  private ScheduleVerbs() {}

  static Instant time(Call call, String text) {
    return Amounts.moment("--at", text, call.now());
  }

  static Outcome would(Call call, ReleaseRecord release, Instant due) {
    DryRun.refuseUnlessPerson(call, "schedule a start");
    call.desk()
        .schedule()
        .refuseTime(release, due)
        .ifPresent(refusal -> {
          throw new Refused(refusal);
        });
    var unused =
        DryRun.decide(release, new Happening.StartScheduled(call.now(), call.actor(), due));
    return call.answer(
        Notices.in(call)
            .would(
                release,
                "Would let " + release.id() + " start by itself " + when(call, due) + "."));
  }

  static Outcome startAt(Call call, ReleaseRecord release, Instant due) {
    ReleaseRecord after =
        call.yes(
            call.desk()
                .schedule()
                .startAt(call.actor(), release, due, call.session().host()::summonWorker));
    GateVerdict now = call.desk().gates().status(after).verdict();
    return call.answer(
        Notices.in(call)
            .role(Role.LATER)
            .detail(
                now.isOpen()
                    ? "All gates are open now; they are read again at that moment."
                    : Figures.count(now.blocks().size(), "gate")
                        + " closed now; what is closed at that moment keeps it from starting.")
            .undo("slipway start " + after.id() + " --cancel")
            .done(release, after, after.id() + " starts by itself " + when(call, due) + "."));
  }

  static Outcome withdraw(Call call, ReleaseRecord release) {
    if (call.dryRun()) {
      DryRun.refuseUnlessPerson(call, "withdraw a scheduled start");
      return call.answer(
          Notices.in(call)
              .would(release, "Would withdraw the scheduled start of " + release.id() + "."));
    }
    ReleaseRecord after = call.yes(call.desk().schedule().withdraw(call.actor(), release, ""));
    return call.answer(
        Notices.in(call)
            .role(Role.WAITING)
            .done(release, after, after.id() + " does not start by itself any more."));
  }

  private static String when(Call call, Instant due) {
    return Figures.ago(due, call.now()) + ", at " + Figures.moment(due);
  }
}
