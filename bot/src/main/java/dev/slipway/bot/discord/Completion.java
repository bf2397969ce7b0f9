package dev.slipway.bot.discord;

import dev.slipway.command.Candidate;
import dev.slipway.view.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.interactions.commands.Command;

/** What Discord offers while somebody types: at most 25 choices of at most 100 characters. */
final class Completion {
  static final int CHOICES = 25;
  static final int LONGEST = 100;

  private Completion() {}

  /**
   * Whole lines. Discord puts a choice's name back into the field, and typing goes on from there:
   * so the name is the line and nothing else.
   */
  static List<Command.Choice> lines(String typed, List<Candidate> candidates) {
    String before = typed.substring(0, lastWord(typed));
    Map<String, Command.Choice> choices = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      String value = candidate.value();
      String line = before + (value.contains(" ") ? "\"" + value + "\"" : value);
      if (candidate.possible() && isChoice(line)) {
        choices.putIfAbsent(line, new Command.Choice(line, line));
      }
    }
    return first(choices);
  }

  /** Values of one option, with what is known about each. */
  static List<Command.Choice> values(List<Candidate> candidates) {
    Map<String, Command.Choice> choices = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      String words =
          candidate.possible() ? candidate.description() : "not now: " + candidate.because();
      String name = words.isBlank() ? candidate.value() : candidate.value() + " · " + words;
      if (isChoice(candidate.value())) {
        choices.putIfAbsent(
            candidate.value(), new Command.Choice(Plain.line(name, LONGEST), candidate.value()));
      }
    }
    return first(choices);
  }

  private static boolean isChoice(String text) {
    return !text.isBlank() && text.length() <= LONGEST && Plain.line(text).equals(text);
  }

  private static List<Command.Choice> first(Map<String, Command.Choice> choices) {
    List<Command.Choice> all = new ArrayList<>(choices.values());
    return all.subList(0, Math.min(CHOICES, all.size()));
  }

  /** Where the word begins that the cursor is in. */
  private static int lastWord(String line) {
    int start = 0;
    char open = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (open != 0) {
        open = c == open ? 0 : open;
      } else if (c == '"') {
        open = c;
      } else if (c == ' ') {
        start = i + 1;
      }
    }
    return start;
  }
}
