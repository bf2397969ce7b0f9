package dev.slipway.release;

import java.util.regex.Pattern;

/**
 * What a build really is: an algorithm and its hexadecimal digest ("sha256:9f1c…"). Where nobody
 * tells the digest of the build, the commit it is made from stands for it, and says so
 * ("git-commit:4be1…").
 */
public record ArtifactDigest(String value) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}|git-commit:([0-9a-f]{40}|[0-9a-f]{64})");

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
