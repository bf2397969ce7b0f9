package dev.slipway.command;

import dev.slipway.control.Refusal;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.journal.KeptSide;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Version;
import dev.slipway.rollout.Happening;
import dev.slipway.view.Figures;
import dev.slipway.view.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The old side that a finished release keeps: longer, or not any longer. */
final class OldSideVerbs {
  /** As far ahead as anything is planned. */
  private static final Duration MOST = Duration.ofDays(30);

  private OldSideVerbs() {}

  static Outcome retire(Call call, ReleaseRecord release) {
    String reason = call.text("--reason");
    KeptSide side = kept(call, release);
    String old = old(side);
    if (side.isOver()) {
      return call.answer(
          Notices.in(call).role(Role.NONE).done(release, release, old + " is retired already."));
    }
    if (call.dryRun()) {
      DryRun.refuseUnlessPerson(call, "retire the old side");
      return call.answer(
          Notices.in(call)
              .would(
                  release,
                  "Would stop "
                      + old
                      + " now; from then on the way back of "
                      + release.id()
                      + " deploys it again."));
    }
    ReleaseRecord after = call.yes(call.desk().course().retire(call.actor(), release, reason));
    Optional<Refusal> nobody =
        call.desk().course().isWorkerAlive()
            ? Optional.empty()
            : call.session().host().summonWorker();
    Notices notice =
        Notices.in(call)
            .role(Role.MOVING)
            .detail("From then on the way back of " + after.id() + " deploys it again.")
            .next("slipway show " + after.id());
    nobody.ifPresent(why -> notice.detail("No worker runs that could do it: slipway work"));
    return call.answer(notice.done(release, after, old + " is being retired."));
  }

  /** Of a release that is finished; any other is watched longer. */
  static Outcome extend(Call call, ReleaseRecord release, Duration longer) {
    String reason = call.text("--reason");
    KeptSide side = kept(call, release);
    String old = old(side);
    if (side.isOver() || longer.compareTo(MOST) > 0) {
      throw Refused.of(
          side.isOver() ? "E-STATE-01" : "E-USAGE-04",
          side.isOver() ? Kind.CONFLICT : Kind.USAGE,
          side.isOver()
              ? old + " is retired already; nothing is kept of it."
              : "An old side is kept at most 30 days longer.",
          List.of(),
          "slipway show " + release.id());
    }
    Instant until = (side.until().isAfter(call.now()) ? side.until() : call.now()).plus(longer);
    if (call.dryRun()) {
      DryRun.refuseUnlessPerson(call, "extend");
      var unused =
          DryRun.decide(
              release, new Happening.ExtendRequested(call.now(), call.actor(), longer, reason));
      return call.answer(
          Notices.in(call)
              .would(release, "Would keep " + old + " up until " + Figures.moment(until) + "."));
    }
    ReleaseRecord after =
        call.yes(call.desk().course().extend(call.actor(), release, longer, reason));
    return call.answer(
        Notices.in(call)
            .role(Role.LATER)
            .undo("slipway finish " + after.id() + " --retire-old")
            .done(
                release,
                after,
                old
                    + " stays up, without users, until "
                    + KeptSide.of(after).map(KeptSide::until).map(Figures::moment).orElse("")
                    + "."));
  }

  private static KeptSide kept(Call call, ReleaseRecord release) {
    return KeptSide.of(call.desk().renew(release))
        .orElseThrow(() ->
            Refused.of(
                "E-STATE-01",
                Kind.CONFLICT,
                release.id() + " keeps no old side.",
                List.of(
                    "Only a finished release does, where two sides take turns and the target has a"
                        + " stop command."),
                "slipway show " + release.id()));
  }

  private static String old(KeptSide side) {
    return side.plan().from().map(Version::label).orElse("The old side");
  }
}
