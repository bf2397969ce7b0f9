package dev.slipway.command;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The practice fleet: a real service on this computer that may be broken at will. */
final class PracticeVerbs {
  private static final List<String> KNOWN = List.of("v1", "v2", "v3");
  static final String GROUP = "Practise";
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private PracticeVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("demo", GROUP, "the whole story on this computer, in about a minute")
            .says(
                "A real service in two versions, a real router, real requests. Nothing leaves this computer, and nothing is left behind but the documents.")
            .option(Option.flag("--fast", "without pauses, as checks run it"))
            .option(Option.flag("--healthy", "nothing breaks: the release finishes"))
            .example("demo", "see it break and go back by itself")
            .example("demo --fast --healthy", "see it finish, quickly")
            .example("demo --fast --jsonl", "for a program")
            .does(call ->
                call.session()
                    .host()
                    .demo(
                        new DemoWish.Tell(
                            call.has("--fast"),
                            call.has("--healthy"),
                            call.format().kind() == Format.Kind.JSONL))),
        Verb.named("demo start", GROUP, "start the practice fleet and leave it running")
            .example("demo start", "then: new shop v2")
            .does(call -> call.session().host().demo(new DemoWish.Start())),
        Verb.named("demo stop", GROUP, "stop the practice fleet")
            .says(
                "What was practised stays in its folder. While a release moves it asks first: without the fleet nobody can bring that release forward or back.")
            .option(Consent.YES)
            .example("demo stop", "and clean up")
            .example("demo stop --yes", "even while a release moves")
            .does(call ->
                call.session()
                    .host()
                    .demo(
                        new DemoWish.Stop(
                            what -> Consent.need(call, Danger.YES_NO, what, "demo stop")))),
        Verb.named("demo state", GROUP, "what the practice fleet runs, and what is broken")
            .example("demo state", "versions, instances, share, faults")
            .does(call -> call.session().host().demo(new DemoWish.State())),
        Verb.named("demo break", GROUP, "break a version of the practice service")
            .slot("version", Values.PRACTICE_VERSION, "v1, v2 or v3")
            .option(
                Option.value("--errors", "percent", Values.PERCENT, "so many of 100 requests fail"))
            .option(
                Option.value(
                    "--latency",
                    "duration",
                    Values.DURATION,
                    "every request takes this much longer"))
            .option(
                Option.value(
                    "--tail",
                    "percent:duration",
                    Values.NOTHING,
                    "so many of 100 requests take this long, as in 5:900ms"))
            .option(Option.flag("--orders-drop", "the checkout says yes and books nothing"))
            .option(
                Option.value("--down", "count", Values.COUNT, "so many instances stop listening"))
            .option(Option.flag("--unready", "the health page says not ready"))
            .example("demo break v2 --errors 30", "30 of 100 requests fail")
            .example("demo break v2 --latency 800ms", "slow, and not one error")
            .example("demo break v2 --tail 5:900ms", "slow for a few")
            .does(PracticeVerbs::breaks),
        Verb.named("demo heal", GROUP, "repair a version of the practice service")
            .maybe("version", Values.PRACTICE_VERSION, "v1, v2 or v3; without it all of them")
            .example("demo heal", "everything")
            .example("demo heal v2", "one version")
            .does(call ->
                call.session()
                    .host()
                    .demo(new DemoWish.Heal(call.slot("version").map(PracticeVerbs::version)))),
        Verb.named("demo approve", GROUP, "let a second person of the practice team approve")
            .release()
            .example("demo approve shop/2", "as the practice team's second person")
            .does(call ->
                call.session()
                    .host()
                    .demo(
                        new DemoWish.Approve(
                            inFull(call.session(), call.slot("release").orElse("@"))))));
  }

  /** The host knows no release in use: "@" is spelt out before it gets there. */
  private static String inFull(Session session, String release) {
    return release.equals("@") ? session.inUse().map(ReleaseId::toString).orElse(release) : release;
  }

  private static Version version(String text) {
    if (!KNOWN.contains(text)) {
      throw Refused.of(
          "E-VERSION-02",
          Kind.NOT_FOUND,
          "The practice service has no version \"" + text + "\".",
          List.of("It has " + String.join(", ", KNOWN) + "."),
          "slipway demo state");
    }
    return new Version(text);
  }

  private static Outcome breaks(Call call) {
    Version version = version(call.need("version"));
    List<FaultWish> faults = new ArrayList<>();
    call.option("--errors")
        .ifPresent(text -> faults.add(new FaultWish.Errors(Amounts.percent("--errors", text))));
    call.option("--latency")
        .ifPresent(text -> faults.add(new FaultWish.Latency(wait("--latency", text))));
    call.option("--tail").ifPresent(text -> faults.add(tail(text)));
    if (call.has("--orders-drop")) {
      faults.add(new FaultWish.OrdersDrop());
    }
    call.option("--down")
        .ifPresent(text -> faults.add(new FaultWish.Down(Amounts.number("--down", text, 1, 1000))));
    if (call.has("--unready")) {
      faults.add(new FaultWish.Unready());
    }
    if (faults.size() != 1) {
      throw Refused.of(
          "E-USAGE-03",
          Kind.USAGE,
          faults.isEmpty() ? "How is " + version + " to be broken?" : "One fault at a time.",
          List.of("One of --errors, --latency, --tail, --orders-drop, --down, --unready."),
          "slipway demo break " + version + " --errors 30");
    }
    return call.session().host().demo(new DemoWish.Break(version, faults.getFirst()));
  }

  private static Duration wait(String name, String text) {
    Duration wait = Amounts.duration(name, text);
    if (wait.compareTo(LONGEST) > 0) {
      throw Refused.of(
          "E-USAGE-04",
          Kind.USAGE,
          name + " cannot be \"" + text + "\".",
          List.of("It is at most a minute."));
    }
    return wait;
  }

  private static FaultWish tail(String text) {
    String[] parts = text.split(":", 2);
    if (parts.length != 2) {
      throw Refused.of(
          "E-USAGE-04",
          Kind.USAGE,
          "--tail cannot be \"" + text + "\".",
          List.of("It reads 5:900ms: 5 of 100 requests take 900 ms."));
    }
    return new FaultWish.Tail(Amounts.percent("--tail", parts[0]), wait("--tail", parts[1]));
  }
}
