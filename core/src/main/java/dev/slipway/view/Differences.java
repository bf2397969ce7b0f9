package dev.slipway.view;

import dev.slipway.health.Coincidence;
import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.Version;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** How far apart both versions are, and whether chance alone could do that. */
final class Differences {
  /** Below this people speak of more than chance. */
  private static final double HARDLY = 0.05;

  private static final double LEAST_SAID = 0.001;

  /** What two digits would round to nothing. */
  private static final double LEAST_POINTS = 0.005;

  private Differences() {}

  /**
   * Of the newest check; empty when it judges one version alone or counted too few requests of one.
   */
  static Optional<WatchView.Difference> ofErrors(ReleaseRecord release, List<Store.Check> checks) {
    if (checks.isEmpty() || Signals.isAboutOld(release)) {
      return Optional.empty();
    }
    long least = release.plan().map(plan -> plan.limits().minimumRequests()).orElse(1L);
    Optional<Measure> mine = rate(checks.getLast(), Side.CANARY, least);
    Optional<Measure> stable = rate(checks.getLast(), Side.BASELINE, least);
    Optional<Measure> group = rate(checks.getLast(), Side.GROUP, least);
    boolean compares = checks.getLast().measures().stream().anyMatch(m -> m.side() == Side.GROUP);
    Optional<Measure> base = compares ? group : stable;
    if (mine.isEmpty() || base.isEmpty()) {
      return Optional.empty();
    }
    OptionalDouble chance = Coincidence.pValue(mine.get(), base.get());
    if (chance.isEmpty()) {
      return Optional.empty();
    }
    double points = (mine.get().value().orElseThrow() - base.get().value().orElseThrow()) * 100;
    return Optional.of(
        new WatchView.Difference(
            points,
            chance.getAsDouble(),
            (Math.abs(points) < LEAST_POINTS
                    ? "error rates are the same"
                    : "error rate of "
                        + release.change().to().label()
                        + distance(points)
                        + words(chance.getAsDouble()))
                + (compares ? group(release, stable) : "")));
  }

  /** With whom it is compared, and how those do who are not. */
  private static String group(ReleaseRecord release, Optional<Measure> stable) {
    String old = release.change().from().map(Version::label).orElse("the old version");
    return ", than the baseline group"
        + stable
            .map(rest ->
                " (the rest of " + old + " " + Figures.value(Signal.ERROR_RATE, rest.value()) + ")")
            .orElse("");
  }

  private static Optional<Measure> rate(Store.Check check, Side side, long least) {
    return check.measures().stream()
        .filter(measure -> measure.signal().equals(Signal.ERROR_RATE) && measure.side() == side)
        .filter(measure -> measure.value().isPresent() && measure.requests() >= least)
        .findFirst();
  }

  private static String distance(double points) {
    return String.format(
        Locale.ROOT, " %.2f points %s, ", Math.abs(points), points > 0 ? "higher" : "lower");
  }

  /** "could be chance (p = 0.19)". */
  static String words(double chance) {
    String figure =
        chance < LEAST_SAID
            ? "p < 0.001"
            : "p = " + String.format(Locale.ROOT, chance < 0.01 ? "%.3f" : "%.2f", chance);
    return (chance < HARDLY ? "hardly chance (" : "could be chance (") + figure + ")";
  }
}
