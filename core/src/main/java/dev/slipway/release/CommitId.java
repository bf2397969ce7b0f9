package dev.slipway.release;

import java.util.regex.Pattern;

/** A full git object name of a commit: 40 or 64 hexadecimal digits. */
public record CommitId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  public CommitId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a commit has 40 or 64 hexadecimal digits: \"" + value + "\"");
    }
  }

  public String brief() {
    return value.substring(0, 7);
  }

  @Override
  public String toString() {
    return value;
  }
}
