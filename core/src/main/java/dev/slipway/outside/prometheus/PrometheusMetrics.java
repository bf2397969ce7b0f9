package dev.slipway.outside.prometheus;

import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.MetricsSources.Subjects;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Measure;
import dev.slipway.health.Scrapes;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Snapshot;
import dev.slipway.health.Snapshot.Gap;
import dev.slipway.outside.prometheus.Samples.Counted;
import dev.slipway.outside.prometheus.Tasks.Attempt;
import dev.slipway.plan.PrometheusSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** All signals of both versions, as a Prometheus has them. */
final class PrometheusMetrics implements Metrics {
  private static final Map<Signal, Double> QUANTILES =
      Map.of(Signal.LATENCY_P50, 0.5, Signal.LATENCY_P95, 0.95, Signal.LATENCY_P99, 0.99);
  private final Api api;
  private final ServerClock clock;
  private final PrometheusSpec spec;
  private final Limits limits;
  private final Subjects subjects;

  PrometheusMetrics(
      Api api, ServerClock clock, PrometheusSpec spec, Limits limits, Subjects subjects) {
    this.api = api;
    this.clock = clock;
    this.spec = spec;
    this.limits = limits;
    this.subjects = subjects;
  }

  @Override
  public Snapshot read(Instant at, Duration window) {
    try (Tasks tasks = new Tasks()) {
      Instant to = at.plus(clock.ahead());
      Map<Side, SideReading> readings = new EnumMap<>(Side.class);
      for (Side side : Side.values()) {
        subjects
            .of(side)
            .ifPresent(subject ->
                readings.put(
                    side,
                    new SideReading(
                        api, new Questions(spec, subject), to.minus(window), to, true, tasks)));
      }
      return new Gathered(at, window, readings).snapshot();
    } catch (OutsideFailure silent) {
      return Snapshot.silent(at, window, String.valueOf(silent.getMessage()));
    }
  }

  @Override
  public Tally tally(Side side, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return new Tally(0, 0);
    }
    try (Tasks tasks = new Tasks()) {
      Duration ahead = clock.ahead();
      List<SideReading> both = new ArrayList<>();
      for (Side one : List.of(side, side == Side.CANARY ? Side.BASELINE : Side.CANARY)) {
        subjects
            .of(one)
            .ifPresent(subject ->
                both.add(
                    new SideReading(
                        api,
                        new Questions(spec, subject),
                        from.plus(ahead),
                        to.plus(ahead),
                        false,
                        tasks)));
      }
      if (subjects.of(side).isEmpty()) {
        return new Tally(0, 0);
      }
      List<Counters> counters = new ArrayList<>();
      both.forEach(one -> one.counters().value().ifPresent(counters::add));
      SideReading mine = both.getFirst();
      Optional<Counters> found = mine.counters().value();
      return found.isEmpty()
          ? new Tally(0, 0)
          : new Tally(
              mine.once(PrometheusSpec.REQUESTS, found.get(), counters),
              mine.once(PrometheusSpec.FAILURES, found.get(), counters));
    } catch (OutsideFailure silent) {
      return new Tally(0, 0);
    }
  }

  @Override
  public List<String> remarks() {
    return clock.words().stream().toList();
  }

  /** The answers of one reading, put together. */
  private final class Gathered {
    private final Instant at;
    private final Duration window;
    private final Map<Side, SideReading> readings;
    private final List<Measure> measures = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Scrapes> scrapes = new ArrayList<>();

    Gathered(Instant at, Duration window, Map<Side, SideReading> readings) {
      this.at = at;
      this.window = window;
      this.readings = readings;
    }

    Snapshot snapshot() {
      List<Counters> others =
          readings.values().stream().flatMap(one -> one.counters().value().stream()).toList();
      // The supplier remembers: it is the same answer.
      readings.forEach((side, reading) -> side(side, reading, reading.counters(), others));
      if (measures.isEmpty()) {
        return Snapshot.silent(
            at, window, gaps.isEmpty() ? "nothing is asked for" : gaps.getFirst().why());
      }
      return new Snapshot(at, window, new Snapshot.Provider.Answered(), measures, gaps, scrapes);
    }

    private void side(
        Side side, SideReading reading, Attempt<Counters> attempt, List<Counters> others) {
      String why = attempt.value().map(reading::fault).orElse(attempt.why());
      if (attempt.value().isEmpty() || !why.isEmpty()) {
        all().forEach(signal -> gaps.add(new Gap(signal, side, why)));
        return;
      }
      Counters found = attempt.value().get();
      scrapes.add(found.scrapes(side, spec.scrapeEvery(), SideReading.patience(spec)));
      Counted requests;
      try {
        requests = reading.counted(PrometheusSpec.REQUESTS, found, others);
      } catch (OutsideFailure silent) {
        all().forEach(signal -> gaps.add(new Gap(signal, side, words(silent))));
        return;
      }
      long count = Math.round(requests.number());
      errors(side, reading, found, others, count);
      measures.add(
          new Measure(
              Signal.TRAFFIC,
              side,
              requests.seconds() > 0
                  ? OptionalDouble.of(requests.number() / requests.seconds())
                  : OptionalDouble.empty(),
              0,
              count));
      latency(side, reading, count);
      values(side, reading, count);
      business(side, reading, found, others, count);
    }

    private void errors(
        Side side, SideReading reading, Counters found, List<Counters> others, long requests) {
      try {
        if (reading.isUntold(found)) {
          gaps.add(new Gap(Signal.ERROR_RATE, side, reading.untold()));
          return;
        }
        long failures =
            Math.round(reading.counted(PrometheusSpec.FAILURES, found, others).number());
        measures.add(
            new Measure(
                Signal.ERROR_RATE, side, perRequest(failures, requests), failures, requests));
      } catch (OutsideFailure silent) {
        gaps.add(new Gap(Signal.ERROR_RATE, side, words(silent)));
      }
    }

    private void latency(Side side, SideReading reading, long requests) {
      for (Attempt<Buckets> attempt : reading.buckets()) {
        QUANTILES.forEach((signal, share) -> {
          if (reading.hasOwn(signal.key())) {
            return;
          }
          if (attempt.value().isEmpty()) {
            gaps.add(new Gap(signal, side, attempt.why()));
            return;
          }
          Buckets buckets = attempt.value().get();
          if (!buckets.isUsed()) {
            gaps.add(
                new Gap(
                    signal,
                    side,
                    spec.durations().orElseThrow().histogram()
                        + "_bucket has "
                        + (buckets.isThere() ? "no new request" : "no two samples")
                        + " in the window"));
            measures.add(new Measure(signal, side, OptionalDouble.empty(), 0, requests));
            return;
          }
          coarse(signal, side, buckets);
          millis(signal, side, buckets, share)
              .ifPresent(value ->
                  measures.add(new Measure(signal, side, OptionalDouble.of(value), 0, requests)));
        });
      }
    }

    /** A limit above the highest bucket could never be seen broken. */
    private void coarse(Signal signal, Side side, Buckets buckets) {
      double highest = buckets.highest() * spec.durations().orElseThrow().millis();
      limits.limits().stream()
          .filter(limit -> limit.signal().equals(signal))
          .flatMapToDouble(limit -> limit.atMost().stream())
          .filter(most -> most > highest)
          .forEach(most ->
              gaps.add(
                  new Gap(
                      signal,
                      side,
                      "its limit of "
                          + Math.round(most)
                          + " ms is above the highest bucket, "
                          + Math.round(highest)
                          + " ms, beyond which nobody knows")));
    }

    /** Above its highest bucket a histogram knows nothing but that. */
    private Optional<Double> millis(Signal signal, Side side, Buckets buckets, double share) {
      double unit = spec.durations().orElseThrow().millis();
      double value = buckets.quantile(share);
      if (Double.isFinite(value)) {
        return Optional.of(value * unit);
      }
      double highest = buckets.highest() * unit;
      if (side == Side.CANARY && highest < ceiling(signal)) {
        gaps.add(
            new Gap(
                signal,
                side,
                "is above the highest bucket, "
                    + Math.round(highest)
                    + " ms, and nobody knows how far"));
        return Optional.empty();
      }
      return Optional.of(Math.nextUp(highest));
    }

    private double ceiling(Signal signal) {
      double ceiling = Double.NEGATIVE_INFINITY;
      for (Limit limit : limits.limits()) {
        if (limit.signal().equals(signal)) {
          ceiling = Math.max(ceiling, limit.atMost().orElse(ceiling));
          if (limit.aboveBaselineBy().isPresent()) {
            double by = limit.aboveBaselineBy().getAsDouble();
            OptionalDouble base =
                measures.stream()
                    .filter(one -> one.signal().equals(signal) && one.side() == compared())
                    .map(Measure::value)
                    .findFirst()
                    .orElse(OptionalDouble.empty());
            ceiling = Math.max(ceiling, base.isPresent() ? base.getAsDouble() + by : ceiling);
          }
        }
      }
      return ceiling;
    }

    /** Where a group is measured, it is what is compared with. */
    private Side compared() {
      return readings.containsKey(Side.GROUP) ? Side.GROUP : Side.BASELINE;
    }

    private void values(Side side, SideReading reading, long requests) {
      for (String key : spec.queries().keySet()) {
        if (!reading.hasOwn(key)) {
          continue;
        }
        Signal signal = new Signal(key);
        Attempt<Double> attempt = reading.value(key);
        if (attempt.value().isEmpty()) {
          gaps.add(new Gap(signal, side, attempt.why()));
        } else {
          measures.add(
              new Measure(signal, side, OptionalDouble.of(attempt.value().get()), 0, requests));
        }
      }
    }

    private void business(
        Side side, SideReading reading, Counters found, List<Counters> others, long requests) {
      for (String key : reading.business()) {
        try {
          long events = Math.round(reading.counted(key, found, others).number());
          measures.add(
              new Measure(new Signal(key), side, perRequest(events, requests), events, requests));
        } catch (OutsideFailure silent) {
          gaps.add(new Gap(new Signal(key), side, words(silent)));
        }
      }
    }

    private static String words(OutsideFailure silent) {
      return String.valueOf(silent.getMessage());
    }

    private static OptionalDouble perRequest(long events, long requests) {
      return requests == 0 ? OptionalDouble.empty() : OptionalDouble.of(events / (double) requests);
    }

    private List<Signal> all() {
      List<Signal> all = new ArrayList<>(List.of(Signal.ERROR_RATE, Signal.TRAFFIC));
      if (spec.durations().isPresent()) {
        all.addAll(QUANTILES.keySet());
      }
      spec.queries().keySet().stream()
          .filter(key -> !key.equals(PrometheusSpec.REQUESTS))
          .filter(key -> !key.equals(PrometheusSpec.FAILURES))
          .map(Signal::new)
          .filter(signal -> !all.contains(signal))
          .forEach(all::add);
      return all;
    }
  }
}
