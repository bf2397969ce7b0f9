package dev.slipway.release;

import java.util.regex.Pattern;

/**
 * The name of an environment such as prod: lower-case letters, digits, dot, dash and underscore, 1
 * to 60 characters.
 */
public record EnvironmentName(String value) implements Comparable<EnvironmentName> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");

  public EnvironmentName {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an environment name has lower-case letters, digits, '.', '-' and '_', at most 60: \""
              + value
              + "\"");
    }
  }

  @Override
  public int compareTo(EnvironmentName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
