package dev.slipway.command;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.view.MessageView;
import dev.slipway.view.Role;
import dev.slipway.view.ScriptView;
import java.util.List;
import java.util.Optional;

/** What concerns this process or this shell. */
final class ProcessVerbs {
  static final String GROUP = "This computer";

  private ProcessVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("work", GROUP, "carry releases out in the foreground until interrupted")
            .says(
                "Several processes may; each release is driven by one of them at a time, and another one takes over within 15 s of a death. The interactive shell does it too, and start puts one into the background where none is.")
            .option(
                Option.value(
                    "--until-idle",
                    "duration",
                    Values.DURATION,
                    "end when nothing has been moving, due or kept for so long"))
            .only(Face.SHELL, Face.ONE_SHOT)
            .example("work", "until Ctrl-C")
            .example(
                "work --until-idle 5m",
                "until nothing moves, is due, or is kept to be stopped later")
            .does(call -> call.session().host().work(call.duration("--until-idle"))),
        Verb.named("server", GROUP, "run the server that a team, its chat and its CI share")
            .says("A worker, the API and chat in one process, until Ctrl-C or SIGTERM.")
            .says("Any number of them may share one PostgreSQL store.")
            .only(Face.ONE_SHOT)
            .example("server", "with the slipway.yaml of this folder")
            .does(call -> {
              throw notAlone();
            }),
        Verb.named("use", GROUP, "take a release into use: \"@\", or none at all, means it")
            .only(Face.SHELL)
            .maybe("release", Values.RELEASE, "nothing puts it away")
            .example("use shop/42", "from now on \"rollback\" means shop/42")
            .does(ProcessVerbs::use),
        Verb.named("completion", GROUP, "a script that makes TAB complete in your own shell")
            .says(
                "The interactive shell needs none. Now and here: source <(slipway completion bash)")
            .only(Face.SHELL, Face.ONE_SHOT)
            .slot("shell", Values.SHELL, "bash, zsh or fish")
            .example("completion bash", "its first lines say where to put it")
            .example("completion zsh", "likewise")
            .answers(ScriptView.class)
            .does(ProcessVerbs::completion));
  }

  /** The launcher starts it in place of this program, when the line holds nothing else. */
  private static Refused notAlone() {
    return Call.notHere("\"slipway server\" takes no options.", "slipway server");
  }

  private static Outcome completion(Call call) {
    CompletionScripts.Kind kind =
        Call.oneOf("A shell", call.need("shell"), CompletionScripts.Kind.class);
    return call.answer(new ScriptView(Call.key(kind), CompletionScripts.of(kind)));
  }

  private static Outcome use(Call call) {
    if (call.slot("release").isEmpty()) {
      call.session().use(Optional.empty());
      return call.answer(
          new MessageView(Role.NONE, "No release is in use any more.", List.of("slipway list")));
    }
    ReleaseRecord release = call.release();
    call.session().use(Optional.of(release.id()));
    return call.answer(
        new MessageView(
            Role.GOOD,
            "\"@\" means " + release.id() + " now.",
            List.of("slipway show", "slipway use        (nothing any more)")));
  }
}
