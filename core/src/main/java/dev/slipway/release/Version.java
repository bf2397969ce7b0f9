package dev.slipway.release;

import java.util.regex.Pattern;

/**
 * A version's label as people write it ("v2.4.1"). A label may move; the artifact's digest may not.
 */
public record Version(String label) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

  public Version {
    if (!SHAPE.matcher(label).matches()) {
      throw new IllegalArgumentException(
          "a version has letters, digits, '.', '_', '+' and '-', at most 100: \"" + label + "\"");
    }
  }

  @Override
  public String toString() {
    return label;
  }
}
