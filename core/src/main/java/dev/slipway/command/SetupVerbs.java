package dev.slipway.command;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.view.DoctorView;
import dev.slipway.view.NoticeView;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The first configuration, and the examination of whatever is configured. */
final class SetupVerbs {
  static final String GROUP = "Set up";

  private static final List<Option> ANSWERS =
      List.of(
          Option.value("--service", "-s", "name", Values.NOTHING, "what is released"),
          Option.several(
              List.of("--environment", "--env", "-e"),
              "name",
              Values.NOTHING,
              "where it runs, the one with real users last; may be given again"),
          Option.several(
              List.of("--instance"),
              "name",
              Values.NOTHING,
              "an instance of it: web-1, web-1@10.0.0.7:8080, development=local; may be given again"),
          Option.value(
              "--running", "command", Values.NOTHING, "prints version and digest of {instance}"),
          Option.value("--stop", "command", Values.NOTHING, "ends {instance}; none without one"),
          Option.value(
              "--probe", "address", Values.NOTHING, "answers 200 while it is well; or a command"),
          Option.value(
              "--artifact",
              "file",
              Values.NOTHING,
              "what is built: build/shop-{version}.jar; else a version is its tag's commit"),
          Option.value(
              "--bake",
              "duration",
              Values.DURATION,
              "how long users are watched at every risk; 5m to 15m without it"),
          Option.value("--tag-pattern", "pattern", Values.NOTHING, "a version's tag: v{version}"),
          Option.value(
              "--owner",
              "person",
              Values.NOTHING,
              "\"Ada Okafor <ada@example.org>\"; that is you"));

  private SetupVerbs() {}

  static List<Verb> verbs() {
    Verb.Draft init =
        Verb.named("init", GROUP, "write a first slipway.yaml for this folder")
            .says("Looks at the repository, proposes answers, and asks; \"?\" explains a question.")
            .says("Nothing is written before the last answer, and only what can be read back.")
            .text("--deploy", "command", "brings {version} to {instance}");
    ANSWERS.forEach(init::option);
    return List.of(
        init.option(Option.flag("--from-git", "take what git knows without asking"))
            .option(Option.flag("--yes", "-y", "take every proposal without asking"))
            .option(Option.flag("--force", "write over a slipway.yaml, and keep it as a backup"))
            .option(Option.flag("--dry-run", "-n", "print the file, and write nothing"))
            .answers(NoticeView.class)
            .only(Face.ONE_SHOT)
            .example("init", "with questions")
            .example("init --dry-run --yes", "what it would write")
            .example(
                "init --yes --instance web-1 --running \"./running.sh {instance}\" -- ./deploy.sh {instance} {version}",
                "for a script")
            .does(SetupVerbs::init),
        Verb.named("doctor", GROUP, "say what is missing here, and how to mend it")
            .says("Examines this computer and everything slipway.yaml names; changes nothing.")
            .option(
                Option.value(
                    "--only",
                    "checks",
                    Values.NOTHING,
                    "a check, or its first word; several with commas"))
            .answers(DoctorView.class)
            .only(Face.SHELL, Face.ONE_SHOT)
            .example("doctor", "everything")
            .example("doctor --only store", "one of them")
            .example("doctor --only git,target", "and two")
            .example("doctor --json", "for a program")
            .does(call ->
                call.session()
                    .host()
                    .doctor(new DoctorWish(call.option("--only"), call.format()))));
  }

  private static Outcome init(Call call) {
    Map<String, List<String>> given = new TreeMap<>();
    for (Option option : ANSWERS) {
      List<String> texts =
          option.many() ? call.every(option.name()) : call.option(option.name()).stream().toList();
      if (!texts.isEmpty()) {
        given.put(option.name(), texts);
      }
    }
    for (String option : List.of("--running", "--stop")) {
      call.option(option).ifPresent(line -> given.put(option, words(option, line)));
    }
    call.option("--deploy").ifPresent(line -> given.put("--deploy", deploy(call, line)));
    return call.session()
        .host()
        .init(
            new InitWish(
                given,
                call.has("--yes"),
                !call.has("--no-input"),
                call.has("--from-git"),
                call.dryRun(),
                call.has("--force"),
                call.format()));
  }

  /** Behind "--" each word is one of the command's; a single one is a whole line. */
  private static List<String> deploy(Call call, String line) {
    return call.behind().size() > 1 ? call.behind() : words("--deploy", line);
  }

  private static List<String> words(String option, String line) {
    return switch (new Tokenizer().tokens(line)) {
      case Tokens.Words words -> words.words();
      case Tokens.Unclosed unclosed ->
          throw Refused.of(
              "E-USAGE-07",
              Kind.USAGE,
              option + " has a quote that is opened and never closed.",
              List.of(line));
    };
  }
}
