package dev.slipway.release;

import java.util.regex.Pattern;

/** What a build really is: an algorithm and its hexadecimal digest ("sha256:9f1c…"). */
public record ArtifactDigest(String value) {
  private static final Pattern SHAPE = Pattern.compile("sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})");

  public ArtifactDigest {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a digest reads sha256: and 64 hexadecimal digits: \"" + value + "\"");
    }
  }

  /** Enough of it for a person to compare: "sha256:9f1c27…e2". */
  public String brief() {
    int colon = value.indexOf(':') + 1;
    return value.substring(0, colon + 6) + "…" + value.substring(value.length() - 2);
  }

  @Override
  public String toString() {
    return value;
  }
}
