package dev.slipway.outside.git;

import dev.slipway.release.Version;
import java.util.List;
import java.util.Optional;

/**
 * How a service's version labels and its tags belong together, by a pattern such as {@code
 * shop-v{version}}.
 */
record TagNames(String before, String after) {
  private static final String PLACE = "{version}";

  /**
   * @throws GitTrouble when the pattern cannot name a tag
   */
  static TagNames of(String pattern) throws GitTrouble {
    int at = pattern.indexOf(PLACE);
    String before = at < 0 ? pattern : pattern.substring(0, at);
    String after = at < 0 ? "" : pattern.substring(at + PLACE.length());
    if (at < 0
        || !isPartOfTag(before)
        || !isPartOfTag(after)
        || before.startsWith("-")
        || before.startsWith("/")) {
      throw new GitTrouble(
          "the tag pattern cannot name a tag",
          "it needs {version} once, and beside it only letters, digits, '.', '_', '+', '-' and '/': \""
              + pattern
              + "\"",
          "tag-pattern: \"v{version}\"");
    }
    return new TagNames(before, after);
  }

  private static boolean isPartOfTag(String text) {
    return text.chars()
        .allMatch(c ->
            (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "._+-/".indexOf(c) >= 0);
  }

  /**
   * Tags a label may mean, the likeliest first. "v2" under "v{version}" is the tag v2 before it is
   * vv2.
   */
  List<String> of(Version version) {
    String label = version.label();
    String patterned = before + label + after;
    boolean already =
        label.length() > before.length() + after.length()
            && label.startsWith(before)
            && label.endsWith(after);
    return already && !patterned.equals(label) ? List.of(label, patterned) : List.of(patterned);
  }

  /**
   * The label people use for a tag; empty for a tag of another pattern. A lone v stays, since
   * people say v2.4.1; any other prefix is cut off. Both read back to the same tag.
   */
  Optional<Version> label(String tag) {
    if (tag.length() <= before.length() + after.length()
        || !tag.startsWith(before)
        || !tag.endsWith(after)) {
      return Optional.empty();
    }
    boolean asIs = before.equalsIgnoreCase("v") && after.isEmpty();
    String label = asIs ? tag : tag.substring(before.length(), tag.length() - after.length());
    try {
      Version version = new Version(label);
      return of(version).getFirst().equals(tag) ? Optional.of(version) : Optional.empty();
    } catch (IllegalArgumentException noLabel) {
      return Optional.empty();
    }
  }
}
