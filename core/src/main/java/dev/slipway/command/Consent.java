package dev.slipway.command;

import dev.slipway.control.Refusal;
import dev.slipway.control.Refusal.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Asks before something dangerous, or takes the answer from the line. */
final class Consent {
  static final Option YES = Option.flag("--yes", "-y", "answer yes to a question of yes or no");
  static final Option CONFIRM =
      Option.value(
          "--confirm",
          "name",
          Values.RELEASE_NAME,
          "the release's name, where it would have to be typed");

  private Consent() {}

  /**
   * Returns when it may be done.
   *
   * @param what what will happen, a whole sentence
   * @param name the name to be typed where the danger asks for it
   */
  static void need(Call call, Danger danger, String what, String name) {
    switch (danger) {
      case NONE -> {}
      case YES_NO -> yesOrNo(call, what);
      case TYPE_NAME -> typed(call, what, name);
    }
  }

  private static void yesOrNo(Call call, String what) {
    if (call.has("--yes")) {
      return;
    }
    Optional<String> answer =
        ask(call, new Question.YesNo(what + " Go on? [y/N, or run again with --yes]"));
    if (answer.isEmpty()) {
      throw Refused.of(
          "E-ASK-01",
          Kind.USAGE,
          what + " Nobody can be asked here.",
          List.of(),
          "run it again with --yes");
    }
    String said = answer.get().strip().toLowerCase(Locale.ROOT);
    if (!said.equals("y") && !said.equals("yes")) {
      throw declined();
    }
  }

  private static void typed(Call call, String what, String name) {
    Optional<String> given = call.option("--confirm");
    if (given.isEmpty()) {
      given =
          ask(
              call,
              new Question.TypeName(
                  what + " To go on, type " + name + " (or run again with --confirm " + name + ")",
                  name));
      if (given.isEmpty()) {
        throw Refused.of(
            "E-ASK-02",
            Kind.USAGE,
            what + " Nobody can be asked here.",
            List.of(),
            "run it again with --confirm " + name);
      }
      if (!given.get().strip().equals(name)) {
        throw declined();
      }
      return;
    }
    if (!given.get().strip().equals(name)) {
      throw Refused.of(
          "E-ASK-02",
          Kind.USAGE,
          "--confirm names \"" + given.get() + "\", and this is about " + name + ".",
          List.of(what),
          "run it again with --confirm " + name);
    }
  }

  private static Optional<String> ask(Call call, Question question) {
    return call.has("--no-input") ? Optional.empty() : call.session().host().ask(question);
  }

  private static Refused declined() {
    return new Refused(
        new Refusal("E-ASK-03", Kind.USAGE, "Nothing was changed.", List.of(), List.of()),
        ExitCode.INTERRUPTED);
  }
}
