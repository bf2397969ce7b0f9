package dev.slipway.outside.prometheus;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.health.Scrapes;
import dev.slipway.health.Side;
import dev.slipway.outside.prometheus.Samples.Counted;
import dev.slipway.outside.prometheus.Samples.Sample;
import dev.slipway.plan.PrometheusSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The counters of one version as one answer holds them: values at steps, by process, and when each
 * value was scraped.
 */
final class Counters {
  /** Values by the step they were asked for, in milliseconds since 1970. */
  private final Map<String, Map<Map<String, String>, NavigableMap<Long, Double>>> parts =
      new HashMap<>();

  private final String operation;
  private final long firstStep;

  /**
   * @param firstStep the oldest step that was asked for
   */
  Counters(String operation, List<Series> answer, long firstStep) {
    this.operation = operation;
    this.firstStep = firstStep;
    for (Series one : answer) {
      NavigableMap<Long, Double> values = new TreeMap<>();
      for (Series.Point point : one.points()) {
        if (!Double.isFinite(point.value()) || point.value() < 0) {
          throw new OutsideFailure(
              Api.SYSTEM, operation, "a counter is " + point.value() + ", which none can be");
        }
        values.put(Math.round(point.at() * 1000), point.value());
      }
      parts
          .computeIfAbsent(one.label(Questions.PART), part -> new LinkedHashMap<>())
          .put(one.without(Questions.PART), values);
    }
  }

  private Map<Map<String, String>, NavigableMap<Long, Double>> part(String name) {
    return parts.getOrDefault(name, Map.of());
  }

  boolean has(String part) {
    return parts.containsKey(part);
  }

  /** When anything of it was scraped last, in seconds since 1970; empty when nothing was. */
  Optional<Double> newest() {
    return part(Questions.SEEN).values().stream()
        .map(values -> values.lastEntry().getValue())
        .max(Double::compare);
  }

  /**
   * When each process that is still there was scraped last, and how often they are.
   *
   * @param configured how often, where too few samples tell
   * @param patience one that was scraped so much longer ago than others is not there any more
   * @throws java.util.NoSuchElementException when nothing was scraped
   */
  Scrapes scrapes(Side side, Duration configured, Duration patience) {
    Map<Map<String, String>, NavigableMap<Long, Double>> seen = part(Questions.SEEN);
    long lastStep = seen.values().stream().mapToLong(NavigableMap::lastKey).max().orElseThrow();
    // One that cannot be scraped any more has no value at the last step.
    Map<String, Double> there = new HashMap<>();
    seen.forEach((process, values) -> {
      if (values.lastKey() == lastStep) {
        there.put(process.toString(), values.lastEntry().getValue());
      }
    });
    double since = Collections.max(there.values()) - patience.toMillis() / 1000.0;
    Map<String, Instant> newest = new HashMap<>();
    there.forEach((process, at) -> {
      if (at > since) {
        newest.put(process, instant(at));
      }
    });
    List<Long> gaps = new ArrayList<>();
    for (NavigableMap<Long, Double> values : seen.values()) {
      double before = Double.NaN;
      for (double at : values.values()) {
        if (at > before) {
          gaps.add(Math.round((at - before) * 1000));
        }
        before = at;
      }
    }
    gaps.sort(Comparator.naturalOrder());
    Duration every = gaps.isEmpty() ? configured : Duration.ofMillis(gaps.get(gaps.size() / 2));
    return new Scrapes(side, newest, every);
  }

  private static Instant instant(double seconds) {
    return Instant.ofEpochMilli(Math.round(seconds * 1000));
  }

  /** Whether a process was scraped in the time from {@code from} up to, not at, {@code to}. */
  boolean isSeenBetween(double from, double to) {
    return part(Questions.SEEN).values().stream()
        .flatMap(values -> values.values().stream())
        .anyMatch(at -> at >= from && at < to);
  }

  /** First samples of processes that were not there at the first step. */
  Map<Map<String, String>, Double> births(String count) {
    Map<Map<String, String>, Double> births = new LinkedHashMap<>();
    part(count)
        .forEach((process, values) -> {
          if (values.firstKey() > firstStep) {
            births.put(process, samples(process, values).getFirst().at());
          }
        });
    return births;
  }

  /**
   * The samples of a count by process.
   *
   * @param isNew whether a process began when it was first scraped
   */
  Map<Map<String, String>, Samples> of(String count, Predicate<Map<String, String>> isNew) {
    Map<Map<String, String>, Samples> all = new LinkedHashMap<>();
    Set<Map<String, String>> born = births(count).keySet();
    part(count)
        .forEach((process, values) ->
            all.put(
                process,
                new Samples(
                    samples(process, values), born.contains(process) && isNew.test(process))));
    return all;
  }

  /**
   * Failures beside requests: a counter of failures begins with the first one, so as long as a
   * process has none of it while it counts requests, it had no failure.
   */
  Map<Map<String, String>, Samples> failures(Predicate<Map<String, String>> isNew) {
    Map<Map<String, String>, Samples> all = new LinkedHashMap<>();
    Map<Map<String, String>, Samples> own = of(PrometheusSpec.FAILURES, isNew);
    Set<Map<String, String>> born = births(PrometheusSpec.REQUESTS).keySet();
    part(PrometheusSpec.REQUESTS)
        .forEach((process, requests) -> {
          NavigableMap<Long, Double> failures =
              part(PrometheusSpec.FAILURES).getOrDefault(process, new TreeMap<>());
          NavigableMap<Long, Double> filled = new TreeMap<>();
          requests.keySet().forEach(step -> filled.put(step, failures.getOrDefault(step, 0.0)));
          all.put(
              process,
              new Samples(samples(process, filled), born.contains(process) && isNew.test(process)));
        });
    own.forEach(all::putIfAbsent);
    return all;
  }

  private List<Sample> samples(Map<String, String> process, NavigableMap<Long, Double> values) {
    NavigableMap<Long, Double> seen = seen(process);
    List<Double> scraped = new ArrayList<>();
    values.keySet().forEach(step -> scraped.add(seen.getOrDefault(step, step / 1000.0)));
    return Samples.of(scraped, List.copyOf(values.values()));
  }

  /** Of the process itself; where that is not told, the newest of all at each step. */
  private NavigableMap<Long, Double> seen(Map<String, String> process) {
    Map<Map<String, String>, NavigableMap<Long, Double>> seen = part(Questions.SEEN);
    NavigableMap<Long, Double> own = seen.get(process);
    if (own != null) {
      return own;
    }
    NavigableMap<Long, Double> newest = new TreeMap<>();
    seen.values()
        .forEach(values -> values.forEach((step, at) -> newest.merge(step, at, Math::max)));
    return newest;
  }

  /** These counters with those of another answer, which tells by itself when it was scraped. */
  Counters with(String count, List<Series> answer) {
    List<Series> marked =
        answer.stream()
            .map(one -> {
              Map<String, String> labels = new HashMap<>(one.labels());
              labels.put(Questions.PART, count);
              return new Series(labels, one.points());
            })
            .toList();
    Counters both = new Counters(operation, marked, firstStep);
    parts.forEach(both.parts::putIfAbsent);
    return both;
  }

  static Counted sum(Map<Map<String, String>, Samples> samples, double from, double to) {
    return samples.values().stream()
        .map(one -> one.between(from, to))
        .reduce(new Counted(0, 0), Counted::plus);
  }

  /**
   * What is counted between two questions: everything once, however often it is asked for, and what
   * a late scrape hides as soon as it is there.
   *
   * @param every seconds between two scrapes
   */
  static long once(
      Map<Map<String, String>, Samples> samples, double from, double to, double every) {
    return samples.values().stream()
        .mapToLong(one -> one.countedBy(to, every) - one.countedBy(from, every))
        .sum();
  }

  static Set<Map<String, String>> processes(List<Series> answer) {
    Set<Map<String, String>> processes = new HashSet<>();
    answer.forEach(one -> processes.add(one.labels()));
    return processes;
  }
}
