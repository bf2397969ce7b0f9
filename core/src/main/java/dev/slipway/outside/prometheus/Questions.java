package dev.slipway.outside.prometheus;

import dev.slipway.control.port.MetricsSources.Subject;
import dev.slipway.plan.PrometheusSpec;
import dev.slipway.plan.QueryText;
import dev.slipway.plan.QueryText.Values;
import dev.slipway.plan.QueryText.Word;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is asked about one version, with everything put in. */
record Questions(PrometheusSpec spec, Subject subject) {
  /** Label that tells the parts of one answer apart. */
  static final String PART = "slipway";

  /** Parts beside the counts: when the newest sample was scraped, and whether failures show. */
  static final String SEEN = "seen";

  static final String TOLD = "told";

  /** How far back is looked for a process that seems to be new. */
  static final Duration MEMORY = Duration.ofMinutes(30);

  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)");
  private static final Pattern STRING =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`");

  /** {@code job="shop",version="v2.0"}. */
  String selected() {
    String select = spec.select().with(values());
    Optional<String> users = users();
    if (users.isEmpty() || select.isBlank()) {
      return users.orElse(select);
    }
    return select + "," + users.get();
  }

  private Optional<String> users() {
    return subject
        .users()
        .flatMap(users ->
            spec.flag().map(told -> (users.shown() ? told.shown() : told.hidden()).with(values())));
  }

  private String failing() {
    String failed = spec.failed().with(values());
    return failed.isBlank() ? selected() : selected() + "," + failed;
  }

  /** Whether the number of a window is asked for, not a counter. */
  boolean isOfWindow(String count) {
    return own(count).filter(query -> query.has(Word.WINDOW)).isPresent();
  }

  /** A count's counter, one series a process. */
  String counter(String count) {
    return own(count)
        .map(query -> query.with(select(values())))
        .orElseGet(() ->
            "sum by (instance) ("
                + spec.requests()
                + "{"
                + (count.equals(PrometheusSpec.FAILURES) ? failing() : selected())
                + "})");
  }

  /** A number of a window, or a value now. */
  String value(String signal, Duration window) {
    return own(signal).orElseThrow().with(select(values()).put(Word.WINDOW, written(window)));
  }

  String buckets(Duration window) {
    return "sum by (le) (rate("
        + spec.durations().orElseThrow().histogram()
        + "_bucket{"
        + selected()
        + "}["
        + written(window)
        + "]))";
  }

  /** Both counters, and what tells whether they can be believed, in one question. */
  String counters() {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String count : List.of(PrometheusSpec.REQUESTS, PrometheusSpec.FAILURES)) {
      if (!isOfWindow(count)) {
        parts.put(count, counter(count));
      }
    }
    boolean own = own(PrometheusSpec.REQUESTS).isPresent();
    parts.put(
        SEEN,
        own
            ? "max(timestamp({" + selected() + "}))"
            : "max by (instance) (timestamp(" + spec.requests() + "{" + selected() + "}))");
    failureLabel()
        .ifPresent(label ->
            parts.put(
                TOLD, "count(" + spec.requests() + "{" + selected() + "," + label + "!=\"\"})"));
    StringBuilder query = new StringBuilder();
    parts.forEach((part, expression) ->
        query
            .append(query.isEmpty() ? "" : " or ")
            .append("label_replace((")
            .append(expression)
            .append("), \"" + PART + "\", \"")
            .append(part)
            .append("\", \"\", \"\")"));
    return query.toString();
  }

  /** Processes that were there before, within {@link #MEMORY}. */
  static String before(String counter) {
    return "max_over_time((" + counter + ")[" + MEMORY.toSeconds() + "s:30s])";
  }

  /** The first label by which failures are told, where they are told by labels. */
  Optional<String> failureLabel() {
    if (own(PrometheusSpec.FAILURES).isPresent()) {
      return Optional.empty();
    }
    Matcher label = LABEL.matcher(STRING.matcher(spec.failed().text()).replaceAll(""));
    return label.find() ? Optional.of(label.group(1)) : Optional.empty();
  }

  Optional<QueryText> own(String signal) {
    return Optional.ofNullable(spec.queries().get(signal));
  }

  private Values select(Values values) {
    return values.put(Word.SELECT, selected());
  }

  private Values values() {
    Values values =
        new Values()
            .put(Word.VERSION, subject.version().label())
            .put(Word.SERVICE, subject.service().value())
            .put(Word.ENVIRONMENT, subject.environment().value());
    subject.side().ifPresent(side -> values.put(Word.SIDE, side));
    subject.users().ifPresent(users -> values.put(Word.FLAG, users.flag()));
    if (!subject.instances().isEmpty()) {
      values.put(Word.INSTANCES, subject.instances());
    }
    if (!subject.servers().isEmpty()) {
      values.put(Word.SERVERS, subject.servers());
    }
    return values;
  }

  static String written(Duration window) {
    return window.toMillis() % 1000 == 0
        ? window.toSeconds() + "s"
        : Math.max(1, window.toMillis()) + "ms";
  }
}
