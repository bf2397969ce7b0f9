package dev.slipway.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Judges by the plan's limits alone. Past a limit is not yet broken: what stands behind the value
 * must also be more than chance draws from a healthy version, see {@link Chance}. Past a limit
 * without that is inconclusive, so it never lets a stage end.
 */
public final class ThresholdJudge implements Judge {

  @Override
  public Judgement judge(Limits limits, Question question, Snapshot snapshot) {
    if (snapshot.provider() instanceof Snapshot.Provider.Silent silent) {
      return new Judgement(
          Verdict.UNMEASURABLE, 0, 0, List.of(), "metrics do not answer: " + silent.why());
    }
    Side subject = question == Question.BASELINE_ALONE ? Side.BASELINE : Side.CANARY;
    List<Judgement.OfSignal> signals = new ArrayList<>();
    for (Limit limit : limits.limits()) {
      signals.add(new OneLimit(limits, limit, question, subject, snapshot).judge());
    }
    if (question != Question.BASELINE_ALONE) {
      limits
          .golden()
          .map(golden -> golden.broken(limits, question, snapshot))
          .ifPresent(signals::addAll);
    }
    signals.sort(Comparator.comparingInt(signal -> order(signal.verdict())));
    return new Judgement(
        // No limit at all says nothing, and silence is never health.
        signals.isEmpty() ? Verdict.UNMEASURABLE : signals.getFirst().verdict(),
        snapshot.requests(subject),
        snapshot.of(Signal.ERROR_RATE, subject).map(Chance::events).orElse(0L),
        signals,
        signals.isEmpty() ? "no limits to check" : signals.getFirst().words());
  }

  /** One broken signal breaks all; otherwise the least certain signal decides. */
  private static int order(Verdict verdict) {
    return switch (verdict) {
      case FAIL -> 0;
      case UNMEASURABLE -> 1;
      case INCONCLUSIVE -> 2;
      case PASS -> 3;
    };
  }

  /** A value in the signal's unit: "11.8 %", "231 ms", "0.330". */
  public static String words(Signal signal, double value) {
    if (signal.isRatio()) {
      return String.format(Locale.ROOT, value < 0.1 ? "%.2f %%" : "%.1f %%", value * 100);
    }
    if (signal.isLatency()) {
      return String.format(Locale.ROOT, "%.0f ms", value);
    }
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** One limit against one snapshot. */
  private record OneLimit(
      Limits limits, Limit limit, Question question, Side subject, Snapshot snapshot) {

    Judgement.OfSignal judge() {
      Optional<Measure> measured = snapshot.of(signal(), subject);
      if (measured.isEmpty()) {
        return isIdle()
            ? answer(
                Verdict.INCONCLUSIVE, OptionalDouble.empty(), tooFew(snapshot.requests(subject)))
            : answer(
                Verdict.UNMEASURABLE, OptionalDouble.empty(), "is not measured" + why(subject));
      }
      Measure mine = measured.get();
      long requests = signal().isGauge() ? snapshot.requests(subject) : mine.requests();
      boolean enough = requests >= limits.minimumRequests();
      if (mine.value().isEmpty()) {
        return enough
            ? answer(Verdict.UNMEASURABLE, OptionalDouble.empty(), "has no value" + why(subject))
            : answer(Verdict.INCONCLUSIVE, OptionalDouble.empty(), tooFew(requests));
      }
      // A gauge is a fact about the process however few requests it serves: it may break early, but
      // passes only with traffic.
      if (!enough && !signal().isGauge()) {
        return answer(Verdict.INCONCLUSIVE, OptionalDouble.empty(), tooFew(requests));
      }
      Judgement.OfSignal answer = compare(mine, mine.value().getAsDouble());
      return answer.verdict() == Verdict.PASS && !enough
          ? answer(Verdict.INCONCLUSIVE, answer.limit(), tooFew(requests))
          : answer;
    }

    private Judgement.OfSignal compare(Measure mine, double now) {
      List<Double> ceilings = new ArrayList<>();
      List<Double> floors = new ArrayList<>();
      limit.atMost().ifPresent(ceilings::add);
      if (isComparable()) {
        double base = value(base()).getAsDouble();
        limit.aboveBaselineBy().ifPresent(by -> ceilings.add(base + by));
        limit.atLeastOfBaseline().ifPresent(share -> floors.add(base * share));
      }
      if (ceilings.isEmpty() && floors.isEmpty()) {
        return incomparable();
      }
      boolean tooHigh = !ceilings.isEmpty() && ceilings.stream().allMatch(ceiling -> now > ceiling);
      boolean tooLow = !floors.isEmpty() && floors.stream().allMatch(floor -> now < floor);
      boolean showFloor = tooLow || ceilings.isEmpty();
      double shown =
          showFloor
              ? floors.stream().mapToDouble(Double::doubleValue).min().orElseThrow()
              : ceilings.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
      String words =
          words(signal(), now) + (showFloor ? ", at least " : ", limit ") + words(signal(), shown);
      if (!tooHigh && !tooLow) {
        return answer(Verdict.PASS, OptionalDouble.of(shown), words);
      }
      return Chance.explains(limits, mine, snapshot, base(), tooLow, shown)
          ? answer(
              Verdict.INCONCLUSIVE, OptionalDouble.of(shown), words + ", but chance may explain it")
          : answer(Verdict.FAIL, OptionalDouble.of(shown), words);
    }

    /** Why there is nothing to compare with, and what that means. */
    private Judgement.OfSignal incomparable() {
      if (question.compared().isEmpty()) {
        return answer(Verdict.PASS, OptionalDouble.empty(), "has no absolute limit");
      }
      if (signal().equals(Signal.TRAFFIC)) {
        return answer(
            Verdict.PASS, OptionalDouble.empty(), "is shared out on purpose and not compared");
      }
      Optional<Measure> base = snapshot.of(signal(), base());
      boolean absent =
          base.isEmpty()
              || (base.get().value().isEmpty()
                  && base.get().requests() >= limits.minimumRequests());
      return absent
          ? answer(
              Verdict.UNMEASURABLE,
              OptionalDouble.empty(),
              "is not measured for the " + baseWords() + why(base()))
          : answer(
              Verdict.INCONCLUSIVE, OptionalDouble.empty(), baseWords() + " has too little data");
    }

    private boolean isComparable() {
      return question.compared().isPresent()
          && !signal().equals(Signal.TRAFFIC)
          && value(base()).isPresent()
          && (signal().isGauge()
              || snapshot.of(signal(), base()).orElseThrow().requests()
                  >= limits.minimumRequests());
    }

    /**
     * Whether the judged side is known to have hardly any traffic, so that a missing metric is no
     * surprise.
     */
    private boolean isIdle() {
      return snapshot.measures().stream().anyMatch(measure -> measure.side() == subject)
          && snapshot.requests(subject) < limits.minimumRequests();
    }

    private String tooFew(long requests) {
      return "not known: " + requests + " of the " + limits.minimumRequests() + " requests needed";
    }

    private String why(Side side) {
      return snapshot.gap(signal(), side).map(reason -> ": " + reason).orElse("");
    }

    /** Whose figures stand beside the judged side's, whether they are compared or only shown. */
    private Side base() {
      return question.compared().orElse(Side.BASELINE);
    }

    private String baseWords() {
      return base() == Side.GROUP ? "baseline group" : "baseline";
    }

    private Signal signal() {
      return limit.signal();
    }

    private OptionalDouble value(Side side) {
      return snapshot.of(signal(), side).map(Measure::value).orElse(OptionalDouble.empty());
    }

    private Judgement.OfSignal answer(Verdict verdict, OptionalDouble bound, String words) {
      return new Judgement.OfSignal(
          signal(),
          verdict,
          value(base()),
          value(Side.CANARY),
          bound,
          signal().words() + " " + words);
    }
  }
}
