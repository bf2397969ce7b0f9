package dev.slipway.command;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.plan.RollbackPlan;
import dev.slipway.release.Version;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Planned;
import dev.slipway.view.Role;
import java.util.List;
import java.util.Optional;

/**
 * Everybody back to the old version: of a release that moves, of one that is finished, and only
 * tried.
 */
final class RollbackVerb {
  private RollbackVerb() {}

  static Verb verb() {
    return Verb.named("rollback", CourseVerbs.GROUP, "everybody back to the old version, now")
        .says("Nobody is asked, unless data would be lost. Asking twice does no harm.")
        .release()
        .reason("why")
        .option(
            Option.flag(
                "--accept-data-loss", "go back although what was written meanwhile is lost"))
        .option(
            Option.flag(
                "--rehearse",
                "only try the way back of a finished release: to the version before and back at once"))
        .option(
            Option.flag(
                "--flag-off",
                "of a dark launch: only turn its flag off; everybody stays on the new version, and the release pauses"))
        .option(Consent.CONFIRM)
        .option(RolloutVerbs.WATCH)
        .option(RolloutVerbs.TIMEOUT)
        .changes()
        .example("rollback shop --rehearse --watch", "try it for real, where that is allowed")
        .example("rollback shop", "the running release of shop")
        .example("rollback shop/42 --reason \"customers see empty baskets\"", "with a reason")
        .example("rollback shop/42 --accept-data-loss --confirm shop/42", "where data is lost")
        .example("rollback shop/42 --flag-off", "half the way: what is new is shown to nobody")
        .example("rollback shop/42 -- it doesn't load", "text after --")
        .example("rollback shop/41", "a finished one: a new release takes it back")
        .does(RollbackVerb::rollback);
  }

  private static Outcome rollback(Call call) {
    ReleaseRecord release = call.release();
    refuseWhatCannotGoBack(release);
    boolean accepted = call.has("--accept-data-loss");
    if (call.has("--rehearse")) {
      return rehearse(call, release);
    }
    if (call.has("--flag-off")) {
      return FlagOff.turn(call, release);
    }
    if (release.state() instanceof Finished) {
      return undo(call, release, accepted);
    }
    Happening.RollbackRequested request =
        new Happening.RollbackRequested(call.now(), call.actor(), call.text("--reason"), accepted);
    if (call.dryRun()) {
      call.refuseStranger();
      boolean already = DryRun.changesNothing(DryRun.decide(release, request));
      Notices would = Notices.in(call);
      notUndone(release, would);
      return call.answer(
          would.would(
              release,
              already
                  ? release.id() + " is back or on its way back already: nothing would change."
                  : "Would take "
                      + release.id()
                      + " back"
                      + old(release)
                      + ", in about "
                      + takes(release)
                      + "."));
    }
    needConsent(call, release, accepted);
    ReleaseRecord after =
        call.yes(
            call.desk().course().rollback(call.actor(), release, call.text("--reason"), accepted));
    boolean undriven = call.summon(after).isPresent();
    if (call.has("--watch") && after.state().isMoving() && !undriven) {
      return RolloutVerbs.follow(call, after);
    }
    Notices notice =
        Notices.in(call)
            .role(Role.MOVING)
            .undo(
                "slipway new "
                    + after.id().service()
                    + " "
                    + after.change().to()
                    + " --reason \"what is different now\"");
    notUndone(release, notice);
    if (undriven) {
      notice.role(Role.BAD);
      notice.detail("Now: slipway work        or, without Slipway: sh the release's rollback.sh");
      return call.answer(
          notice.done(
              release,
              after,
              after.id()
                  + " is to go back"
                  + old(after)
                  + ", but no worker runs that could do it!"),
          ExitCode.PENDING);
    }
    return call.answer(
        notice.done(
            release,
            after,
            after.id() + " is on its way back" + old(after) + ", in about " + takes(after) + "."));
  }

  private static void notUndone(ReleaseRecord release, Notices notice) {
    release
        .plan()
        .ifPresent(plan ->
            plan.rollback().notUndone().forEach(line -> notice.detail("Not undone: " + line)));
    Saved.tell(release, notice);
  }

  private static void needConsent(Call call, ReleaseRecord release, boolean accepted) {
    if (!accepted) {
      return;
    }
    Optional<RollbackPlan> back = release.plan().map(Plan::rollback);
    boolean finished = release.state() instanceof Finished;
    Consent.need(
        call,
        Danger.ofRollback(
            back.filter(way -> way.losesData() || (finished && way.mayLoseData())).isPresent()),
        "Rolling back "
            + release.id()
            + (back.filter(RollbackPlan::losesData).isPresent() ? " loses" : " may lose")
            + " data: "
            + back.map(RollbackPlan::dataCompatibility).orElse("")
            + "."
            + Saved.words(release).map(words -> " " + words + ".").orElse(""),
        release.id().toString());
  }

  /** A finished release never changes again: a new one takes it back, and starts at once. */
  private static Outcome undo(Call call, ReleaseRecord finished, boolean accepted) {
    if (call.dryRun()) {
      call.refuseStranger();
      Version old = call.yes(call.desk().course().undoable(finished, accepted));
      Notices would = Notices.in(call);
      notUndone(finished, would);
      return call.answer(
          would.would(
              finished,
              "Would open a new release that takes "
                  + finished.id()
                  + " back to "
                  + old
                  + ", and start it."));
    }
    needConsent(call, finished, accepted);
    ReleaseRecord after =
        call.driven(
            call.yes(
                call.desk()
                    .course()
                    .undo(
                        call.actor(),
                        finished,
                        call.text("--reason"),
                        accepted,
                        call.session().host()::summonWorker)));
    if (call.has("--watch")) {
      return RolloutVerbs.follow(call, after);
    }
    Notices notice =
        Notices.in(call)
            .role(Role.MOVING)
            .detail(finished.id() + " was finished, so a new release takes it back.");
    notUndone(finished, notice);
    return call.answer(
        notice
            .undo("slipway rollback " + after.id())
            .next("slipway rollout watch " + after.id())
            .done(
                finished,
                after,
                after.id() + " brings everybody back to " + after.change().to() + "."));
  }

  private static Outcome rehearse(Call call, ReleaseRecord finished) {
    if (finished.state().isEnd() && !(finished.state() instanceof Finished)) {
      throw Refused.of(
          "E-STATE-01",
          Kind.CONFLICT,
          finished.id() + " is over and serves nobody, so it has no way back to rehearse.",
          List.of("Name the release whose version serves: slipway rollback shop/42 --rehearse"),
          "slipway history " + finished.id().service());
    }
    if (!(finished.state() instanceof Finished)) {
      throw Refused.of(
          "E-STATE-01",
          Kind.CONFLICT,
          finished.id() + " is not finished, so its way back is not rehearsed but taken.",
          List.of("A rehearsal begins where everybody is well on one version."),
          "slipway show " + finished.id());
    }
    if (call.dryRun()) {
      call.refuseStranger();
      Version old = call.yes(call.desk().course().rehearsable(finished));
      return call.answer(
          Notices.in(call)
              .would(
                  finished,
                  "Would give the first users "
                      + old
                      + " and take them back to "
                      + finished.change().to()
                      + " at once."));
    }
    ReleaseRecord after =
        call.driven(
            call.yes(
                call.desk()
                    .course()
                    .rehearse(
                        call.actor(),
                        finished,
                        call.text("--reason"),
                        call.session().host()::summonWorker)));
    if (call.has("--watch")) {
      return RolloutVerbs.follow(call, after);
    }
    return call.answer(
        Notices.in(call)
            .role(Role.MOVING)
            .detail(
                "The first users get "
                    + after.change().to()
                    + " and are brought back at once; how long that takes is written down.")
            .undo("slipway rollback " + after.id())
            .next("slipway rollout watch " + after.id())
            .done(
                finished, after, after.id() + " rehearses the way back of " + finished.id() + "."));
  }

  private static void refuseWhatCannotGoBack(ReleaseRecord release) {
    if (release.state() instanceof Planned || release.state() instanceof Draft) {
      throw Refused.of(
          "E-STATE-01",
          Kind.CONFLICT,
          release.id() + " has not moved anything yet.",
          List.of(),
          "slipway cancel " + release.id() + " --reason \"why\"");
    }
  }

  private static String old(ReleaseRecord release) {
    return release.change().from().map(version -> " to " + version).orElse("");
  }

  private static String takes(ReleaseRecord release) {
    return release
        .plan()
        .map(plan -> dev.slipway.view.Figures.duration(plan.rollback().computed()))
        .orElse("a moment");
  }
}
