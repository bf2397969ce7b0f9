package dev.slipway.plan;

import dev.slipway.release.ChangeRecord;
import dev.slipway.release.Commit;
import dev.slipway.release.FileChange;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The feature flags a change names: in a trailer {@code Flag: name}, or by a file in a folder of
 * flags.
 */
final class Flags {
  /**
   * Narrow on purpose: names come from commit messages and end up in documents and instructions.
   */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");

  private static final Pattern FILE =
      Pattern.compile(
          "(?:.*/)?(?:feature-)?flags/([A-Za-z0-9][A-Za-z0-9_-]{0,79})\\.(?:json|ya?ml|toml|properties)");

  private Flags() {}

  /** Sorted, each once; names of another shape are left out. */
  static List<String> of(ChangeRecord change) {
    TreeSet<String> names = new TreeSet<>();
    for (Commit commit : change.commits()) {
      for (Commit.Trailer trailer : commit.trailers()) {
        String name = trailer.value().strip();
        if (trailer.key().equalsIgnoreCase("Flag") && NAME.matcher(name).matches()) {
          names.add(name);
        }
      }
    }
    for (FileChange file : change.files()) {
      Matcher matcher = FILE.matcher(file.path());
      if (file.kind() != FileChange.Kind.DELETED && matcher.matches()) {
        names.add(matcher.group(1));
      }
    }
    return List.copyOf(names);
  }

  /** "turn flag coupon_ui off"; empty when the change names none. */
  static Optional<String> offPath(List<String> flags) {
    return switch (flags.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of("turn flag " + flags.getFirst() + " off");
      default -> Optional.of("turn flags " + String.join(", ", flags) + " off");
    };
  }
}
