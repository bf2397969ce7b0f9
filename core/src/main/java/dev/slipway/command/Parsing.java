package dev.slipway.command;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.release.ServiceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** From a verb's words to a call, and the words that hold for every verb. */
final class Parsing {
  private Parsing() {}

  static Call parse(Session session, Verb verb, List<String> words) {
    int end = words.indexOf(Tokenizer.TEXT);
    List<String> before = end < 0 ? words : words.subList(0, end);
    Line line = Line.plain(verb, before).orElseGet(() -> CarefulReading.read(verb, before));
    List<String> behind = end < 0 ? List.of() : words.subList(end + 1, words.size());
    if (end >= 0) {
      freeText(verb, String.join(" ", behind), line.values());
    }
    return new Call(
        session,
        verb,
        slots(session, verb, line.placed()),
        new Call.Given(line.values(), line.several(), line.flags(), behind),
        formatOf(before));
  }

  private static void freeText(Verb verb, String text, Map<String, String> values) {
    String option =
        verb.freeText()
            .orElseThrow(() ->
                Refused.usage(
                    "E-USAGE-02",
                    "\"slipway " + verb.path() + "\" takes no text after \"--\".",
                    "slipway help " + verb.path()));
    if (values.put(option, text) != null) {
      throw Refused.usage(
          "E-USAGE-02", option + " was given twice: as an option and after \"--\".");
    }
  }

  static Refused unknown(Verb verb, String word) {
    String name = word.split("=", 2)[0];
    if (!name.startsWith("-")) {
      return Refused.usage(
          "E-USAGE-02",
          "\"slipway " + verb.path() + "\" does not know what to do with \"" + word + "\".",
          verb.usage());
    }
    List<String> known = verb.options().stream().flatMap(o -> o.names().stream()).toList();
    String near = Nearest.to(name, known).map(option -> " Did you mean " + option + "?").orElse("");
    return Refused.of(
        "E-USAGE-02",
        Kind.USAGE,
        "\"slipway " + verb.path() + "\" has no option " + name + "." + near,
        List.of(),
        "slipway help " + verb.path());
  }

  /** Fills the slots in order; a release that is in use may be left out before the others. */
  private static Map<String, String> slots(Session session, Verb verb, List<String> placed) {
    List<String> given = new ArrayList<>(placed);
    List<Slot> slots = verb.slots();
    if (leavesReleaseOut(session, verb, given)) {
      given.addFirst("@");
    }
    if (given.size() > slots.size()) {
      throw unknown(verb, given.get(slots.size()));
    }
    Map<String, String> filled = new HashMap<>();
    for (int i = 0; i < slots.size(); i++) {
      if (i < given.size()) {
        filled.put(slots.get(i).name(), given.get(i));
      } else if (!slots.get(i).optional()) {
        throw missing(verb, slots.get(i));
      }
    }
    return filled;
  }

  /** Whether these words mean the release in use without saying so. */
  static boolean leavesReleaseOut(Session session, Verb verb, List<String> given) {
    List<Slot> slots = verb.slots();
    boolean could =
        !slots.isEmpty()
            && slots.getFirst().values() == Values.RELEASE
            && !slots.getFirst().optional()
            && session.inUse().isPresent();
    if (!could || given.isEmpty()) {
      return could;
    }
    return slots.size() > 1
        && given.size() < slots.size()
        && !looksLikeRelease(session, given.getFirst());
  }

  private static boolean looksLikeRelease(Session session, String word) {
    return word.contains("/")
        || word.contains("@")
        || session.desk().catalogue().services().keySet().stream()
            .map(ServiceName::value)
            .anyMatch(word::equals);
  }

  private static Refused missing(Verb verb, Slot slot) {
    boolean release = slot.values() == Values.RELEASE;
    return Refused.of(
        "E-USAGE-03",
        Kind.USAGE,
        release
            ? "Which release? None is in use."
            : "\"slipway " + verb.path() + "\" needs a " + slot.name() + ".",
        List.of(verb.usage()),
        release
            ? new String[] {"slipway " + verb.examples().getFirst().line(), "slipway list"}
            : new String[] {"slipway " + verb.examples().getFirst().line()});
  }

  /**
   * What was asked for, as far as the words tell; good enough to word a refusal in the right format
   * too.
   */
  static Format formatOf(List<String> words) {
    int end = words.indexOf(Tokenizer.TEXT);
    List<String> line = end < 0 ? words : words.subList(0, end);
    Format.Kind kind = Format.Kind.TEXT;
    List<String> fields = List.of();
    for (int i = 0; i < line.size(); i++) {
      String word = line.get(i);
      kind =
          switch (word) {
            case "--json" -> Format.Kind.JSON;
            case "--jsonl" -> Format.Kind.JSONL;
            case "--plain" -> Format.Kind.PLAIN;
            case "--md" -> Format.Kind.MARKDOWN;
            default -> kind;
          };
      if (word.equals("--fields") && i + 1 < line.size()) {
        fields = fields(line.get(i + 1));
      } else if (word.startsWith("--fields=")) {
        fields = fields(word.substring("--fields=".length()));
      }
    }
    return new Format(
        kind,
        fields,
        line.contains("--no-color"),
        line.contains("--ascii"),
        line.contains("--quiet") || line.contains("-q"),
        line.contains("--header"));
  }

  private static List<String> fields(String text) {
    return Stream.of(text.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  static boolean asksForHelp(List<String> words) {
    int end = words.indexOf(Tokenizer.TEXT);
    List<String> line = end < 0 ? words : words.subList(0, end);
    return line.contains("-h") || line.contains("--help");
  }

  /**
   * Where the first words stand that are neither options nor values of the options every command
   * takes.
   */
  static List<Integer> placesOfWords(List<String> line, int most) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < line.size() && places.size() < most; i++) {
      String word = line.get(i);
      if (word.equals(Tokenizer.TEXT)) {
        break;
      }
      if (!word.startsWith("-") || word.length() == 1) {
        places.add(i);
      } else if (word.equals("--fields") || (places.isEmpty() && takesValue(word))) {
        i++;
      } else if (!places.isEmpty() && !isCommonFlag(word)) {
        // An option of the verb's own: the verb's words are over.
        break;
      }
    }
    return places;
  }

  private static boolean isCommonFlag(String word) {
    return SharedOptions.ALL.stream()
        .anyMatch(option -> option.isFlag() && option.names().contains(word));
  }

  private static boolean takesValue(String word) {
    return Set.of("--reason", "--confirm", "--env", "-e", "--service", "-s", "--timeout")
        .contains(word);
  }

  static List<String> positionals(List<String> words) {
    return words.stream().filter(word -> !word.startsWith("-")).toList();
  }
}
