package dev.slipway.setup;

import java.nio.file.Path;

/**
 * Fixes as people may take them: a line for a shell, or, where only a person knows what is right,
 * "edit" with the place and what may stand there.
 */
final class Pasted {
  private Pasted() {}

  /** In single quotes where a shell would read more into it. */
  static String word(String text) {
    return text.matches("[A-Za-z0-9_./+:@%=,-]+") && !text.startsWith("-")
        ? text
        : "'" + text.replace("'", "'\\''") + "'";
  }

  /** From here where it lies below; otherwise in full, because no shell opens a quoted ~. */
  static String path(Ground ground, Path path) {
    Path whole = path.toAbsolutePath().normalize();
    if (!whole.startsWith(ground.folder()) || whole.equals(ground.folder())) {
      return word(whole.toString());
    }
    String relative = ground.folder().relativize(whole).toString();
    return word(relative.startsWith("-") ? "./" + relative : relative);
  }

  /**
   * @param where the section of the file
   * @param what what may stand there
   */
  static String edit(String where, String what) {
    return "edit slipway.yaml, " + where + ": " + what;
  }
}
