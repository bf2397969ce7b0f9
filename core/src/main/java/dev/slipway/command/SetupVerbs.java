package dev.slipway.command;

import dev.slipway.view.DoctorView;
import java.util.List;

/** The examination of whatever is configured. */
final class SetupVerbs {
  static final String GROUP = "Set up";

  private SetupVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("doctor", GROUP, "say what is missing here, and how to mend it")
            .says("Examines this computer and everything slipway.yaml names; changes nothing.")
            .option(
                Option.value(
                    "--only", "check", Values.NOTHING, "a check, or the first word of several"))
            .answers(DoctorView.class)
            .only(Face.SHELL, Face.ONE_SHOT)
            .example("doctor", "everything")
            .example("doctor --only store", "one of them")
            .example("doctor --json", "for a program")
            .does(call ->
                call.session()
                    .host()
                    .doctor(new DoctorWish(call.option("--only"), call.format()))));
  }
}
