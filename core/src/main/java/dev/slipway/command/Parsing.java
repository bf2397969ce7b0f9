package dev.slipway.command;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.release.ServiceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Reads a verb's words with picocli, which is made anew for each line: a parsed command keeps what
 * it was given.
 */
final class Parsing {
  private Parsing() {}

  static Call parse(Session session, Verb verb, List<String> words) {
    int end = words.indexOf(Tokenizer.TEXT);
    List<String> before = end < 0 ? words : words.subList(0, end);
    ParseResult parsed = parsed(verb, before);
    Map<String, String> values = new HashMap<>();
    Map<String, List<String>> several = new HashMap<>();
    Set<String> flags = new HashSet<>();
    for (OptionSpec given : parsed.matchedOptions()) {
      String name = given.names()[0];
      if (given.arity().max() == 0) {
        flags.add(name);
      } else if (given.isMultiValue()) {
        several.put(name, given.originalStringValues());
      } else {
        values.put(name, given.getValue() instanceof String text ? text : "");
      }
    }
    List<String> behind = end < 0 ? List.of() : words.subList(end + 1, words.size());
    if (end >= 0) {
      freeText(verb, String.join(" ", behind), values);
    }
    List<String> placed = new ArrayList<>();
    parsed.matchedPositionals().forEach(given -> placed.addAll(given.originalStringValues()));
    return new Call(
        session,
        verb,
        slots(session, verb, placed),
        new Call.Given(values, several, flags, behind),
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

  private static ParseResult parsed(Verb verb, List<String> words) {
    CommandSpec spec = CommandSpec.create().name(verb.path());
    for (Option option : verb.options()) {
      OptionSpec.Builder builder = OptionSpec.builder(option.names().toArray(String[]::new));
      spec.addOption(
          option.isFlag()
              ? builder.arity("0").type(boolean.class).build()
              : typed(builder.arity("1").paramLabel(option.value()), option.many()).build());
    }
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build());
    // "@" is the release in use, not a file to read words from.
    CommandLine line =
        new CommandLine(spec)
            .setExpandAtFiles(false)
            .setAllowOptionsAsOptionParameters(false)
            .setTrimQuotes(false);
    try {
      return line.parseArgs(words.toArray(String[]::new));
    } catch (CommandLine.OverwrittenOptionException twice) {
      String name =
          twice.getOverwritten() instanceof OptionSpec option ? option.names()[0] : "An option";
      throw Refused.usage("E-USAGE-02", name + " was given twice.", "slipway help " + verb.path());
    } catch (CommandLine.UnmatchedArgumentException unmatched) {
      throw unknown(verb, unmatched.getUnmatched().getFirst());
    } catch (CommandLine.MissingParameterException missing) {
      throw Refused.usage("E-USAGE-03", missing(verb, missing), "slipway help " + verb.path());
    } catch (CommandLine.ParameterException wrong) {
      throw unless(verb, words, wrong);
    }
  }

  private static OptionSpec.Builder typed(OptionSpec.Builder option, boolean many) {
    return many ? option.type(List.class).auxiliaryTypes(String.class) : option.type(String.class);
  }

  private static String missing(Verb verb, CommandLine.MissingParameterException missing) {
    return missing.getMissing().isEmpty()
            || !(missing.getMissing().getFirst() instanceof OptionSpec option)
        ? "\"slipway " + verb.path() + "\" misses something."
        : option.names()[0]
            + " needs a value: "
            + option.names()[0]
            + " <"
            + option.paramLabel()
            + ">.";
  }

  /** Unknown options come here too, worded by picocli; this names them in our words. */
  private static Refused unless(
      Verb verb, List<String> words, CommandLine.ParameterException wrong) {
    return words.stream()
        .filter(word -> word.startsWith("-") && word.length() > 1)
        .map(word -> word.split("=", 2)[0])
        .filter(name -> verb.option(name).isEmpty())
        .findFirst()
        .map(name -> unknown(verb, name))
        .orElseGet(() ->
            Refused.usage(
                "E-USAGE-02", String.valueOf(wrong.getMessage()), "slipway help " + verb.path()));
  }

  private static Refused unknown(Verb verb, String word) {
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
