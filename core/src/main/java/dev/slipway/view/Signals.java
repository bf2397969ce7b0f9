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
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RollingBack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

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
    boolean back =
        release.state() instanceof RollingBack || release.state() instanceof RollbackFailed;
    // Such a check says nothing of the new version's value.
    boolean ofOld = back && isAboutOld(newest);
    Store.Check shown = back ? lastOfNew(checks).orElse(newest) : newest;
    int streak = back ? breaks(checks, shown) : assessment.map(Assessment::streak).orElse(0);
    List<Limit> limits = release.plan().map(plan -> plan.limits().limits()).orElse(List.of());
    List<WatchView.Signal> signals = new ArrayList<>();
    for (Judgement.OfSignal judged : shown.judgement().signals()) {
      Optional<Limit> limit =
          limits.stream().filter(l -> l.signal().equals(judged.signal())).findFirst();
      Said said =
          ofOld
              ? goingBack(release, judged, limit, shown, newest)
              : said(release, judged, limit, shown);
      OptionalDouble baseline =
          ofOld ? value(newest, judged.signal(), Side.BASELINE) : judged.baseline();
      signals.add(judged(judged, baseline, limit, said, streak, checks));
    }
    newest.measures().stream()
        .map(Measure::signal)
        .distinct()
        .sorted()
        .filter(signal ->
            shown.judgement().signals().stream().noneMatch(j -> j.signal().equals(signal)))
        .forEach(signal -> signals.add(measured(release, signal, newest, checks)));
    return signals;
  }

  private static WatchView.Signal judged(
      Judgement.OfSignal judged,
      OptionalDouble baseline,
      Optional<Limit> limit,
      Said said,
      int streak,
      List<Store.Check> checks) {
    Signal signal = judged.signal();
    OptionalDouble bound = bound(judged, limit);
    boolean floor = isFloor(judged, limit);
    return new WatchView.Signal(
        signal.key(),
        signal.words(),
        Figures.unit(signal),
        baseline,
        judged.canary(),
        bound,
        Figures.value(signal, baseline),
        Figures.value(signal, judged.canary()),
        bound.isPresent()
            ? (floor ? "> " : "< ") + Figures.bound(signal, bound.getAsDouble())
            : "–",
        said.role(),
        said.words(),
        said.brief(),
        said.equals(Said.BROKEN) ? streak : 0,
        recent(checks, check -> compared(check, signal)),
        recent(checks, check -> value(check, signal, Side.CANARY)));
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

  /** A verdict for people, in full and in a word or two. */
  private record Said(Role role, String words, String brief) {
    static final Said BROKEN = new Said(Role.BAD, Verdict.FAIL.words(), "broken");
  }

  private static Said said(
      ReleaseRecord release, Judgement.OfSignal judged, Optional<Limit> limit, Store.Check check) {
    Role role = role(judged.verdict());
    String words = judged.verdict().words();
    return switch (judged.verdict()) {
      case PASS ->
          isNear(
                  isAboutOld(check) ? judged.baseline() : judged.canary(),
                  bound(judged, limit),
                  isFloor(judged, limit))
              ? new Said(Role.WAITING, "near its limit", "near")
              : warned(release, judged.signal(), check, judged.canary())
                  .orElse(new Said(role, words, "within"));
      case FAIL -> Said.BROKEN;
      case INCONCLUSIVE -> unclear(release, judged, check);
      case UNMEASURABLE -> new Said(role, words, "unmeasured");
    };
  }

  /** Past what is worth a word, as it stands now; the journal says so when it lasts. */
  private static Optional<Said> warned(
      ReleaseRecord release, Signal signal, Store.Check check, OptionalDouble value) {
    if (isAboutOld(check) || value.isEmpty()) {
      return Optional.empty();
    }
    return release.plan().flatMap(plan -> plan.limits().golden()).stream()
        .flatMap(golden -> golden.warning().stream())
        .filter(limit -> limit.signal().equals(signal))
        .map(limit -> limit.atMost().orElse(Double.POSITIVE_INFINITY))
        .filter(most -> value.getAsDouble() > most)
        .findFirst()
        .map(most ->
            new Said(Role.WAITING, "a warning: above " + Figures.bound(signal, most), "warning"));
  }

  /** What the new version did before it was left; the old one only where it is ill itself. */
  private static Said goingBack(
      ReleaseRecord release,
      Judgement.OfSignal judged,
      Optional<Limit> limit,
      Store.Check shown,
      Store.Check newest) {
    boolean oldBroken =
        newest.judgement().signals().stream()
            .anyMatch(old -> old.signal().equals(judged.signal()) && old.verdict() == Verdict.FAIL);
    if (oldBroken) {
      return new Said(Role.BAD, "limit broken by the old version", "old broken");
    }
    return isAboutOld(shown) || judged.canary().isEmpty()
        ? new Said(Role.NONE, "not judged", "not judged")
        : said(release, judged, limit, shown);
  }

  /** The evidence may suffice in all, and one window still say nothing of one signal. */
  private static Said unclear(ReleaseRecord release, Judgement.OfSignal judged, Store.Check check) {
    Side side = isAboutOld(check) ? Side.BASELINE : Side.CANARY;
    long needed = release.plan().map(plan -> plan.limits().minimumRequests()).orElse(0L);
    long requests =
        check.measures().stream()
            .filter(measure -> measure.signal().equals(judged.signal()) && measure.side() == side)
            .filter(measure -> !measure.signal().isGauge())
            .findFirst()
            .map(Measure::requests)
            .orElse(check.judgement().requests());
    if (requests < needed) {
      return new Said(
          Role.UNKNOWN,
          String.format(
              Locale.ROOT, "unclear: %,d of %,d requests in the window", requests, needed),
          "few in window");
    }
    return judged.limit().isPresent()
        ? new Said(Role.UNKNOWN, "unclear: chance may explain it", "may be chance")
        : new Said(Role.UNKNOWN, "unclear: too few requests of the old version", "old unclear");
  }

  private static boolean isAboutOld(Store.Check check) {
    return Stretch.about(check.stretch()) == Stretch.About.OLD_VERSION;
  }

  private static Optional<Store.Check> lastOfNew(List<Store.Check> checks) {
    return checks.reversed().stream().filter(check -> !isAboutOld(check)).findFirst();
  }

  /** Broken checks in a row up to this one; what nobody could tell neither adds nor clears. */
  private static int breaks(List<Store.Check> checks, Store.Check until) {
    int breaks = 0;
    for (Store.Check check : checks) {
      if (check.stretch().equals(until.stretch())) {
        breaks =
            switch (check.judgement().verdict()) {
              case FAIL -> breaks + 1;
              case PASS -> 0;
              case INCONCLUSIVE, UNMEASURABLE -> breaks;
            };
      }
    }
    return breaks;
  }

  private static WatchView.Signal measured(
      ReleaseRecord release, Signal signal, Store.Check newest, List<Store.Check> checks) {
    OptionalDouble baseline = compared(newest, signal);
    OptionalDouble canary = value(newest, signal, Side.CANARY);
    Said said =
        warned(release, signal, newest, canary).orElse(new Said(Role.NONE, "no limit", "no limit"));
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
        said.role(),
        said.words(),
        said.brief(),
        0,
        recent(checks, check -> compared(check, signal)),
        recent(checks, check -> value(check, signal, Side.CANARY)));
  }

  private static List<Double> recent(
      List<Store.Check> checks, Function<Store.Check, OptionalDouble> value) {
    return checks.subList(Math.max(0, checks.size() - RECENT), checks.size()).stream()
        .map(check -> value.apply(check).orElse(Double.NaN))
        .toList();
  }

  /** The old version's value; of its group where the new version is compared with that. */
  private static OptionalDouble compared(Store.Check check, Signal signal) {
    OptionalDouble group =
        isAboutOld(check) ? OptionalDouble.empty() : value(check, signal, Side.GROUP);
    return group.isPresent() ? group : value(check, signal, Side.BASELINE);
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
        newest.verdict() == Verdict.INCONCLUSIVE && enough
            ? "not clear yet"
            : newest.verdict().words(),
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
