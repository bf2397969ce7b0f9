package dev.slipway.catalog;

import static dev.slipway.catalog.ValueType.CHOICE;
import static dev.slipway.catalog.ValueType.COMMAND;
import static dev.slipway.catalog.ValueType.DURATION;
import static dev.slipway.catalog.ValueType.SECTION;
import static dev.slipway.catalog.ValueType.SECTIONS;
import static dev.slipway.catalog.ValueType.TEXT;
import static dev.slipway.catalog.ValueType.TEXTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of what is put aside before the first change. */
final class CheckpointKeys {
  private static final String LIMIT =
      "After this long the command and everything it started is ended.";
  private final List<Key> keys = new ArrayList<>();
  private final String checkpoint;

  private CheckpointKeys(String checkpoint) {
    this.checkpoint = checkpoint;
  }

  /**
   * @param target the path of the section of the target
   */
  static List<Key> below(String target) {
    CheckpointKeys keys = new CheckpointKeys(target + ".checkpoint");
    keys.section("", "What is noted and saved before the first change, beside what runs.");
    keys.configuration();
    keys.backup();
    keys.restore();
    return keys.keys;
  }

  private void configuration() {
    add(
        ".configuration",
        SECTIONS,
        Optional.of("[]"),
        List.of(),
        "What else decides how the service behaves. Only hashes are kept; what differs at the end is told.");
    absent(".configuration[].file", TEXT, "A file, meant from directory.");
    absent(".configuration[].run", COMMAND, "Instead of file: a command that prints it.");
    absent(".configuration[].name", TEXT, "How people are told of what a command prints.");
    optional(".configuration[].time-limit", DURATION, "10s", LIMIT);
  }

  private void backup() {
    section(".backup", "How the data are saved; without it nobody does that here.");
    add(
        ".backup.when",
        CHOICE,
        Optional.of("needed"),
        List.of("needed", "always"),
        "Before releases that may lose data on their way back, or before every one.");
    add(
        ".backup.run",
        COMMAND,
        Optional.empty(),
        true,
        List.of(),
        "Saves the data: {release}, {version}, {from}.");
    optional(".backup.time-limit", DURATION, "30m", LIMIT);
    absent(
        ".backup.location",
        TEXT,
        "Where they are then, with the same words in braces; without it the last line that run prints.");
    absent(
        ".backup.verify",
        COMMAND,
        "Ends with 0 when what is at {location} is whole; without it, it has to be a new file that is not empty.");
    optional(
        ".backup.restore-by-hand",
        TEXTS,
        "[]",
        "How people restore it, line by line, with {location} in it; shown wherever it may be needed.");
  }

  private void restore() {
    String path = ".backup.restore";
    section(path, "The same as commands, for slipway restore; nothing else ever runs them.");
    for (Step step :
        List.of(
            new Step(".stop-writers", "Keeps everything from writing that could."),
            new Step(".run", "Brings the data at {location} back."),
            new Step(".verify", "Ends with 0 when the restored data are whole."),
            new Step(".start-writers", "Lets them write again."))) {
      add(path + step.key(), COMMAND, Optional.empty(), true, List.of(), step.meaning());
    }
    optional(path + ".time-limit", DURATION, "30m", "The same for each of them.");
  }

  private record Step(String key, String meaning) {}

  private void optional(String path, ValueType type, String fallback, String meaning) {
    add(path, type, Optional.of(fallback), List.of(), meaning);
  }

  private void absent(String path, ValueType type, String meaning) {
    add(path, type, Optional.empty(), List.of(), meaning);
  }

  private void section(String path, String meaning) {
    add(path, SECTION, Optional.empty(), List.of(), meaning);
  }

  private void add(
      String path,
      ValueType type,
      Optional<String> fallback,
      List<String> choices,
      String meaning) {
    add(path, type, fallback, false, choices, meaning);
  }

  private void add(
      String path,
      ValueType type,
      Optional<String> fallback,
      boolean required,
      List<String> choices,
      String meaning) {
    keys.add(new Key(checkpoint + path, type, fallback, required, choices, meaning));
  }
}
