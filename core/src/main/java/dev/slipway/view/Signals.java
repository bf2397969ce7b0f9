package dev.slipway.view;

import dev.slipway.control.Stretch;
import dev.slipway.health.Assessment;
import dev.slipway.health.Judge.Question;
import dev.slipway.health.Judgement;
import dev.slipway.health.Limit;
import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Verdict;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.plan.Plan;
import dev.slipway.release.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was measured, signal by signal. */
final class Signals {
  private static final int RECENT = 20;
  private static final double NEAR = 0.9;

  private Signals() {}

  /**
   * Judged signals as the judge sorted them, broken ones first; then what is measured without a
   * limit.
   */
  static List<WatchView.Signal> of(
      ReleaseRecord release, List<Store.Check> checks, Optional<Assessment> assessment) {
    if (checks.isEmpty()) {
      return List.of();
    }
    Store.Check newest = checks.getLast();
    int streak = assessment.map(Assessment::streak).orElse(0);
    List<Limit> limits = release.plan().map(plan -> plan.limits().limits()).orElse(List.of());
    List<WatchView.Signal> signals = new ArrayList<>();
    for (Judgement.OfSignal judged : newest.judgement().signals()) {
      Optional<Limit> limit =
          limits.stream().filter(l -> l.signal().equals(judged.signal())).findFirst();
      signals.add(judged(judged, limit, isAboutOld(release), streak, checks));
    }
    newest.measures().stream()
        .map(Measure::signal)
        .distinct()
        .sorted()
        .filter(signal ->
            newest.judgement().signals().stream().noneMatch(j -> j.signal().equals(signal)))
        .forEach(signal -> signals.add(measured(signal, newest, checks)));
    return signals;
  }

  private static WatchView.Signal judged(
      Judgement.OfSignal judged,
      Optional<Limit> limit,
      boolean aboutOld,
      int streak,
      List<Store.Check> checks) {
    Signal signal = judged.signal();
    OptionalDouble bound = bound(judged, limit);
    boolean floor = isFloor(judged, limit);
    boolean near =
        judged.verdict() == Verdict.PASS
            && isNear(aboutOld ? judged.baseline() : judged.canary(), bound, floor);
    return new WatchView.Signal(
        signal.key(),
        signal.words(),
        Figures.unit(signal),
        judged.baseline(),
        judged.canary(),
        bound,
        Figures.value(signal, judged.baseline()),
        Figures.value(signal, judged.canary()),
        bound.isPresent()
            ? (floor ? "> " : "< ") + Figures.bound(signal, bound.getAsDouble())
            : "–",
        near ? Role.WAITING : role(judged.verdict()),
        near ? "near its limit" : judged.verdict().words(),
        near ? "near" : brief(judged.verdict()),
        judged.verdict() == Verdict.FAIL ? streak : 0,
        recent(checks, signal, Side.BASELINE),
        recent(checks, signal, Side.CANARY));
  }

  private static OptionalDouble bound(Judgement.OfSignal judged, Optional<Limit> limit) {
    if (judged.limit().isPresent()) {
      return judged.limit();
    }
    return limit.map(Limit::atMost).orElse(OptionalDouble.empty());
  }

  private static boolean isFloor(Judgement.OfSignal judged, Optional<Limit> limit) {
    boolean ceiling =
        limit.filter(l -> l.atMost().isPresent() || l.aboveBaselineBy().isPresent()).isPresent();
    boolean below =
        judged.canary().isPresent()
            && judged.limit().isPresent()
            && judged.canary().getAsDouble() < judged.limit().getAsDouble();
    return (!ceiling && limit.isPresent()) || (judged.verdict() == Verdict.FAIL && below);
  }

  private static boolean isNear(OptionalDouble value, OptionalDouble bound, boolean floor) {
    if (value.isEmpty() || bound.isEmpty()) {
      return false;
    }
    return floor
        ? value.getAsDouble() * NEAR < bound.getAsDouble()
        : value.getAsDouble() > bound.getAsDouble() * NEAR;
  }

  private static String brief(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "within";
      case FAIL -> "broken";
      case INCONCLUSIVE -> "too little";
      case UNMEASURABLE -> "unmeasured";
    };
  }

  private static WatchView.Signal measured(
      Signal signal, Store.Check newest, List<Store.Check> checks) {
    OptionalDouble baseline = value(newest, signal, Side.BASELINE);
    OptionalDouble canary = value(newest, signal, Side.CANARY);
    return new WatchView.Signal(
        signal.key(),
        signal.words(),
        Figures.unit(signal),
        baseline,
        canary,
        OptionalDouble.empty(),
        Figures.value(signal, baseline),
        Figures.value(signal, canary),
        "–",
        Role.NONE,
        "no limit",
        "no limit",
        0,
        recent(checks, signal, Side.BASELINE),
        recent(checks, signal, Side.CANARY));
  }

  private static List<Double> recent(List<Store.Check> checks, Signal signal, Side side) {
    return checks.subList(Math.max(0, checks.size() - RECENT), checks.size()).stream()
        .map(check -> value(check, signal, side).orElse(Double.NaN))
        .toList();
  }

  private static OptionalDouble value(Store.Check check, Signal signal, Side side) {
    return check.measures().stream()
        .filter(measure -> measure.signal().equals(signal) && measure.side() == side)
        .findFirst()
        .map(Measure::value)
        .orElse(OptionalDouble.empty());
  }

  private static Role role(Verdict verdict) {
    return switch (verdict) {
      case PASS -> Role.GOOD;
      case FAIL -> Role.BAD;
      case INCONCLUSIVE, UNMEASURABLE -> Role.UNKNOWN;
    };
  }

  /** Whether the checks that run now judge the old version: before a start, after a rollback. */
  static boolean isAboutOld(ReleaseRecord release) {
    return Stretch.of(release.state())
        .filter(stretch -> stretch.question() == Question.BASELINE_ALONE)
        .isPresent();
  }

  static WatchView.Evidence evidence(ReleaseRecord release, Assessment newest) {
    Optional<Plan> plan = release.plan();
    String judged =
        isAboutOld(release)
            ? plan.flatMap(Plan::from).map(Version::label).orElse("the old version")
            : release.change().to().label();
    boolean enough = newest.requests() >= newest.requestsNeeded();
    String words =
        String.format(
            Locale.ROOT,
            "%,d requests of %s, %s",
            newest.requests(),
            judged,
            enough
                ? "enough (needs " + newest.requestsNeeded() + ")"
                : "needs " + newest.requestsNeeded());
    boolean endless = newest.needed().compareTo(Duration.ofDays(1000)) > 0;
    return new WatchView.Evidence(
        role(newest.verdict()),
        newest.verdict().words(),
        judged,
        newest.requests(),
        newest.requestsNeeded(),
        newest.streak(),
        newest.breaksInARow(),
        newest.watched(),
        endless ? Duration.ZERO : newest.needed(),
        newest.at(),
        words
            + (newest.verdict() == Verdict.PASS
                ? ""
                : "; " + Plain.line(newest.judgement().words(), 200)));
  }
}
