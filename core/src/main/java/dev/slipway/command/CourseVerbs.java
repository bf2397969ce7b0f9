package dev.slipway.command;

import dev.slipway.control.GateKeeper;
import dev.slipway.control.Refusal;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.GateVerdict;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.risk.Level;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RolledBack;
import dev.slipway.view.Figures;
import dev.slipway.view.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starting, finishing, giving up; taking back is {@link RollbackVerb}. */
final class CourseVerbs {
  static final String GROUP = "Release";

  private CourseVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("start", GROUP, "start a release whose gates are open")
            .says(
                "The tool's own checks run once more first. From here on Slipway moves traffic in steps and goes back by itself.")
            .release()
            .option(
                Option.value(
                    "--at",
                    "time",
                    Values.DURATION,
                    "let it start by itself: 18:30 or 2026-12-01T18:30Z (UTC), or 2h from now"))
            .option(Option.flag("--cancel", "withdraw the scheduled start"))
            .option(RolloutVerbs.WATCH)
            .option(RolloutVerbs.TIMEOUT)
            .option(Consent.YES)
            .option(Consent.CONFIRM)
            .changes()
            .example("start shop/42", "start and return")
            .example(
                "start shop/42 --watch",
                "start and stay until it is over; the exit code tells the end")
            .example("start shop/42 --watch --yes --timeout 2h", "in a script")
            .example("start shop/42 --at 18:30", "by itself; the gates are read at that moment")
            .example("start shop/42 --cancel", "not by itself after all")
            .does(CourseVerbs::start),
        RollbackVerb.verb(),
        RestoreVerb.verb(),
        Verb.named("finish", GROUP, "end the observation early and retire the old version")
            .release()
            .option(
                Option.flag(
                    "--retire-old",
                    "of a finished release: stop the old side that is kept now, not at its time"))
            .reason("why it was watched long enough; needed before its time is over")
            .changes()
            .example("finish shop/42 --reason \"quiet for an hour\"", "before its time")
            .example("finish shop/42 --retire-old", "a finished one: nobody will go back to it")
            .does(CourseVerbs::finish),
        Verb.named("cancel", GROUP, "give a release up before it starts")
            .release()
            .reason("why; needed")
            .changes()
            .example("cancel shop/42 --reason \"superseded by v3\"", "nothing has moved yet")
            .does(CourseVerbs::cancel));
  }

  private static Outcome start(Call call) {
    ReleaseRecord release = call.release();
    boolean fresh = release.state() instanceof Planned;
    if (call.has("--cancel")) {
      return ScheduleVerbs.withdraw(call, release);
    }
    Optional<Instant> due = call.option("--at").map(text -> ScheduleVerbs.time(call, text));
    if (due.isPresent() && call.dryRun()) {
      return ScheduleVerbs.would(call, release, due.get());
    }
    if (call.dryRun()) {
      return wouldStart(call, release);
    }
    if (fresh) {
      Level risk = release.plan().map(plan -> plan.risk().level()).orElse(Level.HIGH);
      String environment = release.opened().environment().value();
      Consent.need(
          call,
          Danger.ofStart(call.isPractice(release), environment, risk),
          "This starts " + release.id() + " in " + environment + ", " + Call.key(risk) + " risk.",
          release.id().toString());
    }
    if (due.isPresent()) {
      return ScheduleVerbs.startAt(call, release, due.get());
    }
    ReleaseRecord after =
        call.driven(
            call.yes(
                call.desk()
                    .course()
                    .start(call.actor(), release, call.session().host()::summonWorker)));
    if (call.has("--watch")) {
      return RolloutVerbs.follow(call, after);
    }
    return call.answer(
        Notices.in(call)
            .role(Role.MOVING)
            .detail(after.plan().map(CourseVerbs::outlook).orElse(""))
            .undo("slipway rollback " + after.id())
            .next("slipway rollout watch " + after.id())
            .done(release, after, "You started " + after.id() + "."));
  }

  private static String outlook(Plan plan) {
    List<String> shares = new ArrayList<>();
    plan.stages().forEach(stage -> shares.add(Integer.toString(stage.weight().users())));
    return plan.strategy().words()
        + " "
        + String.join(" → ", shares.stream().distinct().toList())
        + " %"
        + (plan.flags().isEmpty() ? "" : " by flag " + String.join(", then by ", plan.flags()))
        + "; it goes back by itself when a limit breaks.";
  }

  /**
   * Gates and worker as they stand; the tool's own checks are not run anew, because what they find
   * is written down.
   */
  private static Outcome wouldStart(Call call, ReleaseRecord release) {
    call.refuseStranger();
    GateKeeper.Status status = call.desk().gates().status(release);
    if (release.state() instanceof Planned && !status.verdict().isOpen()) {
      List<String> why =
          status.verdict().blocks().stream()
              .map(block -> block.what() + "  " + block.why())
              .toList();
      List<String> fix =
          status.verdict().blocks().stream().map(GateVerdict.Block::fix).distinct().toList();
      boolean lock =
          status.verdict().blocks().stream().anyMatch(block -> block.code().startsWith("E-LOCK"));
      int closed = why.size();
      throw new Refused(
          new Refusal(
              status.verdict().blocks().getFirst().code(),
              lock ? Kind.CONFLICT : Kind.GATE,
              release.id()
                  + " could not start: "
                  + (closed == 1 ? "1 gate is closed." : closed + " gates are closed."),
              why,
              fix));
    }
    if (release.plan().isPresent()) {
      DryRun.decide(
          release,
          new Happening.StartRequested(
              call.now(), call.actor(), status.verdict(), release.plan().get().hash()));
    } else {
      throw Refused.of(
          "E-PLAN-10",
          Kind.CONFLICT,
          release.id() + " has no plan yet.",
          List.of(),
          "slipway plan " + release.id());
    }
    Notices notice = Notices.in(call).detail("The tool's own checks would run once more first.");
    if (!call.desk().course().isWorkerAlive()) {
      notice.detail(
          "No worker is running: beside a store of your own one would be started in the background, else it would be refused (slipway work).");
    }
    return call.answer(notice.would(release, "Would start " + release.id() + "."));
  }

  private static Outcome finish(Call call) {
    ReleaseRecord release = call.release();
    if (call.has("--retire-old")) {
      return OldSideVerbs.retire(call, release);
    }
    String reason = call.text("--reason");
    if (call.dryRun()) {
      DryRun.refuseUnlessPerson(call, "finish");
      DryRun.decide(
          release,
          new Happening.FinishRequested(
              call.now(), call.actor(), reason, call.desk().gates().unshown(release)));
      return call.answer(
          Notices.in(call)
              .would(
                  release,
                  "Would finish "
                      + release.id()
                      + (keepsOld(release).isPresent()
                          ? "." + kept(release)
                          : replaces(release) ? " and retire the old version." : ".")));
    }
    ReleaseRecord after =
        call.driven(call.yes(call.desk().course().finish(call.actor(), release, reason)));
    return call.answer(
        Notices.in(call)
            .undo("slipway rollback " + after.id() + "        (while the old version is not gone)")
            .done(
                release,
                after,
                after.id()
                    + " is being finished"
                    + (keepsOld(after).isPresent()
                        ? "." + kept(after)
                        : replaces(after) ? "; the old version is retired step by step." : ".")));
  }

  private static Optional<Duration> keepsOld(ReleaseRecord release) {
    return release.plan().flatMap(Plan::keepsOld);
  }

  /** Said after what is done now. */
  private static String kept(ReleaseRecord release) {
    return keepsOld(release)
        .map(kept ->
            " The old side stays up for "
                + Figures.duration(kept)
                + " after that, and goes sooner with --retire-old.")
        .orElse("");
  }

  /** Whether there is an old version; the first of a service replaces none. */
  private static boolean replaces(ReleaseRecord release) {
    return release.plan().flatMap(Plan::from).isPresent();
  }

  private static Outcome cancel(Call call) {
    ReleaseRecord release = call.release();
    if (release.state() instanceof RolledBack || release.state() instanceof Finished) {
      throw Refused.of(
          "E-STATE-01",
          Kind.CONFLICT,
          release.id() + " is over already.",
          List.of(),
          "slipway show " + release.id());
    }
    if (release.state().isMoving()) {
      throw Refused.of(
          "E-STATE-01",
          Kind.CONFLICT,
          release.id() + " already moves.",
          List.of(),
          "slipway rollback " + release.id());
    }
    String reason = call.required("--reason", "Somebody will ask why it was given up.");
    if (call.dryRun()) {
      DryRun.refuseUnlessPerson(call, "cancel");
      DryRun.decide(release, new Happening.CancelRequested(call.now(), call.actor(), reason));
      return call.answer(Notices.in(call).would(release, "Would cancel " + release.id() + "."));
    }
    ReleaseRecord after = call.yes(call.desk().course().cancel(call.actor(), release, reason));
    return call.answer(
        Notices.in(call)
            .role(Role.NONE)
            .undo("slipway new " + after.id().service() + " " + after.change().to())
            .done(release, after, after.id() + " is cancelled. Nothing had moved."));
  }
}
