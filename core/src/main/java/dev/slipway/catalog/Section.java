package dev.slipway.catalog;

import dev.slipway.plan.BatchSize;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One section of a file, read by the table of {@link Keys}. Every accessor answers: with the value,
 * else after recording a problem with the key's default or a harmless stand-in, so that one reading
 * finds all problems. Values it gives out are recorded for the hash.
 */
final class Section extends Entries {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");

  /** A text and where it stands. */
  record Located(String text, int line) {}

  private Section(Origin origin, String path, String pattern, int line, List<NodeTuple> entries) {
    super(origin, path, pattern, line, entries);
  }

  static Section top(Origin origin, MappingNode node) {
    Section top = new Section(origin, "", "", 1, node.getValue());
    top.refuseUnknown();
    return top;
  }

  String text(String key) {
    return value(
        key, text -> text.isBlank() ? Optional.empty() : Optional.of(text.strip()), text -> text);
  }

  int number(String key, int least, int most) {
    int number = value(key, Section::whole, Object::toString);
    if (number < least || number > most) {
      problem(
          key,
          number + " is not between " + least + " and " + most,
          "write a number from " + least + " to " + most);
      return least;
    }
    return number;
  }

  boolean yes(String key) {
    return value(
        key,
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "yes", "true" -> Optional.of(true);
              case "no", "false" -> Optional.of(false);
              default -> Optional.empty();
            },
        Object::toString);
  }

  Duration duration(String key) {
    return value(key, Amounts::duration, Duration::toString);
  }

  /** A duration, or no time at all. */
  Duration durationOrNone(String key) {
    return value(key, Amounts::durationOrNone, Duration::toString);
  }

  /** A share from 0 to 1. */
  double percent(String key) {
    return value(key, Amounts::share, BigDecimal::toPlainString).doubleValue();
  }

  /** How many instances at once. */
  BatchSize batch(String key) {
    return value(key, Amounts::batch, BatchSize::words);
  }

  /** One of the key's choices. */
  String choice(String key) {
    Key known = known(key);
    String written = raw(key).orElse(known.fallback().orElse(known.choices().getFirst()));
    if (!known.choices().contains(written)) {
      problem(key, Words.quoted(written) + " is not known here", oneOf(written, known.choices()));
      return known.fallback().orElse(known.choices().getFirst());
    }
    origin.ledger().value(pathOf(key), written);
    return written;
  }

  /** The text of a key as written, before any check; empty when it is absent or not a text. */
  Optional<String> raw(String key) {
    return Optional.ofNullable(values.get(key)).flatMap(node -> scalar(key, node, known(key)));
  }

  /** A path, absolute; a relative one is meant from the file it stands in. */
  Path path(String key) {
    Path found = value(key, this::resolved, chosen -> "");
    origin
        .ledger()
        .value(pathOf(key), canonical(raw(key).or(known(key)::fallback).orElse(""), found));
    return found;
  }

  /** Moving a whole checkout elsewhere changes no relative path, and so must change no hash. */
  private String canonical(String written, Path found) {
    boolean fixed = written.startsWith("~") || written.startsWith("/");
    return slashes(fixed ? found : origin.root().relativize(found));
  }

  private static String slashes(Path path) {
    return path.toString().replace('\\', '/');
  }

  private Optional<Path> resolved(String text) {
    try {
      Path written =
          text.startsWith("~/") ? origin.home().resolve(text.substring(2)) : Path.of(text);
      return text.isBlank()
          ? Optional.empty()
          : Optional.of(file().resolveSibling(written).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The entries of a list of texts, each one of the key's choices where it has any. */
  List<Located> texts(String key) {
    Key known = known(key);
    List<Located> texts = new ArrayList<>();
    for (Node entry : entries(key)) {
      if (!(entry instanceof ScalarNode scalar)
          || scalar.getTag().equals(Tag.NULL)
          || scalar.getValue().isBlank()) {
        problem(line(entry), at(key) + ": an entry is not a text", "write " + known.type().words());
      } else if (!known.choices().isEmpty() && !known.choices().contains(scalar.getValue())) {
        String unknown = scalar.getValue();
        problem(
            line(entry),
            at(key) + ": " + Words.quoted(unknown) + " is not known here",
            oneOf(unknown, known.choices()));
      } else if (texts.stream().anyMatch(earlier -> earlier.text().equals(scalar.getValue()))) {
        problem(
            line(entry),
            at(key) + ": " + Words.quoted(scalar.getValue()) + " stands here twice",
            "keep one of the two");
      } else {
        texts.add(new Located(scalar.getValue().strip(), line(entry)));
      }
    }
    if (!has(key)) {
      Defaults.list(known).forEach(text -> texts.add(new Located(text, line)));
    }
    origin
        .ledger()
        .value(
            pathOf(key),
            String.join(",", texts.stream().map(Located::text).map(Words::escaped).toList()));
    return texts;
  }

  /** Whole percentages as written; the default when one of them is none. */
  List<Integer> weights(String key) {
    List<Integer> fallback = Defaults.weights(known(key));
    List<Integer> weights = new ArrayList<>();
    for (Node entry : entries(key)) {
      Optional<Integer> weight =
          entry instanceof ScalarNode scalar ? whole(scalar.getValue()) : Optional.empty();
      if (weight.isEmpty() || weight.get() < 1 || weight.get() > 100) {
        String shown =
            entry instanceof ScalarNode scalar ? Words.quoted(scalar.getValue()) : "an entry";
        problem(
            line(entry),
            at(key) + ": " + shown + " is not a whole percentage from 1 to 100",
            "write numbers without a sign, such as " + fallback);
        return fallback;
      }
      weights.add(weight.get());
    }
    List<Integer> chosen = has(key) && !weights.isEmpty() ? weights : fallback;
    origin.ledger().value(pathOf(key), chosen.toString());
    return chosen;
  }

  /** The section under a key; an empty one when it is absent. */
  Section section(String key) {
    Section section = sectionAsWritten(key);
    section.refuseUnknown();
    return section;
  }

  /**
   * The section under a key without a look at its keys, for a kind whose keys are not known yet.
   */
  Section sectionAsWritten(String key) {
    return inside(key, values.get(key), pathOf(key), patternOf(key));
  }

  /**
   * Sections by the names that people chose, in the order written. Names of another shape are
   * problems and left out.
   */
  Map<Located, Section> named(String key) {
    Section all = sectionAsWritten(key);
    Map<Located, Section> sections = new LinkedHashMap<>();
    for (String name : all.keys()) {
      if (!NAME.matcher(name).matches()) {
        problem(
            all.line(name),
            all.at(name) + " cannot be a name",
            "use lower-case letters, digits, '.', '-' and '_', at most 60");
        continue;
      }
      sections.put(new Located(name, all.line(name)), all.entry(name));
    }
    return sections;
  }

  /** The section under a key that is a name people chose. */
  Section entry(String name) {
    Section section = inside(name, values.get(name), pathOf(name), pattern + ".*");
    section.refuseUnknown();
    return section;
  }

  /**
   * Where a secret is kept; empty when the key is absent, or holds something else: {@link
   * Suspicion} has found that already, in every key that is named like a secret.
   */
  Optional<Secret> secret(String key) {
    if (!(values.get(key) instanceof MappingNode mapping)
        || mapping.getValue().size() != 1
        || !(mapping.getValue().getFirst().getKeyNode() instanceof ScalarNode kind)
        || !(mapping.getValue().getFirst().getValueNode() instanceof ScalarNode where)) {
      return Optional.empty();
    }
    return kind.getValue().equals("env")
        ? Optional.of(new Secret.InEnvironment(where.getValue()))
        : resolved(where.getValue()).map(Secret.InFile::new);
  }

  /** The sections of a list. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    for (Node entry : entries(key)) {
      Section section =
          inside(key, entry, pathOf(key) + "[" + sections.size() + "]", patternOf(key) + "[]");
      section.refuseUnknown();
      sections.add(section);
    }
    origin.ledger().value(pathOf(key), Integer.toString(sections.size()));
    return sections;
  }

  private int lineIn(String key, Node node) {
    return has(key) ? line(key) : line(node);
  }

  private Section inside(String key, @Nullable Node node, String name, String shape) {
    if (node == null) {
      return new Section(origin, name, shape, line, List.of());
    }
    if (node instanceof MappingNode mapping) {
      return new Section(origin, name, shape, lineIn(key, node), mapping.getValue());
    }
    String what = isNothing(node) ? " is empty" : " is not a section of keys";
    problem(line(node), Words.path(name) + what, "write keys and values below it, or remove it");
    return new Section(origin, name, shape, line(node), List.of());
  }

  private <T> T value(
      String key, Function<String, Optional<T>> parse, Function<T, String> canonical) {
    Key known = known(key);
    Node node = values.get(key);
    Optional<T> found = Optional.empty();
    if (node == null) {
      if (known.required()) {
        missing(key);
      }
    } else {
      Optional<String> written = scalar(key, node, known);
      found = written.flatMap(parse);
      if (written.isPresent() && found.isEmpty()) {
        problem(
            key,
            Words.quoted(written.get()) + " is not " + known.type().words(),
            known.type().fixFor(written.get()));
      }
    }
    String instead = known.fallback().orElse(known.type().standIn());
    T value =
        found
            .or(() -> parse.apply(instead))
            .orElseThrow(() -> new IllegalStateException("the default of " + known.path()));
    origin.ledger().value(pathOf(key), canonical.apply(value));
    return value;
  }

  private Optional<String> scalar(String key, Node node, Key known) {
    if (node instanceof ScalarNode scalar && !isNothing(node)) {
      return Optional.of(scalar.getValue());
    }
    String what =
        isNothing(node) ? "is empty" : "is a list or section, not " + known.type().words();
    problem(key, what, known.type().fixFor(""));
    return Optional.empty();
  }

  /** Records that a required key is absent. */
  void missing(String key) {
    Key known = known(key);
    problem(
        line,
        at(key) + " is missing",
        known.choices().isEmpty()
            ? "add " + key + ": " + known.type().words()
            : "add " + key + ": " + String.join(" or ", known.choices()));
  }

  private static Optional<Integer> whole(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
