package dev.slipway.journal;

import dev.slipway.release.ReleaseId;

/** The name of a stream: "release/shop/42", "catalog", "seal". */
public record StreamName(String value) {
  public static final StreamName SEAL = new StreamName("seal");

  public static final StreamName CATALOGUE = new StreamName("catalog");

  public static StreamName of(ReleaseId id) {
    return new StreamName("release/" + id);
  }

  public static final StreamName TOKENS = new StreamName("token");

  /** Whether it tells the story of one release. */
  public boolean isRelease() {
    return value.startsWith("release/");
  }

  @Override
  public String toString() {
    return value;
  }
}
