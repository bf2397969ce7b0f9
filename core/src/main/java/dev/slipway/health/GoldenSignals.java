package dev.slipway.health;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What is too much for any service, whatever the limits of a release say, and what is worth a word.
 * Judged where it is measured, and silent where it is not: a team's own limits say what has to be
 * measured.
 *
 * @param critical the release goes back, unless the old version is no better; for signals that the
 *     release has no limit of its own for
 * @param warning people are told, and nothing else happens
 */
public record GoldenSignals(List<Limit> critical, List<Limit> warning) {
  public static final GoldenSignals DEFAULT =
      of(
          Map.of(Signal.LATENCY_P99, 5000.0, Signal.DATABASE_ERRORS, 0.05),
          Map.of(
              Signal.ERROR_RATE,
              0.01,
              Signal.LATENCY_P95,
              1000.0,
              Signal.SATURATION,
              0.8,
              Signal.SATURATION_MEMORY,
              0.85,
              Signal.SATURATION_DISK,
              0.85,
              Signal.DATABASE_ERRORS,
              0.01));

  public GoldenSignals {
    critical = List.copyOf(critical);
    warning = List.copyOf(warning);
  }

  /** Upper bounds by signal, in the signal's unit. */
  public static GoldenSignals of(Map<Signal, Double> critical, Map<Signal, Double> warning) {
    return new GoldenSignals(
        limits(critical, OptionalDouble.of(0)), limits(warning, OptionalDouble.empty()));
  }

  private static List<Limit> limits(Map<Signal, Double> bounds, OptionalDouble aboveBaseline) {
    return new TreeMap<>(bounds)
        .entrySet().stream()
            .map(bound ->
                new Limit(
                    bound.getKey(),
                    OptionalDouble.of(bound.getValue()),
                    aboveBaseline,
                    OptionalDouble.empty()))
            .toList();
  }

  /** What is critical in a check, with as much evidence as a limit needs. */
  List<Judgement.OfSignal> broken(Limits limits, Judge.Question question, Snapshot snapshot) {
    List<Limit> unlimited =
        critical.stream()
            .filter(bound ->
                limits.limits().stream().noneMatch(own -> own.signal().equals(bound.signal())))
            .toList();
    return broken(unlimited, limits, question, snapshot);
  }

  private static List<Judgement.OfSignal> broken(
      List<Limit> bounds, Limits limits, Judge.Question question, Snapshot snapshot) {
    return new ThresholdJudge()
        .judge(limits.only(bounds), question, snapshot).signals().stream()
            .filter(signal -> signal.verdict() == Verdict.FAIL)
            .toList();
  }

  /**
   * What is worth a word about the version that a check judges: "error rate 1.40 %, limit 1.00 %".
   * Nothing about a signal that a limit judges to be broken already.
   */
  public List<Judgement.OfSignal> warnings(
      Limits limits, Judge.Question question, Snapshot snapshot, Judgement judgement) {
    return broken(warning, limits, question, snapshot).stream()
        .filter(warned ->
            judgement.signals().stream()
                .noneMatch(judged ->
                    judged.signal().equals(warned.signal()) && judged.verdict() == Verdict.FAIL))
        .toList();
  }
}
