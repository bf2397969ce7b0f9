package dev.slipway.command;

import dev.slipway.control.Answer;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.view.Figures;
import dev.slipway.view.Role;
import dev.slipway.view.WatchView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** A release on its way: watching it, holding it, going on. */
final class RolloutVerbs {
  static final String GROUP = "While it moves";
  static final Option WATCH =
      Option.flag("--watch", "-w", "stay and watch until it is over or needs somebody");
  static final Option TIMEOUT =
      Option.value(
          "--timeout", "duration", Values.DURATION, "stop waiting after so long, with exit code 8");

  private RolloutVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("rollout watch", GROUP, "a release on its way, live")
            .says(
                "Leaving the view never stops the release. The exit code is 0 when it finished, 7 when it went back, 8 when it waits for somebody.")
            .release()
            .option(Option.flag("--wait", "stay through pauses until it is over"))
            .option(TIMEOUT)
            .option(Option.flag("--once", "one frame, then done"))
            .example("rollout watch shop/42", "live")
            .example("rollout watch shop/42 --wait --timeout 2h", "in a script")
            .example("rollout watch @ --once --json", "one frame, for a program")
            .answers(WatchView.class)
            .does(RolloutVerbs::watch),
        Verb.named("rollout pause", GROUP, "hold a release where it is")
            .says(
                "Users keep what they have; limits are still watched, and a broken one still goes back.")
            .release()
            .reason("why")
            .changes()
            .example(
                "rollout pause shop/42 --reason \"looking at a log line\"",
                "until somebody resumes it")
            .does(RolloutVerbs::pause),
        Verb.named("rollout resume", GROUP, "let a held release go on")
            .release()
            .reason("why")
            .changes()
            .example("rollout resume shop/42", "where it stopped")
            .does(RolloutVerbs::resume),
        Verb.named("rollout advance", GROUP, "go to the next stage without waiting for its time")
            .says(
                "Needs a good verdict on enough data; --skip-watching does without and wants the name.")
            .release()
            .option(Option.value("--to", "stage", Values.STAGE, "to this stage, counted from 1"))
            .option(
                Option.flag("--skip-watching", "also without enough data, and over several stages"))
            .option(Consent.CONFIRM)
            .reason("why")
            .changes()
            .example("rollout advance shop/42", "to the next stage")
            .example(
                "rollout advance shop/42 --to 4 --skip-watching --confirm shop/42 --reason \"load test is over\"",
                "to a later one")
            .does(RolloutVerbs::advance),
        Verb.named("rollout extend", GROUP, "watch this stage longer")
            .says("Of a finished release: keep its old side up longer.")
            .release()
            .slot("duration", Values.DURATION, "how much longer: 5m, 15m, 1h")
            .reason("why")
            .changes()
            .example("rollout extend shop/42 15m", "a quarter of an hour longer")
            .example(
                "rollout extend shop/42 24h", "a finished one: its old side stays a day longer")
            .does(RolloutVerbs::extend));
  }

  private static Outcome watch(Call call) {
    ReleaseRecord release = call.release();
    return call.session()
        .host()
        .watch(
            release,
            new WatchWish(
                call.has("--wait"),
                call.duration("--timeout"),
                call.has("--once"),
                call.format(),
                lines(call)));
  }

  private static Function<List<String>, Outcome> lines(Call call) {
    return words -> new CommandLineGrammar().run(call.session(), words);
  }

  /** After a start or rollback: until it is over or needs somebody. */
  static Outcome follow(Call call, ReleaseRecord release) {
    return call.session()
        .host()
        .watch(
            release,
            new WatchWish(false, call.duration("--timeout"), false, call.format(), lines(call)));
  }

  private static Outcome pause(Call call) {
    ReleaseRecord release = call.release();
    String reason = call.text("--reason");
    if (call.dryRun()) {
      return would(
          call,
          "pause",
          release,
          new Happening.PauseRequested(call.now(), call.actor(), reason),
          "Would pause " + release.id() + " where it is.");
    }
    Answer<ReleaseRecord> answer = call.desk().course().pause(call.actor(), release, reason);
    ReleaseRecord after = call.driven(call.yes(answer));
    boolean later = !(after.state() instanceof dev.slipway.rollout.Paused);
    return call.answer(
        Notices.in(call)
            .role(Role.WAITING)
            .undo("slipway rollout resume " + after.id())
            .done(
                release,
                after,
                after.id()
                    + (later
                        ? " pauses as soon as the step it is in has ended."
                        : " is paused. Users keep what they have; limits are still watched.")));
  }

  private static Outcome resume(Call call) {
    ReleaseRecord release = call.release();
    String reason = call.text("--reason");
    if (call.dryRun()) {
      Happening happening =
          new Happening.ResumeRequested(
              call.now(),
              call.actor(),
              call.desk().gates().status(release).verdict(),
              true,
              reason);
      return would(call, "resume", release, happening, "Would let " + release.id() + " go on.");
    }
    ReleaseRecord after =
        call.driven(call.yes(call.desk().course().resume(call.actor(), release, reason)));
    return call.answer(
        Notices.in(call)
            .role(Role.MOVING)
            .undo("slipway rollout pause " + after.id())
            .done(release, after, after.id() + " goes on."));
  }

  private static Outcome advance(Call call) {
    ReleaseRecord release = call.release();
    boolean skip = call.has("--skip-watching");
    Optional<String> to = call.option("--to");
    int stages = release.plan().map(plan -> plan.stages().size()).orElse(1);
    OptionalInt stage =
        to.isPresent()
            ? OptionalInt.of(Amounts.number("--to", to.get(), 1, Math.max(1, stages)))
            : OptionalInt.empty();
    String reason = call.text("--reason");
    String where = stage.isPresent() ? "stage " + stage.getAsInt() : "the next stage";
    if (call.dryRun()) {
      OptionalInt index = stage.isPresent() ? OptionalInt.of(stage.getAsInt() - 1) : stage;
      Happening happening =
          new Happening.AdvanceRequested(
              call.now(),
              call.actor(),
              index,
              skip,
              call.desk().course().assessment(release),
              reason);
      return would(
          call, "advance", release, happening, "Would take " + release.id() + " to " + where + ".");
    }
    Consent.need(
        call,
        Danger.ofAdvance(skip),
        "This takes " + release.id() + " to " + where + " without having watched long enough.",
        release.id().toString());
    ReleaseRecord after =
        call.driven(
            call.yes(call.desk().course().advance(call.actor(), release, stage, skip, reason)));
    return call.answer(
        Notices.in(call)
            .role(Role.MOVING)
            .undo("slipway rollback " + after.id())
            .done(release, after, after.id() + " goes to " + where + " now."));
  }

  private static Outcome extend(Call call) {
    ReleaseRecord release = call.release();
    Duration longer = Amounts.duration("the duration", call.need("duration"));
    String reason = call.text("--reason");
    if (release.state() instanceof Finished) {
      return OldSideVerbs.extend(call, release, longer);
    }
    if (longer.compareTo(Duration.ofDays(1)) > 0) {
      throw Refused.of(
          "E-USAGE-04",
          Kind.USAGE,
          "A stage is watched at most a day longer.",
          List.of(),
          "slipway rollout pause " + release.id());
    }
    if (call.dryRun()) {
      return would(
          call,
          "extend",
          release,
          new Happening.ExtendRequested(call.now(), call.actor(), longer, reason),
          "Would "
              + (waits(release) ? "let " + release.id() + " wait " : "watch " + release.id() + " ")
              + Figures.duration(longer)
              + " longer.");
    }
    ReleaseRecord after =
        call.driven(call.yes(call.desk().course().extend(call.actor(), release, longer, reason)));
    return call.answer(
        Notices.in(call)
            .role(Role.MOVING)
            .undo("slipway rollout " + (waits(after) ? "resume " : "advance ") + after.id())
            .done(
                release,
                after,
                after.id()
                    + (waits(after) ? " waits " : " is watched ")
                    + Figures.duration(longer)
                    + " longer."));
  }

  /** Until somebody lets it go on; unanswered it goes back. */
  private static boolean waits(ReleaseRecord release) {
    return release.state() instanceof dev.slipway.rollout.Paused;
  }

  private static Outcome would(
      Call call, String verb, ReleaseRecord release, Happening happening, String words) {
    DryRun.refuseUnlessPerson(call, verb);
    boolean already = DryRun.changesNothing(DryRun.decide(release, happening));
    return call.answer(
        Notices.in(call)
            .would(release, already ? release.id() + ": nothing would change." : words));
  }
}
