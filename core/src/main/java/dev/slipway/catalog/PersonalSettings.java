package dev.slipway.catalog;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * How Slipway looks to one person, from a file of theirs; nothing in it changes what a release
 * does. A fault in it never stands in the way: what cannot be read counts as not written, and is
 * told.
 *
 * @param accessible lines of "key: value" for a screen reader instead of anything drawn
 */
public record PersonalSettings(boolean accessible, List<Problem> problems) {
  public static final String ACCESSIBLE = "accessible";
  private static final Set<String> YES = Set.of("yes", "true", "on");
  private static final Set<String> NO = Set.of("no", "false", "off");

  public PersonalSettings {
    problems = List.copyOf(problems);
  }

  /** Of a file that need not be there. */
  public static PersonalSettings read(Path file) {
    if (!Files.exists(file)) {
      return new PersonalSettings(false, List.of());
    }
    Ledger ledger = new Ledger();
    ledger.reading(file);
    Optional<MappingNode> tree = YamlFile.read(file, ledger);
    boolean accessible = false;
    if (tree.isPresent()) {
      for (NodeTuple entry : tree.get().getValue()) {
        accessible |= isAccessible(file, entry, ledger);
      }
    }
    return new PersonalSettings(accessible, ledger.problems());
  }

  private static boolean isAccessible(Path file, NodeTuple entry, Ledger ledger) {
    int line = entry.getKeyNode().getStartMark().getLine() + 1;
    String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (!key.equals(ACCESSIBLE)) {
      ledger.problem(
          file,
          line,
          Words.quoted(key) + " is not a key of this file",
          "the only one is accessible");
      return false;
    }
    String value =
        entry.getValueNode() instanceof ScalarNode scalar
            ? scalar.getValue().toLowerCase(Locale.ROOT)
            : "";
    if (!YES.contains(value) && !NO.contains(value)) {
      ledger.problem(
          file,
          line,
          "accessible is neither yes nor no: " + Words.quoted(value),
          "accessible: yes");
    }
    return YES.contains(value);
  }
}
