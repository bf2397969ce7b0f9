package dev.slipway.outside.prometheus;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.health.Signal;
import dev.slipway.outside.prometheus.Samples.Counted;
import dev.slipway.outside.prometheus.Tasks.Attempt;
import dev.slipway.plan.PrometheusSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Everything asked about one version over one window. The questions are on their way when it is
 * made; the answers are waited for one by one.
 */
final class SideReading {
  private static final int MOST_STEPS = 500;
  private final Api api;
  private final Questions questions;
  private final Instant from;
  private final Instant to;
  private final Supplier<Attempt<Counters>> counters;
  private final Map<String, Supplier<Attempt<Double>>> values = new LinkedHashMap<>();
  private final Map<String, Supplier<Attempt<Double>>> numbers = new LinkedHashMap<>();
  private final Map<String, Supplier<Attempt<List<Series>>>> counts = new LinkedHashMap<>();
  private final List<Supplier<Attempt<Buckets>>> buckets = new ArrayList<>();

  /**
   * @param whole ask about all signals, not only about requests and failures
   */
  SideReading(Api api, Questions questions, Instant from, Instant to, boolean whole, Tasks tasks) {
    this.api = api;
    this.questions = questions;
    this.from = from;
    this.to = to;
    Duration window = Duration.between(from, to);
    this.counters = tasks.ask(() -> counters(questions.counters()));
    for (String count : List.of(PrometheusSpec.REQUESTS, PrometheusSpec.FAILURES)) {
      if (questions.isOfWindow(count)) {
        numbers.put(count, tasks.ask(() -> value(count, window)));
      }
    }
    if (whole) {
      questions.spec().queries().keySet().forEach(signal -> own(signal, window, tasks));
      questions
          .spec()
          .durations()
          .ifPresent(durations -> buckets.add(tasks.ask(() -> buckets(window))));
    }
  }

  private void own(String key, Duration window, Tasks tasks) {
    if (key.equals(PrometheusSpec.REQUESTS) || key.equals(PrometheusSpec.FAILURES)) {
      return;
    }
    if (!new Signal(key).isBusiness()) {
      values.put(key, tasks.ask(() -> value(key, window)));
    } else if (questions.isOfWindow(key)) {
      numbers.put(key, tasks.ask(() -> value(key, window)));
    } else {
      counts.put(key, tasks.ask(() -> range(operation(key), questions.counter(key))));
    }
  }

  /** As long as nothing newer was scraped, what there is says nothing about now. */
  static Duration patience(PrometheusSpec spec) {
    Duration three = spec.scrapeEvery().multipliedBy(3);
    Duration least = Duration.ofSeconds(5);
    return three.compareTo(least) > 0 ? three : least;
  }

  private String operation(String what) {
    return "ask for " + what + " of " + questions.subject().version();
  }

  private Counters counters(String query) {
    String operation = operation("requests and failures");
    return new Counters(operation, range(operation, query), begin().toEpochMilli());
  }

  private List<Series> range(String operation, String query) {
    return api.between(operation, query, begin(), to, step());
  }

  /** Also to the sample before a gap that is over only now: requests are counted late. */
  private Duration back() {
    return Duration.between(from, to)
        .plus(patience(questions.spec()))
        .plus(questions.spec().scrapeEvery().multipliedBy(2));
  }

  /** Steps end at the end of the window, so that its newest sample is among them. */
  private Instant begin() {
    Duration back = back();
    long steps = (back.toMillis() + step().toMillis() - 1) / step().toMillis();
    return to.minus(step().multipliedBy(steps));
  }

  /** Two to a scrape: a late one is soon followed by the next, and neither may hide the other. */
  private Duration step() {
    Duration least = back().dividedBy(MOST_STEPS);
    Duration half = questions.spec().scrapeEvery().dividedBy(2);
    return Duration.ofMillis(Math.max(250, Math.max(least.toMillis() + 1, half.toMillis())));
  }

  private double value(String signal, Duration window) {
    String operation = operation(signal);
    List<Series> answer = api.at(operation, questions.value(signal, window), to);
    if (answer.isEmpty()) {
      throw new OutsideFailure(Api.SYSTEM, operation, "finds nothing");
    }
    if (answer.size() > 1) {
      throw new OutsideFailure(
          Api.SYSTEM,
          operation,
          "finds " + answer.size() + " series, not one: put sum(…) or max(…) around the query");
    }
    double value = answer.getFirst().points().getLast().value();
    if (!Double.isFinite(value)) {
      throw new OutsideFailure(
          Api.SYSTEM, operation, Double.isNaN(value) ? "is NaN, no number" : "is infinite");
    }
    return value;
  }

  private Buckets buckets(Duration window) {
    String operation = operation("durations");
    try {
      return new Buckets(api.at(operation, questions.buckets(window), to));
    } catch (IllegalArgumentException broken) {
      throw new OutsideFailure(
          Api.SYSTEM,
          operation,
          questions.spec().durations().orElseThrow().histogram()
              + "_bucket "
              + broken.getMessage());
    }
  }

  Attempt<Counters> counters() {
    return counters.get();
  }

  Attempt<Double> value(String signal) {
    return values.containsKey(signal)
        ? values.get(signal).get()
        : Attempt.failed(new OutsideFailure(Api.SYSTEM, operation(signal), "nothing asks for it"));
  }

  boolean hasOwn(String signal) {
    return values.containsKey(signal);
  }

  Set<String> business() {
    return questions.spec().queries().keySet().stream()
        .filter(key -> numbers.containsKey(key) || counts.containsKey(key))
        .filter(key -> !key.equals(PrometheusSpec.REQUESTS))
        .filter(key -> !key.equals(PrometheusSpec.FAILURES))
        .collect(Collectors.toSet());
  }

  List<Attempt<Buckets>> buckets() {
    return buckets.stream().map(Supplier::get).toList();
  }

  /** Why these counters say nothing about now; empty when they do. */
  String fault(Counters found) {
    double end = to.toEpochMilli() / 1000.0;
    if (found.newest().isEmpty()) {
      return "finds no series {" + questions.selected() + "}";
    }
    double age = end - found.newest().get();
    if (age > patience(questions.spec()).toMillis() / 1000.0) {
      return "its newest sample of {" + questions.selected() + "} is " + Math.round(age) + " s old";
    }
    return "";
  }

  /** Whether failures could not show, because no series has the label that tells them. */
  boolean isUntold(Counters found) {
    return questions.failureLabel().isPresent() && !found.has(Questions.TOLD);
  }

  String untold() {
    return "no series {"
        + questions.selected()
        + "} of "
        + questions.spec().requests()
        + " has the label "
        + questions.failureLabel().orElse("")
        + ", so failures could not be told";
  }

  /**
   * How many of a count there were in the window, and over which time.
   *
   * @param others counters of both versions: whether anything was scraped when a process began
   */
  Counted counted(String count, Counters counters, List<Counters> others) {
    if (numbers.containsKey(count)) {
      double found = numbers.get(count).get().get();
      double seconds = Duration.between(from, to).toMillis() / 1000.0;
      if (found < 0) {
        throw new OutsideFailure(
            Api.SYSTEM, operation(count), "finds " + found + ", and no number is less than none");
      }
      return new Counted(found, seconds);
    }
    return Counters.sum(samples(count, counters, others), seconds(from), seconds(to));
  }

  /** The same, so that what lies between two questions is counted by one of them and no other. */
  long once(String count, Counters found, List<Counters> others) {
    if (numbers.containsKey(count)) {
      return Math.round(counted(count, found, others).number());
    }
    return Counters.once(
        samples(count, found, others),
        seconds(from),
        seconds(to),
        questions.spec().scrapeEvery().toMillis() / 1000.0);
  }

  private static double seconds(Instant at) {
    return at.toEpochMilli() / 1000.0;
  }

  private Map<Map<String, String>, Samples> samples(
      String count, Counters found, List<Counters> others) {
    if (count.equals(PrometheusSpec.FAILURES)
        && questions.own(count).isEmpty()
        && questions.own(PrometheusSpec.REQUESTS).isEmpty()) {
      return found.failures(isNew(PrometheusSpec.REQUESTS, found, others)::contains);
    }
    Counters counters = found;
    if (counts.containsKey(count)) {
      counters = found.with(count, counts.get(count).get().get());
    }
    if (!counters.has(count)) {
      throw new OutsideFailure(
          Api.SYSTEM,
          operation(count),
          "finds nothing; where a counter begins with its first event, write: … or vector(0)");
    }
    return counters.of(count, isNew(count, counters, others)::contains);
  }

  /**
   * Processes that began when they were first scraped: others were scraped right before, and none
   * of the same name was there for long. After a gap of everything, or of one, nobody knows when
   * what a counter shows happened.
   */
  private Set<Map<String, String>> isNew(String count, Counters found, List<Counters> others) {
    double before = patience(questions.spec()).toMillis() / 1000.0;
    Map<Map<String, String>, Double> births = found.births(count);
    Set<Map<String, String>> fresh =
        births.entrySet().stream()
            .filter(birth ->
                others.stream()
                    .anyMatch(
                        one -> one.isSeenBetween(birth.getValue() - before, birth.getValue())))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    if (!fresh.isEmpty()) {
      fresh.removeAll(
          Counters.processes(
              api.at(
                  operation("earlier processes"),
                  Questions.before(questions.counter(count)),
                  begin())));
    }
    return fresh;
  }
}
