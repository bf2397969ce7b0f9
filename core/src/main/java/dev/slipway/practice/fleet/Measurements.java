package dev.slipway.practice.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every request as the router saw it end, the newest half million of them: more than an hour at 120
 * a second. Windows are found by binary search over raw events, so counts and percentiles are
 * exact.
 */
final class Measurements {
  static final int CAPACITY = 1 << 19;
  private static final int FAILED = 1;
  private static final int ORDERED = 2;

  private final long[] endedMillis = new long[CAPACITY];
  private final int[] latencyMicros = new int[CAPACITY];
  private final byte[] versions = new byte[CAPACITY];
  private final byte[] marks = new byte[CAPACITY];
  private final List<String> names = new ArrayList<>();
  private long count;
  private long newestMillis;

  /**
   * What one version did in a window.
   *
   * @param p50 percentiles of the time users waited, in milliseconds by nearest rank, failures
   *     included
   */
  record Window(long requests, long failures, long orders, double p50, double p95, double p99) {}

  /**
   * Requests one by one, oldest first.
   *
   * @param count all requests up to the newest of these
   * @param names by the numbers that the requests have for their versions
   */
  record Ended(long count, List<String> names, List<Request> requests) {}

  record Request(long endedMillis, int latencyMicros, int version, boolean failed) {}

  /** Notes a request that ends now. */
  void add(String version, long micros, boolean failed, boolean ordered) {
    add(System.currentTimeMillis(), version, micros, failed, ordered);
  }

  synchronized void add(
      long atMillis, String version, long micros, boolean failed, boolean ordered) {
    // The search needs times in order; a wall clock that is set back must not break it.
    newestMillis = Math.max(newestMillis, atMillis);
    int slot = (int) (count % CAPACITY);
    endedMillis[slot] = newestMillis;
    latencyMicros[slot] = (int) Math.min(micros, Integer.MAX_VALUE);
    versions[slot] = (byte) number(version);
    marks[slot] = (byte) ((failed ? FAILED : 0) | (ordered ? ORDERED : 0));
    count++;
  }

  /** What ended from one moment (inclusive) to another (exclusive), by version. */
  Map<String, Window> between(long fromMillis, long toMillis) {
    int[] latencies;
    byte[] ofVersion;
    byte[] ofMark;
    String[] labels;
    synchronized (this) {
      long first = firstAtOrAfter(fromMillis);
      int length = (int) Math.max(0, firstAtOrAfter(toMillis) - first);
      latencies = new int[length];
      ofVersion = new byte[length];
      ofMark = new byte[length];
      for (int i = 0; i < length; i++) {
        int slot = (int) ((first + i) % CAPACITY);
        latencies[i] = latencyMicros[slot];
        ofVersion[i] = versions[slot];
        ofMark[i] = marks[slot];
      }
      labels = names.toArray(String[]::new);
    }
    Map<String, Window> windows = new TreeMap<>();
    for (int version = 0; version < labels.length; version++) {
      Window window = windowOf(version, latencies, ofVersion, ofMark);
      if (window.requests() > 0) {
        windows.put(labels[version], window);
      }
    }
    return windows;
  }

  /**
   * What ended since so many had, the newest of them.
   *
   * @param most how many are given at most
   */
  synchronized Ended after(long known, int most) {
    long first = Math.max(Math.max(known, count - most), Math.max(0, count - CAPACITY));
    List<Request> requests = new ArrayList<>();
    for (long at = first; at < count; at++) {
      int slot = (int) (at % CAPACITY);
      requests.add(
          new Request(
              endedMillis[slot], latencyMicros[slot], versions[slot], (marks[slot] & FAILED) != 0));
    }
    return new Ended(count, List.copyOf(names), requests);
  }

  /** How many requests have ended since the fleet began. */
  synchronized long count() {
    return count;
  }

  /** How many requests ended in a window, whatever version they got. */
  synchronized long requestsBetween(long fromMillis, long toMillis) {
    return Math.max(0, firstAtOrAfter(toMillis) - firstAtOrAfter(fromMillis));
  }

  /** When the oldest request still known ended; the far future when there is none. */
  synchronized long oldestMillis() {
    return count == 0
        ? Long.MAX_VALUE
        : endedMillis[(int) (Math.max(0, count - CAPACITY) % CAPACITY)];
  }

  private static Window windowOf(int version, int[] latencies, byte[] versions, byte[] marks) {
    int[] own = new int[latencies.length];
    int requests = 0;
    long failures = 0;
    long orders = 0;
    for (int i = 0; i < latencies.length; i++) {
      if (versions[i] == version) {
        own[requests++] = latencies[i];
        failures += marks[i] & FAILED;
        orders += (marks[i] & ORDERED) >> 1;
      }
    }
    int[] sorted = Arrays.copyOf(own, requests);
    Arrays.sort(sorted);
    return new Window(
        requests,
        failures,
        orders,
        percentile(sorted, 50),
        percentile(sorted, 95),
        percentile(sorted, 99));
  }

  private static double percentile(int[] sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)] / 1000.0;
  }

  private long firstAtOrAfter(long millis) {
    long low = Math.max(0, count - CAPACITY);
    long high = count;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (endedMillis[(int) (middle % CAPACITY)] < millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int number(String version) {
    int number = names.indexOf(version);
    if (number >= 0) {
      return number;
    }
    if (names.size() == Byte.MAX_VALUE) {
      throw new IllegalStateException(
          "the practice fleet measures at most " + Byte.MAX_VALUE + " versions");
    }
    names.add(version);
    return names.size() - 1;
  }
}
