package dev.slipway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Given-words for what metrics saw, and for limits. */
final class Seen {
  static final Instant NOON = Instant.parse("2026-11-16T12:00:00Z");
  static final Signal ORDERS = new Signal("orders");
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final OptionalDouble NONE = OptionalDouble.empty();

  private final List<Measure> measures = new ArrayList<>();

  private Seen() {}

  static Seen nothing() {
    return new Seen();
  }

  /** A healthy baseline of 1,000 requests. */
  static Seen aHealthyBaseline() {
    return nothing()
        .errors(Side.BASELINE, 3, 1000)
        .latency(Side.BASELINE, Signal.LATENCY_P50, 30, 1000)
        .latency(Side.BASELINE, Signal.LATENCY_P95, 90, 1000)
        .orders(Side.BASELINE, 300, 1000);
  }

  /** Both sides healthy, 1,000 requests each. */
  static Seen health() {
    return aHealthyBaseline()
        .errors(Side.CANARY, 3, 1000)
        .latency(Side.CANARY, Signal.LATENCY_P50, 30, 1000)
        .latency(Side.CANARY, Signal.LATENCY_P95, 90, 1000)
        .orders(Side.CANARY, 300, 1000);
  }

  Seen errors(Side side, long failures, long requests) {
    return with(
        new Measure(
            Signal.ERROR_RATE,
            side,
            OptionalDouble.of((double) failures / requests),
            failures,
            requests));
  }

  Seen orders(Side side, long orders, long requests) {
    return with(
        new Measure(ORDERS, side, OptionalDouble.of((double) orders / requests), orders, requests));
  }

  Seen latency(Side side, Signal signal, double millis, long requests) {
    return with(new Measure(signal, side, OptionalDouble.of(millis), 0, requests));
  }

  /** In place of what was said about the same signal and side. */
  Seen with(Measure measure) {
    without(measure.signal(), measure.side());
    measures.add(measure);
    return this;
  }

  Seen without(Signal signal, Side side) {
    measures.removeIf(measure -> measure.signal().equals(signal) && measure.side() == side);
    return this;
  }

  Snapshot snapshot() {
    return new Snapshot(NOON, WINDOW, new Snapshot.Provider.Answered(), measures);
  }

  Judgement by(Limits limits, Judge.Question question) {
    return new ThresholdJudge().judge(limits, question, snapshot());
  }

  Judgement against(Limits limits) {
    return by(limits, Judge.Question.CANARY_AGAINST_BASELINE);
  }

  /**
   * Checks every second over ten, two breaks in a row, 40 requests, 5 failures, grace 60 s, blind
   * limit 10 min.
   */
  static Limits limits(Limit... limits) {
    return new Limits(
        2,
        Duration.ofSeconds(1),
        WINDOW,
        40,
        5,
        Duration.ofSeconds(60),
        Duration.ofMinutes(10),
        List.of(limits));
  }

  /** Errors, latency and orders as in the demo. */
  static Limits demo() {
    return limits(errorRate(), atMost(Signal.LATENCY_P95, 500), ordersOfBaseline());
  }

  static Limit errorRate() {
    return new Limit(Signal.ERROR_RATE, OptionalDouble.of(0.02), OptionalDouble.of(0.01), NONE);
  }

  static Limit ordersOfBaseline() {
    return new Limit(ORDERS, NONE, NONE, OptionalDouble.of(0.7));
  }

  static Limit atMost(Signal signal, double most) {
    return new Limit(signal, OptionalDouble.of(most), NONE, NONE);
  }
}
