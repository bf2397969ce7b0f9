package dev.slipway.plan;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Metrics from a Prometheus.
 *
 * @param scrapeEvery how often it reads the service; samples are expected that often
 * @param select matchers of the series of one version: {@code job="shop", version="{version}"}
 * @param requests name of a counter of requests
 * @param failed further matchers of those that failed
 * @param durations name of a histogram of how long requests took
 * @param queries own queries by the signal's key; "requests" and "failures" are counts. One with
 *     {window} in it gives the number of that window; one of a count without it is a counter
 * @param flag what tells users who are shown what is new from those who are not
 */
public record PrometheusSpec(
    Reach reach,
    Duration scrapeEvery,
    QueryText select,
    String requests,
    QueryText failed,
    Optional<Durations> durations,
    Map<String, QueryText> queries,
    Optional<ByFlag> flag) {
  /** Keys of {@code queries} that are no signals of their own. */
  public static final String REQUESTS = "requests";

  public static final String FAILURES = "failures";

  /**
   * @param millis how many milliseconds one unit of its buckets is
   */
  public record Durations(String histogram, double millis) {}

  /** Further matchers of the requests that were made with the flag on, and with it off. */
  public record ByFlag(QueryText shown, QueryText hidden) {
    /** Whether it says of any flag who was shown what is behind it. */
    boolean namesFlag() {
      return shown.has(QueryText.Word.FLAG) && hidden.has(QueryText.Word.FLAG);
    }
  }

  public PrometheusSpec {
    queries = Map.copyOf(queries);
  }

  /** Whether any series are told apart by the side that a version is on. */
  public boolean isBySide() {
    return Stream.concat(Stream.of(select, failed), queries.values().stream())
        .anyMatch(QueryText::isBySide);
  }

  /** Whether all series are: then two groups of one version are told apart as well. */
  public boolean tellsSidesApart() {
    return select.isBySide()
        && queries.values().stream()
            .allMatch(query -> query.has(QueryText.Word.SELECT) || query.isBySide());
  }

  void add(CanonicalText text) {
    text.add("prometheus", reach.url());
    AlertmanagerSpec.reach(text, reach);
    text.add("scrape every", scrapeEvery);
    text.add("select", select.text());
    text.add("requests", requests);
    text.add("failed", failed.text());
    text.add("durations", durations.map(Durations::histogram));
    text.add("millis", durations.map(Durations::millis));
    text.add("queries", queries.size());
    new TreeMap<>(queries)
        .forEach((signal, query) -> {
          text.add("signal", signal);
          text.add("query", query.text());
        });
    // Only where it is told: what is configured without it keeps its hash.
    flag.ifPresent(told -> {
      text.add("shown", told.shown().text());
      text.add("hidden", told.hidden().text());
    });
  }
}
