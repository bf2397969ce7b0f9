package dev.slipway.release;

import java.util.regex.Pattern;

/**
 * The name of a service: lower-case letters, digits, dot, dash and underscore, 1 to 60 characters.
 */
public record ServiceName(String value) implements Comparable<ServiceName> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");

  public ServiceName {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a service name has lower-case letters, digits, '.', '-' and '_', at most 60: \""
              + value
              + "\"");
    }
  }

  @Override
  public int compareTo(ServiceName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
