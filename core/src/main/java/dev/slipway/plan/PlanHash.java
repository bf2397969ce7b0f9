package dev.slipway.plan;

import java.util.regex.Pattern;

/** SHA-256 over what a plan would do, hexadecimal; approvals are for one hash. */
public record PlanHash(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  public PlanHash {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a plan hash has 64 hexadecimal digits: \"" + value + "\"");
    }
  }

  public String brief() {
    return value.substring(0, 4);
  }

  @Override
  public String toString() {
    return value;
  }
}
