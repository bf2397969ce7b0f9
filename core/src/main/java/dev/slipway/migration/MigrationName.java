package dev.slipway.migration;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a file's name says, by Flyway's rules: {@code V58__add_coupon.sql}, {@code R__views.sql}.
 */
sealed interface MigrationName {
  /**
   * @param id as written, "V1.2"
   * @param parts the numbers of the version, without zeros at the end: V2 and V02.0 are the same
   *     version
   */
  record Versioned(String id, List<BigInteger> parts, String description) implements MigrationName {
    public Versioned {
      parts = List.copyOf(parts);
    }
  }

  record Repeatable(String description) implements MigrationName {}

  /** Looks like a migration but is none, so a runner may leave it out without a word. */
  record Bad(String why) implements MigrationName {}

  /** An undo or baseline file: known to the runner, and never run by a normal migration. */
  record Aside() implements MigrationName {}

  record Other() implements MigrationName {}

  static MigrationName of(String fileName) {
    if (!fileName.toLowerCase(Locale.ROOT).endsWith(".sql")) {
      return new Other();
    }
    String name = fileName.substring(0, fileName.length() - 4);
    int gap = name.indexOf("__");
    String before = gap < 0 ? name : name.substring(0, gap);
    String description = gap < 0 ? "" : name.substring(gap + 2).replace('_', ' ').strip();
    if (gap >= 0 && before.equals("R")) {
      return new Repeatable(description);
    }
    if (name.startsWith("beforeMigrate")
        || name.startsWith("afterMigrate")
        || name.startsWith("beforeEach")
        || name.startsWith("afterEach")) {
      return new Bad("a callback: the runner runs it with every migration and lists it nowhere");
    }
    boolean numbered = before.length() > 1 && isDigit(before.charAt(1));
    if (!numbered || "VvUB".indexOf(before.charAt(0)) < 0) {
      return new Other();
    }
    if (before.charAt(0) == 'v') {
      return new Bad("its name begins with a small v, and the runner leaves it out");
    }
    if (before.charAt(0) != 'V') {
      return new Aside();
    }
    if (gap < 0) {
      return new Bad("two underscores are missing after its version, and the runner leaves it out");
    }
    List<BigInteger> parts = parts(before.substring(1));
    if (parts.isEmpty()) {
      return new Bad("its version is not numbers with dots between");
    }
    return new Versioned(before, parts, description);
  }

  private static List<BigInteger> parts(String version) {
    List<BigInteger> parts = new ArrayList<>();
    for (String part : version.split("[._]", -1)) {
      if (part.isEmpty() || part.length() > 40 || !part.chars().allMatch(c -> isDigit((char) c))) {
        return List.of();
      }
      parts.add(new BigInteger(part));
    }
    while (parts.size() > 1 && parts.getLast().signum() == 0) {
      parts.removeLast();
    }
    return parts;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
