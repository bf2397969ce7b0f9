package dev.slipway.health;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A measured quantity. The golden signals have fixed keys; any other key is a business metric
 * counted per request.
 *
 * @param key the word used in configuration: "error-rate", "latency-p95", "orders"
 */
public record Signal(String key) implements Comparable<Signal> {
  // First: the constants below are checked against it.
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  public static final Signal ERROR_RATE = new Signal("error-rate");
  public static final Signal LATENCY_P50 = new Signal("latency-p50");
  public static final Signal LATENCY_P95 = new Signal("latency-p95");
  public static final Signal LATENCY_P99 = new Signal("latency-p99");
  public static final Signal TRAFFIC = new Signal("traffic");
  public static final Signal SATURATION = new Signal("saturation");
  public static final Signal SATURATION_MEMORY = new Signal("saturation-memory");
  public static final Signal SATURATION_DISK = new Signal("saturation-disk");

  /** The share of attempts to reach the database that failed. */
  public static final Signal DATABASE_ERRORS = new Signal("database-errors");

  public Signal {
    if (!SHAPE.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "a signal's key has lower-case letters, digits and '-': \"" + key + "\"");
    }
  }

  /** Whether values are a share of requests between 0 and 1. */
  public boolean isRatio() {
    return equals(ERROR_RATE) || isOfProcess();
  }

  /** Whether values are milliseconds. */
  public boolean isLatency() {
    return key.startsWith("latency-");
  }

  /** Whether values describe the process as a whole, not a sample of its requests. */
  public boolean isGauge() {
    return isOfProcess() || equals(TRAFFIC);
  }

  private boolean isOfProcess() {
    return equals(SATURATION)
        || equals(SATURATION_MEMORY)
        || equals(SATURATION_DISK)
        || equals(DATABASE_ERRORS);
  }

  /** Whether it counts something the business wants, per request. */
  public boolean isBusiness() {
    return !isRatio() && !isLatency() && !equals(TRAFFIC);
  }

  public String words() {
    return key.replace('-', ' ').toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(Signal other) {
    return key.compareTo(other.key);
  }

  @Override
  public String toString() {
    return key;
  }
}
