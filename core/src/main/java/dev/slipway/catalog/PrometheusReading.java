package dev.slipway.catalog;

import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Signal;
import dev.slipway.plan.PrometheusSpec;
import dev.slipway.plan.QueryText;
import dev.slipway.plan.QueryText.Word;
import dev.slipway.plan.Reach;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads where metrics come from, and the queries for them. */
final class PrometheusReading {
  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern SIGNAL = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Set<Word> TELLING =
      EnumSet.of(Word.VERSION, Word.SIDE, Word.INSTANCES, Word.SERVERS);
  private static final QueryText NOTHING = QueryText.of("");
  private final Section section;
  private final boolean sides;

  private PrometheusReading(Section section, boolean sides) {
    this.section = section;
    this.sides = sides;
  }

  /**
   * @param metrics the section with a source in it
   * @param limits of the same environment: each needs a query
   * @param sides whether the target has two sides
   */
  static Optional<PrometheusSpec> read(Section metrics, Limits limits, boolean sides) {
    if (!metrics.has("prometheus")) {
      metrics.problem(
          metrics.line(),
          Words.path(metrics.path) + " names no source",
          "add prometheus: { url: \"http://localhost:9090\", select: 'job=\"shop\", version=\"{version}\"' }");
      return Optional.empty();
    }
    Section section = metrics.section("prometheus");
    return Optional.of(new PrometheusReading(section, sides).read(limits));
  }

  private PrometheusSpec read(Limits limits) {
    Reach reach = ReachReading.read(section, "http://prometheus.example.org:9090");
    Duration every = section.duration("scrape-every");
    Map<String, QueryText> queries = queries();
    boolean ownCounts =
        queries.containsKey(PrometheusSpec.REQUESTS)
            && queries.containsKey(PrometheusSpec.FAILURES);
    if (!section.has("select") && !ownCounts) {
      section.problem(
          section.line(),
          section.at("select") + " is missing, so the two versions could not be told apart",
          "add select: 'job=\"shop\", version=\"{version}\"' with the labels of your series");
    }
    QueryText select = section.has("select") ? matchers("select") : NOTHING;
    if (section.has("select")) {
      telling("select", select);
      without("select", select, Word.SELECT);
      without("select", select, Word.WINDOW);
    }
    QueryText failed = matchers("failed");
    without("failed", failed, Word.SELECT);
    without("failed", failed, Word.WINDOW);
    PrometheusSpec spec =
        new PrometheusSpec(
            reach, every, select, name("requests"), failed, durations(), queries, byFlag(queries));
    measurable(spec, limits);
    slow(every, limits);
    return spec;
  }

  private Optional<PrometheusSpec.ByFlag> byFlag(Map<String, QueryText> queries) {
    if (!section.has("by-flag")) {
      return Optional.empty();
    }
    Section told = section.section("by-flag");
    queries.forEach((signal, query) -> {
      if (!query.has(Word.SELECT)) {
        section
            .sectionAsWritten("queries")
            .problem(
                signal,
                "asks for all users, whatever a flag shows them",
                "put {{select}} into it, or remove by-flag");
      }
    });
    PrometheusReading inside = new PrometheusReading(told, sides);
    PrometheusSpec.ByFlag both =
        new PrometheusSpec.ByFlag(inside.users("shown"), inside.users("hidden"));
    if (both.shown().equals(both.hidden()) && !both.shown().text().isEmpty()) {
      told.problem("hidden", "finds the same requests as shown", "write a label that differs");
    }
    return Optional.of(both);
  }

  private QueryText users(String key) {
    if (!section.has(key)) {
      section.missing(key);
      return NOTHING;
    }
    QueryText matchers = matchers(key);
    without(key, matchers, Word.SELECT);
    without(key, matchers, Word.WINDOW);
    return matchers;
  }

  private Optional<PrometheusSpec.Durations> durations() {
    boolean millis = section.choice("durations-in").equals("milliseconds");
    if (!section.has("durations")) {
      return Optional.empty();
    }
    // Whoever copies the name from a query has the end of it that Prometheus adds.
    String name = name("durations").replaceFirst("_(bucket|count|sum)$", "");
    return Optional.of(new PrometheusSpec.Durations(name, millis ? 1 : 1000));
  }

  private String name(String key) {
    String name = section.text(key);
    if (!METRIC.matcher(name).matches()) {
      section.problem(
          key,
          Words.quoted(name) + " is not the name of a metric",
          "write the bare name, such as http_requests_total; a query of your own belongs below queries");
    }
    return name;
  }

  private QueryText matchers(String key) {
    String text = section.text(key);
    if (text.startsWith("{") && text.endsWith("}") && !text.matches("\\{[a-z]+}")) {
      section.problem(key, "has braces around it", "write the matchers alone: code=~\"5..\"");
      return NOTHING;
    }
    return query(key, text);
  }

  private QueryText query(String key, String text) {
    return switch (QueryText.read(text)) {
      case QueryText.Reading.Fit fit -> {
        if (fit.query().isBySide() && !sides) {
          section.problem(
              key,
              "asks for a side, and this target has none",
              "tell the versions apart by a label: version=\"{version}\"");
        }
        yield fit.query();
      }
      case QueryText.Reading.Unfit unfit -> {
        section.problem(key, unfit.what(), unfit.fix());
        yield NOTHING;
      }
    };
  }

  private void without(String key, QueryText query, Word word) {
    if (query.has(word)) {
      section.problem(key, word.written() + " means nothing here", "take it out");
    }
  }

  private void telling(String key, QueryText query) {
    boolean tells = query.words().stream().anyMatch(TELLING::contains);
    if (!tells && !query.text().isEmpty()) {
      section.problem(
          key,
          "finds the same series for both versions",
          "add a label that differs: version=\"{version}\""
              + (sides
                  ? ", side=\"{side}\", instance=~\"{instances}\" or HAProxy's server=~\"{servers}\""
                  : ""));
    }
  }

  private Map<String, QueryText> queries() {
    Map<String, QueryText> queries = new LinkedHashMap<>();
    if (!section.has("queries")) {
      return queries;
    }
    Section own = section.sectionAsWritten("queries");
    for (String signal : own.keys()) {
      if (!SIGNAL.matcher(signal).matches()) {
        own.problem(
            own.line(signal),
            own.at(signal) + " cannot be the name of a signal",
            "use lower-case letters, digits and '-', at most 40");
        continue;
      }
      if (signal.equals(Signal.ERROR_RATE.key()) || signal.equals(Signal.TRAFFIC.key())) {
        own.problem(
            signal,
            "is worked out from requests and failures",
            "write queries for requests and failures");
        continue;
      }
      PrometheusReading inside = new PrometheusReading(own, sides);
      QueryText query = inside.query(signal, own.text(signal));
      if (!query.has(Word.SELECT)) {
        inside.telling(signal, query);
      } else if (!section.has("select")) {
        own.problem(signal, "{select} has nothing to put in", "add select to prometheus");
      }
      queries.put(signal, query);
    }
    return queries;
  }

  /** A limit without a query would be silent in every check, and silence pauses a release. */
  private void measurable(PrometheusSpec spec, Limits limits) {
    for (Limit limit : limits.limits()) {
      Signal signal = limit.signal();
      boolean measured =
          signal.equals(Signal.ERROR_RATE)
              || spec.queries().containsKey(signal.key())
              || (isQuantile(signal) && spec.durations().isPresent());
      if (!measured) {
        section.problem(
            section.line(),
            "a limit for " + signal.key() + " could never be checked: nothing asks for it",
            signal.isLatency()
                ? "add durations: http_request_duration_seconds, the name of your histogram"
                : "add queries: { " + signal.key() + ": '…{{select}}…' }, or remove the limit");
      }
    }
  }

  static boolean isQuantile(Signal signal) {
    return signal.equals(Signal.LATENCY_P50)
        || signal.equals(Signal.LATENCY_P95)
        || signal.equals(Signal.LATENCY_P99);
  }

  private void slow(Duration every, Limits limits) {
    if (limits.window().compareTo(every.multipliedBy(2)) < 0) {
      section.problem(
          "scrape-every",
          "a window of "
              + limits.window().toSeconds()
              + " s has fewer than two samples in it, so nothing could be counted",
          "let limits.window be at least " + every.multipliedBy(3).toSeconds() + "s");
    }
  }
}
