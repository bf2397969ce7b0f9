package dev.slipway.catalog;

import dev.slipway.health.GoldenSignals;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Reads {@code limits}: a few keys of its own, the golden signals, and any other word as a business
 * signal.
 */
final class LimitsReading {
  private static final List<Signal> WRITTEN_ONLY =
      List.of(
          Signal.LATENCY_P50,
          Signal.LATENCY_P95,
          Signal.LATENCY_P99,
          Signal.SATURATION,
          Signal.SATURATION_MEMORY,
          Signal.SATURATION_DISK,
          Signal.DATABASE_ERRORS);

  static final String CRITICAL = "critical";
  static final String WARNING = "warning";

  private LimitsReading() {}

  static Limits read(Section section) {
    int before = section.origin.ledger().count();
    int breaks = section.number("breaks-in-a-row", 1, 100);
    Duration interval = section.duration("interval");
    Duration window = section.duration("window");
    long requests = section.number("minimum-requests", 1, 100_000_000);
    long failures = section.number("minimum-failures", 0, 100_000_000);
    Duration grace = section.duration("grace");
    Duration blind = section.duration("blind-limit");
    List<Limit> limits = new ArrayList<>();
    limits.add(errorRate(section.section(Signal.ERROR_RATE.key())));
    for (Signal signal : WRITTEN_ONLY) {
      if (section.has(signal.key())) {
        golden(section, signal, limits);
      }
    }
    List<String> fixed =
        Keys.inside(Keys.LIMITS).stream().map(Key::name).filter(name -> !name.equals("*")).toList();
    for (String key : section.keys()) {
      if (!fixed.contains(key)) {
        business(section, key, fixed, limits);
      }
    }
    if (section.origin.ledger().count() == before) {
      if (window.compareTo(interval) < 0) {
        section.problem(
            section.has("window") ? "window" : "interval",
            "each check looks back less far than the time between two checks",
            "let window be at least interval");
      }
      if (blind.compareTo(grace) <= 0) {
        section.problem(
            section.has("blind-limit") ? "blind-limit" : "grace",
            "the release would be taken back before it is paused",
            "let blind-limit be longer than grace");
      }
    }
    Duration safeWindow = window.compareTo(interval) < 0 ? interval : window;
    return new Limits(
        breaks,
        interval,
        safeWindow,
        requests,
        failures,
        grace,
        blind,
        limits,
        Optional.of(GoldenSignals.of(bounds(section, CRITICAL), bounds(section, WARNING))));
  }

  private static Map<Signal, Double> bounds(Section limits, String key) {
    Section section = limits.section(key);
    return Keys.inside(Keys.LIMITS + "." + key).stream()
        .map(found -> new Signal(found.name()))
        .collect(
            Collectors.toMap(signal -> signal, signal -> amount(section, signal, signal.key())));
  }

  private static Limit errorRate(Section section) {
    double most = section.percent("at-most");
    return new Limit(
        Signal.ERROR_RATE,
        OptionalDouble.of(most),
        above(section, Signal.ERROR_RATE),
        OptionalDouble.empty());
  }

  private static void golden(Section limits, Signal signal, List<Limit> found) {
    Section section = limits.section(signal.key());
    OptionalDouble most =
        section.has("at-most")
            ? OptionalDouble.of(amount(section, signal, "at-most"))
            : OptionalDouble.empty();
    OptionalDouble above = above(section, signal);
    if (most.isEmpty() && above.isEmpty()) {
      String example = signal.isLatency() ? "500ms" : "80%";
      limits.problem(
          signal.key(),
          "this limit has no bound, so it could never break",
          "add at-most: " + example + ", or remove it");
      return;
    }
    found.add(new Limit(signal, most, above, OptionalDouble.empty()));
  }

  private static OptionalDouble above(Section section, Signal signal) {
    return section.has("and-above-baseline-by")
        ? OptionalDouble.of(amount(section, signal, "and-above-baseline-by"))
        : OptionalDouble.empty();
  }

  /** In the signal's own unit: milliseconds, or a share from 0 to 1. */
  private static double amount(Section section, Signal signal, String key) {
    return signal.isLatency() ? section.duration(key).toMillis() : section.percent(key);
  }

  private static void business(Section limits, String key, List<String> fixed, List<Limit> found) {
    if (key.equals(Signal.TRAFFIC.key())) {
      limits.problem(
          key,
          "traffic differs between the two versions because the stages say so",
          "limit a business signal such as orders instead");
      return;
    }
    boolean latency = key.startsWith("latency");
    if (latency
        || !limits.isSection(key)
        || (Nearest.to(key, fixed).isPresent() && !limits.hasInside(key, "at-least-of-baseline"))) {
      limits.refuse(
          key,
          latency ? fixed.stream().filter(name -> name.startsWith("latency")).toList() : fixed);
      return;
    }
    if (!key.matches("[a-z][a-z0-9-]{0,39}")) {
      limits.problem(
          limits.line(key),
          limits.at(key) + " cannot be the name of a signal",
          "use lower-case letters, digits and '-', at most 40");
      return;
    }
    double share = limits.entry(key).percent("at-least-of-baseline");
    found.add(
        new Limit(
            new Signal(key),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.of(share)));
  }
}
