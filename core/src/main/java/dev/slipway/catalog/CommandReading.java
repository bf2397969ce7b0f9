package dev.slipway.catalog;

import dev.slipway.plan.ExecSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads commands and other texts with words in braces that are put in when they are used. */
final class CommandReading {
  static final Set<String> PLACE = Set.of("instance", "address", "side");
  static final Set<String> PLACE_AND_VERSION =
      Set.of("instance", "address", "side", "version", "digest");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_-]+)\\}");
  private static final int MOST_WORDS = 200;
  private final Path directory;

  /**
   * @param directory where the commands run
   */
  CommandReading(Path directory) {
    this.directory = directory;
  }

  /** The command of a section with the keys run and time-limit. */
  ExecSpec.Command command(Section section, Set<String> allowed) {
    return new ExecSpec.Command(words(section, "run", allowed), section.duration("time-limit"));
  }

  /** Program and arguments; a harmless stand-in after a problem. */
  List<String> words(Section section, String key, Set<String> allowed) {
    List<String> words = new ArrayList<>();
    if (!section.has(key)) {
      section.missing(key);
    }
    for (Node entry : section.entries(key)) {
      if (entry instanceof ScalarNode scalar && scalar.getValue().indexOf('\0') < 0) {
        words.add(scalar.getValue());
      } else {
        section.problem(
            Entries.line(entry),
            section.at(key) + ": an entry is not a text",
            "write one word of the command per entry");
      }
    }
    if (section.has(key) && (words.isEmpty() || words.getFirst().isBlank())) {
      section.problem(
          key, "names no program", "write " + ValueType.COMMAND.words() + ", first the program");
    }
    if (words.size() > MOST_WORDS) {
      section.problem(key, "has more than " + MOST_WORDS + " words", "put them into a script");
    }
    words.forEach(word -> placeholders(section, key, word, allowed));
    if (!words.isEmpty()) {
      program(section, key, words.getFirst());
    }
    section
        .origin
        .ledger()
        .value(section.pathOf(key), String.join(",", words.stream().map(Words::escaped).toList()));
    return words.isEmpty() || words.getFirst().isBlank() ? List.of("unset") : words;
  }

  /** A text with words in braces. */
  String template(Section section, String key, Set<String> allowed) {
    String text = section.text(key);
    placeholders(section, key, text, allowed);
    return text;
  }

  /** Which of these words in braces a command has. */
  static Set<String> used(List<String> words) {
    Set<String> used = new LinkedHashSet<>();
    for (String word : words) {
      PLACEHOLDER.matcher(word).results().forEach(match -> used.add(match.group(1)));
    }
    return used;
  }

  private static void placeholders(Section section, String key, String text, Set<String> allowed) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      if (!allowed.contains(matcher.group(1))) {
        List<String> known = allowed.stream().sorted().map(name -> "{" + name + "}").toList();
        section.problem(
            key,
            Words.quoted(matcher.group()) + " means nothing here",
            known.isEmpty() ? "nothing is put in here" : Entries.oneOf(matcher.group(), known));
      }
    }
  }

  /** A script that is not there yet only surprises: looking and going back must still work. */
  private void program(Section section, String key, String program) {
    if (!program.contains("/") || program.contains("{")) {
      return;
    }
    Path file = directory.resolve(program).normalize();
    if (!Files.isRegularFile(file)) {
      section.remark(
          section.line(key),
          section.at(key) + ": there is no program " + Words.quoted(program),
          "write its path as seen from " + Words.plain(directory.toString()) + ", or create it");
    } else if (!Files.isExecutable(file)) {
      section.remark(
          section.line(key),
          section.at(key) + ": " + Words.quoted(program) + " may not be run",
          "chmod +x " + Words.plain(file.toString()));
    }
  }
}
