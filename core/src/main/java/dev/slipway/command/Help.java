package dev.slipway.command;

import dev.slipway.control.Refusal;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.view.HelpView;
import dev.slipway.view.HelpView.Example;
import dev.slipway.view.HelpView.Row;
import dev.slipway.view.HelpView.Section;
import dev.slipway.view.Plain;
import dev.slipway.view.RefusalView;
import dev.slipway.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Help about everything, made from the declarations. */
final class Help {
  private final Verbs verbs;

  Help(Verbs verbs) {
    this.verbs = verbs;
  }

  HelpView overview(Face face) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    for (Verb verb : verbs.list()) {
      if (verb.faces().contains(face)) {
        groups
            .computeIfAbsent(verb.group(), group -> new ArrayList<>())
            .add(new Row(verb.path(), verb.summary()));
      }
    }
    List<Section> sections = new ArrayList<>();
    groups.forEach((group, rows) -> sections.add(new Section(group, rows)));
    sections.add(
        new Section(
            "More help",
            List.of(
                new Row("help <command>", "one command, with examples"),
                new Row("help exit-codes", "what scripts can rely on"),
                new Row("help E-GATE-01", "what a code means"),
                new Row("help aliases", "words of other tools"))));
    return new HelpView(
        "slipway",
        "slipway [noun] verb [what] [options]",
        List.of(
            "Takes a version to production in steps, watches it, and takes it back by itself when a limit breaks.",
            "\"shop/42\" is release 42 of service shop, \"shop\" its running or newest release, \"@\" the one in use."),
        sections,
        List.of(
            new Example("slipway demo", "see the whole story on this computer"),
            new Example("slipway new shop v2", "open a release and plan it"),
            new Example("slipway rollback shop", "back to the old version, nobody is asked")));
  }

  Outcome answer(List<String> topic, Face face, Format format) {
    if (topic.isEmpty()) {
      return Outcome.of(overview(face), ExitCode.DONE, format);
    }
    String first = topic.getFirst();
    if (first.equals("exit-codes")) {
      return Outcome.of(exitCodes(), ExitCode.DONE, format);
    }
    if (first.equals("aliases")) {
      return Outcome.of(aliases(), ExitCode.DONE, format);
    }
    if (first.equals("errors")) {
      return Outcome.of(errors(), ExitCode.DONE, format);
    }
    if (first.toUpperCase(Locale.ROOT).startsWith("E-")) {
      return code(first.toUpperCase(Locale.ROOT), format);
    }
    List<String> words =
        Aliases.replaced(first.equals("slipway") ? topic.subList(1, topic.size()) : topic);
    if (words.isEmpty()) {
      return Outcome.of(overview(face), ExitCode.DONE, format);
    }
    return switch (verbs.find(words)) {
      case Verbs.Found.Exactly exactly -> Outcome.of(verb(exactly.verb()), ExitCode.DONE, format);
      case Verbs.Found.NounAlone noun -> Outcome.of(noun(noun.noun()), ExitCode.DONE, format);
      case Verbs.Found.Nothing nothing ->
          Outcome.of(unknown(nothing.word(), words), ExitCode.USAGE, format);
    };
  }

  HelpView verb(Verb verb) {
    List<Section> sections = new ArrayList<>();
    if (!verb.slots().isEmpty()) {
      sections.add(
          new Section(
              "What",
              verb.slots().stream().map(slot -> new Row(slot.name(), slot.words())).toList()));
    }
    List<Row> own = new ArrayList<>();
    List<Row> common = new ArrayList<>();
    for (Option option : verb.options()) {
      (SharedOptions.ALL.contains(option) ? common : own).add(row(option));
    }
    if (!own.isEmpty()) {
      sections.add(new Section("Options", own));
    }
    if (verbs.nouns().contains(verb.path())) {
      sections.add(verbsOf(verb.path()));
    }
    sections.add(new Section("Options of every command", common));
    List<String> text = new ArrayList<>();
    text.add(verb.summary());
    text.addAll(verb.text());
    verb.freeText()
        .ifPresent(option -> text.add("Everything after \"--\" is the text of " + option + "."));
    List<String> aliases =
        Aliases.all().stream().filter(word -> Aliases.meaning(word).equals(verb.path())).toList();
    if (!aliases.isEmpty()) {
      text.add("Also understood: " + String.join(", ", aliases) + ".");
    }
    return new HelpView(
        "slipway " + verb.path(),
        verb.usage(),
        text,
        sections,
        verb.examples().stream().map(e -> new Example("slipway " + e.line(), e.words())).toList());
  }

  private static Row row(Option option) {
    String value = option.isFlag() ? "" : " <" + option.value() + ">";
    return new Row(String.join(", ", option.names().reversed()) + value, option.words());
  }

  HelpView noun(String noun) {
    return new HelpView(
        "slipway " + noun,
        "slipway " + noun + " <verb> [what] [options]",
        List.of("\"" + noun + "\" needs a verb:"),
        List.of(verbsOf(noun)),
        verbs.of(noun).stream()
            .flatMap(verb -> verb.examples().stream().limit(1))
            .map(e -> new Example("slipway " + e.line(), e.words()))
            .toList());
  }

  private Section verbsOf(String noun) {
    return new Section(
        "Commands", verbs.of(noun).stream().map(v -> new Row(v.path(), v.summary())).toList());
  }

  private static HelpView exitCodes() {
    List<Row> rows =
        Stream.of(ExitCode.values())
            .map(exit -> new Row(Integer.toString(exit.code()), exit.meaning()))
            .toList();
    return new HelpView(
        "Exit codes",
        "",
        List.of("Every command ends with one of these."),
        List.of(new Section("Codes", rows)),
        List.of());
  }

  private static HelpView aliases() {
    List<Row> rows =
        Aliases.all().stream()
            .map(word -> new Row(word, "slipway " + Aliases.meaning(word)))
            .toList();
    return new HelpView(
        "Words of other tools",
        "",
        List.of("They are understood, and answered under the name on the right."),
        List.of(new Section("Aliases", rows)),
        List.of());
  }

  private static HelpView errors() {
    List<Row> rows = new ArrayList<>();
    new TreeMap<>(ErrorCodes.all()).forEach((code, meaning) -> rows.add(new Row(code, meaning)));
    return new HelpView(
        "Codes of refusals", "", List.of(), List.of(new Section("Codes", rows)), List.of());
  }

  private static Outcome code(String code, Format format) {
    Optional<String> meaning = ErrorCodes.meaning(code);
    if (meaning.isPresent()) {
      return Outcome.of(
          new HelpView(code, "", List.of(meaning.get()), List.of(), List.of()),
          ExitCode.DONE,
          format);
    }
    String near =
        Nearest.to(
                code.toLowerCase(Locale.ROOT),
                ErrorCodes.all().keySet().stream().map(c -> c.toLowerCase(Locale.ROOT)).toList())
            .map(word -> " Did you mean " + word.toUpperCase(Locale.ROOT) + "?")
            .orElse("");
    Refusal refusal =
        new Refusal(
            "E-USAGE-01",
            Kind.NOT_FOUND,
            "There is no code " + Plain.line(code, 40) + "." + near,
            List.of(),
            List.of("slipway help errors"));
    return Outcome.of(RefusalView.of(refusal), ExitCode.NOT_FOUND, format);
  }

  /**
   * @param line the whole line, so that the fix keeps what was typed behind the wrong word
   */
  View unknown(String word, List<String> line) {
    String[] parts = word.split(" ", 2);
    boolean nounKnown = parts.length == 2;
    List<String> known =
        nounKnown
            ? verbs.of(parts[0]).stream()
                .map(v -> v.path().substring(parts[0].length() + 1))
                .toList()
            : Stream.concat(
                    Stream.concat(
                        verbs.list().stream().map(Verb::path).filter(path -> !path.contains(" ")),
                        verbs.nouns().stream()),
                    Stream.concat(Aliases.all().stream(), Stream.of("help")))
                .distinct()
                .toList();
    Optional<String> near = Nearest.to(nounKnown ? parts[1] : word, known);
    String meant = near.map(found -> nounKnown ? parts[0] + " " + found : found).orElse("");
    return refusal(
        "\""
            + word
            + "\" is not a command."
            + (meant.isEmpty()
                ? ""
                : " Did you mean: slipway " + meant + rest(line, nounKnown ? 2 : 1) + " ?"),
        List.of(),
        nounKnown ? "slipway help " + parts[0] : "slipway help");
  }

  private static String rest(List<String> line, int from) {
    StringBuilder rest = new StringBuilder();
    for (String word : line.subList(Math.min(from, line.size()), line.size())) {
      String plain = Plain.line(word);
      rest.append(' ')
          .append(
              plain.isEmpty() || plain.contains(" ")
                  ? "\"" + plain.replace("\"", "\\\"") + "\""
                  : plain);
    }
    return rest.toString();
  }

  private static RefusalView refusal(String what, List<String> why, String... fix) {
    return RefusalView.of(new Refusal("E-USAGE-01", Kind.USAGE, what, why, List.of(fix)));
  }

  static String where(Verb verb) {
    return String.join(
        " and ",
        verb.faces().stream()
            .map(face ->
                switch (face) {
                  case SHELL -> "in the interactive shell";
                  case ONE_SHOT -> "on the command line";
                  case CHAT -> "in chat";
                })
            .toList());
  }
}
