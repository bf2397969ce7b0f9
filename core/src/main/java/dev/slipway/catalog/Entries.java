package dev.slipway.catalog;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The keys of one section as written, each once, with their lines; and the words in which to
 * complain about them.
 */
abstract sealed class Entries permits Section {
  final Origin origin;
  final String path;
  final String pattern;
  final int line;
  final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  /**
   * @param path the concrete path, for messages and the hash
   * @param pattern the same path as {@link Keys} write it
   */
  Entries(Origin origin, String path, String pattern, int line, List<NodeTuple> entries) {
    this.origin = origin;
    this.path = path;
    this.pattern = pattern;
    this.line = line;
    for (NodeTuple entry : entries) {
      int at = line(entry.getKeyNode());
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        problem(at, here() + "a key is a list or section", "write a single word before the colon");
      } else if (key.getTag().equals(Tag.MERGE) || key.getValue().equals("<<")) {
        problem(
            at,
            here() + "merge keys (<<) are not supported",
            "write the keys out, or share a whole section with *alias");
      } else if (values.containsKey(key.getValue())) {
        problem(
            at,
            at(key.getValue()) + " stands here twice, first in line " + lines.get(key.getValue()),
            "keep one of the two");
      } else {
        values.put(key.getValue(), entry.getValueNode());
        lines.put(key.getValue(), at);
      }
    }
  }

  Path file() {
    return origin.file();
  }

  int line() {
    return line;
  }

  /** The line of a key, or of the section when the key is absent. */
  int line(String key) {
    return lines.getOrDefault(key, line);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** Whether a key holds a section, which may be empty. */
  boolean isSection(String key) {
    return values.get(key) instanceof MappingNode;
  }

  /** Whether the section under a key has this key of its own. */
  boolean hasInside(String key, String inner) {
    return values.get(key) instanceof MappingNode mapping
        && mapping.getValue().stream()
            .anyMatch(entry ->
                entry.getKeyNode() instanceof ScalarNode word && word.getValue().equals(inner));
  }

  boolean isEmptySection(String key) {
    return values.get(key) instanceof MappingNode mapping && mapping.getValue().isEmpty();
  }

  /** The full path of a key, fit for a message. */
  String at(String key) {
    return Words.path(pathOf(key));
  }

  final String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  void problem(int at, String what, String fix) {
    origin.ledger().problem(file(), at, what, fix);
  }

  /** Records a problem of the value of a key. */
  void problem(String key, String what, String fix) {
    problem(line(key), at(key) + ": " + what, fix);
  }

  void remark(int at, String what, String fix) {
    origin.ledger().remark(file(), at, what, fix);
  }

  /** Keys of this section, in the order written. */
  List<String> keys() {
    return List.copyOf(values.keySet());
  }

  void refuse(String key, List<String> allowed) {
    problem(line(key), at(key) + " is not a key", oneOf(key, allowed));
  }

  final void refuseUnknown() {
    refuseUnknownBut(name -> true);
  }

  /**
   * @param belongs which of the table's keys may stand here, where it depends on another key
   */
  final void refuseUnknownBut(Predicate<String> belongs) {
    List<String> allowed = Keys.inside(pattern).stream().map(Key::name).filter(belongs).toList();
    if (!allowed.contains("*")) {
      keys().stream().filter(key -> !allowed.contains(key)).forEach(key -> refuse(key, allowed));
    }
  }

  final List<Node> entries(String key) {
    Node node = values.get(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    problem(
        key,
        isNothing(node) ? "is empty" : "is not a list",
        "write " + known(key).type().words() + " in [ ]; [] for none");
    return List.of();
  }

  static String oneOf(String written, List<String> allowed) {
    String list = "one of " + String.join(", ", allowed);
    return Nearest.to(written, allowed)
        .map(near -> "did you mean " + near + "? Otherwise " + list)
        .orElse(list);
  }

  static boolean isNothing(Node node) {
    return node.getTag().equals(Tag.NULL)
        || (node instanceof ScalarNode scalar && scalar.getValue().isBlank());
  }

  static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  final String patternOf(String key) {
    return pattern.isEmpty() ? key : pattern + "." + key;
  }

  final Key known(String key) {
    return Keys.at(patternOf(key))
        .or(() -> Keys.at(pattern + ".*"))
        .orElseThrow(() -> new IllegalStateException("no key " + patternOf(key) + " in the table"));
  }

  final String here() {
    return path.isEmpty() ? "" : Words.path(path) + ": ";
  }
}
