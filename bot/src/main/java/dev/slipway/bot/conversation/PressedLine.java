package dev.slipway.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command line that a button stands for. Everything a button does can be typed as well. */
final class PressedLine {
  /** Looking, and the safe direction: right also when the release has moved on since. */
  private static final Set<String> NEVER_TOO_LATE =
      Set.of("pause", "rollback", "withdraw", "details", "checks", "changes", "watch", "reject");

  private PressedLine() {}

  static boolean isNeverTooLate(String verb) {
    return NEVER_TOO_LATE.contains(verb);
  }

  /**
   * @param answers of the form, where one was filled in
   * @return empty for a verb that nobody here has put on a button
   */
  static Optional<List<String>> of(Press press, Map<String, String> answers) {
    String release = press.about();
    String reason = answers.getOrDefault(Forms.REASON, "").strip();
    return Optional.ofNullable(
        switch (press.verb()) {
          case "approve" -> List.of("approve", release);
          case "withdraw" -> because(reason, "withdraw", release);
          case "start" -> List.of("start", release);
          case "pause" -> because(reason, "rollout", "pause", release);
          case "resume" -> because(reason, "rollout", "resume", release);
          case "advance" -> because(reason, "rollout", "advance", release);
          case "extend" ->
              List.of(
                  "rollout", "extend", release, value(answers.getOrDefault(Forms.LONGER, "15m")));
          case "rollback" -> because(reason, "rollback", release);
          case "finish" -> because(reason, "finish", release);
          case "cancel" -> because(reason, "cancel", release);
          case "confirm" ->
              List.of(
                  "check",
                  "confirm",
                  release,
                  press.argument(),
                  "--evidence",
                  answers.getOrDefault(Forms.EVIDENCE, "").strip());
          case "waive" ->
              List.of(
                  "check",
                  "waive",
                  release,
                  press.argument(),
                  "--reason",
                  reason,
                  "--until",
                  answers.getOrDefault(Forms.UNTIL, "").strip());
          case "details" -> List.of("show", release);
          case "checks" -> List.of("check", "list", release, "--open");
          case "changes" -> List.of("diff", release);
          case "watch" -> List.of("rollout", "watch", release);
          default -> null;
        });
  }

  /** What was written into a form is a value, whatever it looks like; never an option. */
  private static String value(String text) {
    String line = text.strip();
    return line.startsWith("-") || line.isEmpty() ? "\"" + line + "\"" : line;
  }

  private static List<String> because(String reason, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    if (!reason.isEmpty()) {
      line.add("--reason");
      line.add(reason);
    }
    return List.copyOf(line);
  }
}
