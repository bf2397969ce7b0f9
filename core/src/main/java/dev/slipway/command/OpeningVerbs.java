package dev.slipway.command;

import dev.slipway.control.Opening;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Newsroom;
import dev.slipway.plan.StrategyKind;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.risk.Level;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Planned;
import dev.slipway.view.PlanView;
import java.util.List;
import java.util.Optional;

/** Opening releases and planning them. */
final class OpeningVerbs {
  static final String GROUP = "Open and plan";

  private OpeningVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("new", GROUP, "open a release of a version and plan it")
            .says(
                "Reads what changed since the running version, says how risky that is, and plans the way out and the way back. Nothing moves.")
            .slot("service", Values.SERVICE, "a service of slipway.yaml")
            .slot("version", Values.VERSION, "the version to be released, as it is tagged")
            .option(
                Option.value(
                    "--env",
                    "-e",
                    "environment",
                    Values.ENVIRONMENT,
                    "where to; the service's only one, or prod"))
            .option(strategy())
            .option(risk())
            .option(
                Option.value(
                    "--title", "text", Values.NOTHING, "what it is called in lists and documents"))
            .reason("why; needed for a version that was rolled back, and where --risk is given")
            .changes()
            .example("new shop v2", "open shop's version v2")
            .example("new shop v2.4.1 --env prod --title \"Coupon codes\"", "with a title")
            .example(
                "new shop v2 --reason \"the timeout is fixed\"", "again, after it was rolled back")
            .does(OpeningVerbs::open),
        Verb.named("promote", GROUP, "open what has finished here in the next environment")
            .says(
                "The very same artifact, or none: where the label means something else in the next environment, nothing is opened. slipway.yaml says with promoted-from which environment comes after which.")
            .release()
            .option(
                Option.value(
                    "--to",
                    "environment",
                    Values.ENVIRONMENT,
                    "where to; the only one that is promoted from there"))
            .option(
                Option.value(
                    "--title", "text", Values.NOTHING, "what it is called in lists and documents"))
            .reason("why; needed for a version that was rolled back there")
            .changes()
            .example("promote shop/41", "to where staging's releases go next")
            .example("promote shop/41 --to prod", "to one of several")
            .does(OpeningVerbs::promote),
        Verb.named("plan", GROUP, "show the way out and the way back before anything moves")
            .says(
                "A plan is made when the release is opened; --renew makes it anew from the world as it is now. Another plan needs its approvals again.")
            .release()
            .option(Option.flag("--explain", "everything the rules looked at"))
            .option(Option.flag("--renew", "plan anew"))
            .option(risk())
            .option(strategy())
            .reason("why, where --risk is given")
            .changes()
            .example("plan shop/42", "the plan as it stands")
            .example("plan shop/42 --explain", "and every rule that was asked")
            .example(
                "plan shop/42 --risk high --reason \"touches the checkout before a holiday\"",
                "more care than the rules ask for")
            .answers(PlanView.class)
            .does(OpeningVerbs::plan));
  }

  private static Option strategy() {
    return Option.value(
        "--strategy", "strategy", Values.STRATEGY, "another way out than the rules choose");
  }

  private static Option risk() {
    return Option.value(
        "--risk",
        "level",
        Values.RISK,
        "another risk than the rules say; lowering needs two people");
  }

  private static Outcome open(Call call) {
    Optional<StrategyKind> strategy = call.word("--strategy", StrategyKind.class);
    Optional<Level> risk = call.word("--risk", Level.class);
    if (call.dryRun()) {
      return wouldOpen(call);
    }
    Opening.Wish wish =
        new Opening.Wish(
            call.need("service"),
            call.need("version"),
            call.option("--env"),
            strategy,
            risk,
            call.text("--title"),
            call.text("--reason"));
    return opened(call, call.yes(call.desk().opening().open(call.actor(), wish)));
  }

  private static Outcome promote(Call call) {
    ReleaseRecord finished = call.release();
    if (call.dryRun()) {
      call.refuseStranger();
      EnvironmentName next =
          call.yes(call.desk().opening().promotable(finished, call.option("--to")));
      return call.answer(
          Notices.in(call)
              .would(
                  finished,
                  "Would open a release of "
                      + finished.change().to()
                      + " ("
                      + finished.change().artifact().brief()
                      + ") in "
                      + next
                      + " and plan it."));
    }
    return opened(
        call,
        call.yes(
            call.desk()
                .opening()
                .promote(
                    call.actor(),
                    finished,
                    call.option("--to"),
                    call.text("--title"),
                    call.text("--reason"))));
  }

  private static Outcome opened(Call call, ReleaseRecord opened) {
    String from = opened.change().from().map(old -> old + " → ").orElse("");
    String planned =
        opened
            .plan()
            .map(plan ->
                ", plan " + plan.hash().brief() + " (" + Call.key(plan.risk().level()) + " risk)")
            .orElse("");
    Notices notice = Notices.in(call);
    if (call.session().face() == Face.SHELL) {
      call.session().use(Optional.of(opened.id()));
      notice.detail("\"@\", or no release at all, means " + opened.id() + " now");
    }
    return call.answer(
        notice
            .detail(
                opened
                    .plan()
                    .map(plan -> plan.strategy().words() + ": " + plan.strategyBecause())
                    .orElse("it has no plan yet"))
            .detail("The whole plan: slipway plan " + opened.id())
            .undo("slipway cancel " + opened.id() + " --reason \"opened by mistake\"")
            .done(
                opened,
                opened,
                opened.id()
                    + " is open: "
                    + from
                    + opened.change().to()
                    + planned
                    + ". Nothing has moved."));
  }

  private static Outcome wouldOpen(Call call) {
    call.refuseStranger();
    String service = call.need("service");
    boolean known =
        call.desk().catalogue().services().keySet().stream()
            .map(ServiceName::value)
            .anyMatch(service::equals);
    if (!known) {
      throw Refused.of(
          "E-REF-04", Kind.NOT_FOUND, "No service \"" + service + "\".", List.of(), "slipway list");
    }
    List<String> versions = call.desk().versions(service);
    String version = call.need("version");
    Notices notice = Notices.in(call);
    if (!versions.contains(version)) {
      notice.detail(
          version
              + " is not among the versions the repository names; whether an artifact exists is asked in earnest only");
    }
    return call.answer(
        notice.would("Would open a release of " + service + " " + version + " and plan it."));
  }

  private static Outcome plan(Call call) {
    ReleaseRecord release = call.release();
    Optional<StrategyKind> strategy = call.word("--strategy", StrategyKind.class);
    Optional<Level> risk = call.word("--risk", Level.class);
    boolean wishes = strategy.isPresent() || risk.isPresent() || call.has("--renew");
    boolean open = release.state() instanceof Draft || release.state() instanceof Planned;
    if (wishes && !open) {
      throw Refused.of(
          "E-STATE-01",
          Kind.CONFLICT,
          release.id() + " has started; its plan is fixed.",
          List.of(),
          "slipway plan " + release.id());
    }
    if (call.dryRun() && (wishes || release.plan().isEmpty())) {
      call.refuseStranger();
      return call.answer(
          Notices.in(call)
              .would(
                  release,
                  "Would plan " + release.id() + " anew; another plan needs its approvals again."));
    }
    ReleaseRecord planned = release;
    if (wishes || release.state() instanceof Draft) {
      Opening.PlanWish wish = new Opening.PlanWish(strategy, risk, call.text("--reason"));
      planned = call.yes(call.desk().opening().plan(call.actor(), release, wish));
    }
    if (planned.plan().isEmpty()) {
      throw Refused.of(
          "E-PLAN-10",
          Kind.CONFLICT,
          planned.id() + " has no plan.",
          List.of(),
          "slipway show " + planned.id());
    }
    return call.answer(
        PlanView.of(
            planned,
            call.desk().gates().status(planned),
            call.desk().catalogue(),
            call.people(),
            call.actor().name(),
            call.desk().course().rehearsed(planned.id().service()),
            call.now(),
            call.has("--explain"),
            new Newsroom(call.desk().catalogue())
                .inShort(planned.id().service(), planned.opened().environment())));
  }
}
