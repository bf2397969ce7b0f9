package dev.slipway.outside.exec;

import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.release.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/** Every probe that was answered or failed, the newest of them; a window is exact. */
final class ProbeLog {
  private static final int MOST = 200_000;

  /**
   * Whose probes.
   *
   * @param group whether they are of the group that a new version is compared with
   */
  record Who(Version version, boolean group) {}

  private record Sample(Instant at, Who who, double millis, boolean failed) {}

  /** What came of them in a window. */
  record Window(long requests, long failures, List<Double> sortedMillis) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  synchronized void add(Instant at, Who who, Duration took, boolean failed) {
    samples.addLast(new Sample(at, who, took.toNanos() / 1e6, failed));
    if (samples.size() > MOST) {
      samples.removeFirst();
    }
  }

  /** From one moment (inclusive) to another (inclusive). */
  synchronized Window between(Who who, Instant from, Instant to) {
    List<Sample> own =
        samples.stream()
            .filter(sample -> sample.who().equals(who))
            .filter(sample -> !sample.at().isBefore(from) && !sample.at().isAfter(to))
            .toList();
    List<Double> millis = own.stream().map(Sample::millis).sorted().toList();
    return new Window(own.size(), own.stream().filter(Sample::failed).count(), millis);
  }

  static List<Measure> measures(Side side, Window window, Duration length) {
    long requests = window.requests();
    return List.of(
        new Measure(
            Signal.ERROR_RATE,
            side,
            requests == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(window.failures() / (double) requests),
            window.failures(),
            requests),
        new Measure(Signal.LATENCY_P50, side, percentile(window, 50), 0, requests),
        new Measure(Signal.LATENCY_P95, side, percentile(window, 95), 0, requests),
        new Measure(Signal.LATENCY_P99, side, percentile(window, 99), 0, requests),
        new Measure(
            Signal.TRAFFIC,
            side,
            OptionalDouble.of(requests / Math.max(0.001, length.toMillis() / 1000.0)),
            0,
            requests));
  }

  private static OptionalDouble percentile(Window window, int percent) {
    List<Double> sorted = window.sortedMillis();
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(sorted.get(Math.max(0, rank - 1)));
  }
}
