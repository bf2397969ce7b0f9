package dev.slipway.catalog;

import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Looks through a whole file once for what no key may hold: sections that contain themselves, trees
 * that unfold without end, tags that ask for Java objects, and secrets written out.
 */
final class Suspicion {
  private static final int MOST_NODES = 20_000;
  private static final Set<Tag> PLAIN =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.SEQ,
          Tag.MAP,
          Tag.MERGE);
  private static final Pattern SECRET =
      Pattern.compile(".*(password|passwd|token|secret|private-key)(-from)?");
  private static final Pattern FIGURE = Pattern.compile("[0-9]+");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Path file;
  private final Ledger ledger;
  private final Set<Node> above = Collections.newSetFromMap(new IdentityHashMap<>());
  private int seen;

  Suspicion(Path file, Ledger ledger) {
    this.file = file;
    this.ledger = ledger;
  }

  /**
   * Whether the tree can be walked safely. Problems of single values are recorded and do not stop
   * the reading.
   */
  boolean accepts(Node node) {
    if (++seen > MOST_NODES) {
      ledger.problem(
          file,
          line(node),
          "aliases make this file unfold into too much",
          "write the values out instead of *aliases");
      return false;
    }
    if (!PLAIN.contains(node.getTag())) {
      ledger.problem(file, line(node), "tags such as !!name are not allowed", "remove the tag");
    }
    if (node instanceof ScalarNode scalar) {
      if (Words.hasCredentials(scalar.getValue())) {
        ledger.problem(
            file,
            line(node),
            "an address with a user and a password in it",
            "take them out of the address and use a key with { env: NAME } or { file: PATH }");
      }
      return true;
    }
    if (!above.add(node)) {
      ledger.problem(
          file,
          line(node),
          "this section contains itself",
          "remove the *alias that points back to it");
      return false;
    }
    boolean fine = acceptsInside(node);
    above.remove(node);
    return fine;
  }

  private boolean acceptsInside(Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().allMatch(this::accepts);
    }
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (!accepts(tuple.getKeyNode()) || !accepts(tuple.getValueNode())) {
          return false;
        }
        if (tuple.getKeyNode() instanceof ScalarNode key
            && isLiteralSecret(key.getValue(), tuple.getValueNode())) {
          ledger.problem(
              file,
              line(key),
              Words.quoted(key.getValue())
                  + " holds a secret, and secrets do not stand in this file",
              "write { env: NAME } or { file: PATH }");
        }
      }
      return true;
    }
    ledger.problem(
        file,
        line(node),
        "something that is neither text, list nor section",
        "write it out plainly");
    return false;
  }

  private static boolean isLiteralSecret(String key, Node value) {
    String name = key.toLowerCase(Locale.ROOT).replace('_', '-');
    boolean secret = SECRET.matcher(name).matches();
    // "medium-from: 3" counts points; "password-from: hunter2" is the mistake this looks for.
    boolean figure =
        value instanceof ScalarNode scalar && FIGURE.matcher(scalar.getValue()).matches();
    boolean from =
        name.endsWith("-from")
            && !figure
            && Keys.all().stream().noneMatch(known -> known.name().equals(name));
    return (secret || from) && !isReference(value);
  }

  private static boolean isReference(Node value) {
    if (!(value instanceof MappingNode mapping) || mapping.getValue().size() != 1) {
      return false;
    }
    NodeTuple only = mapping.getValue().getFirst();
    if (!(only.getKeyNode() instanceof ScalarNode kind)
        || !(only.getValueNode() instanceof ScalarNode where)) {
      return false;
    }
    return kind.getValue().equals("env")
        ? VARIABLE.matcher(where.getValue()).matches()
        : kind.getValue().equals("file") && !where.getValue().isBlank();
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
