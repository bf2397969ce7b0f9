package dev.slipway.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which migrations the databases have, each with its checksum. */
public final class MigrationParity {
  private MigrationParity() {}

  /**
   * @param before checksums by the migration's id
   * @param behind whether the later environment runs an older version
   */
  public static List<Difference> of(
      Map<String, String> before, Map<String, String> after, boolean behind) {
    List<Difference> all = new ArrayList<>();
    Map<String, String> later = new TreeMap<>(after);
    new TreeMap<>(before)
        .forEach((id, checksum) -> {
          String what = "migration " + id;
          String other = later.remove(id);
          if (other == null) {
            all.add(
                behind
                    ? Difference.expected(
                        what, "applied", "not yet", "it comes with the version that waits")
                    : Difference.unexpected(
                        what, "applied", "missing", "the same code meets another database here"));
          } else if (!other.equals(checksum)) {
            all.add(
                Difference.unexpected(
                    what, "applied", "another text", "it was changed after it was tried"));
          }
        });
    later
        .keySet()
        .forEach(id ->
            all.add(
                Difference.unexpected(
                    "migration " + id, "missing", "applied", "nobody has tried it before")));
    return all;
  }
}
