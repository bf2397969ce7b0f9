package dev.slipway.view;

import dev.slipway.control.Rehearsal;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Commit;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a service is delivered, by the five measures of DORA, over the last 90 days and the 90
 * before. A deployment is a release that users met; adopted ones and rehearsals are none. One that
 * was rolled back failed. Rework is a release that names another: an undo, or a second try.
 *
 * @param deployments how many there were; below {@link #LEAST} there are no measures, only these
 *     words
 * @param measures empty where there are too few
 * @param remark what the figures leave out; "" for nothing
 */
public record Delivery(int days, int deployments, List<Measure> measures, String remark) {
  /** Rates of fewer would say more about chance than about the team. */
  static final int LEAST = 5;

  private static final Duration PERIOD = Duration.ofDays(90);
  private static final int STEPS = 7;

  /**
   * @param value "26 h median"
   * @param before the same of the period before; empty where it had too few
   * @param steps one figure for each of seven equal parts of the period, oldest first; empty where
   *     a line would mean nothing
   */
  public record Measure(String name, String value, Optional<String> before, List<Double> steps) {
    public Measure {
      steps = List.copyOf(steps);
    }
  }

  /** One deployment. */
  private record Deployment(
      Instant at,
      boolean failed,
      boolean finished,
      boolean repairs,
      List<Duration> leads,
      Optional<Duration> back) {}

  public Delivery {
    measures = List.copyOf(measures);
  }

  /**
   * @param releases all of one service and environment that could matter
   */
  static Delivery of(List<ReleaseRecord> releases, Instant now) {
    List<Deployment> all = new ArrayList<>();
    Map<ReleaseId, ReleaseRecord> undone = new HashMap<>();
    for (ReleaseRecord release : releases) {
      if (release.state() instanceof Finished) {
        release.opened().undoes().ifPresent(taken -> undone.put(taken, release));
      }
    }
    for (ReleaseRecord release : releases) {
      deployment(release, Optional.ofNullable(undone.get(release.id()))).ifPresent(all::add);
    }
    List<Deployment> here = between(all, now.minus(PERIOD), now);
    List<Deployment> before = between(all, now.minus(PERIOD).minus(PERIOD), now.minus(PERIOD));
    if (here.size() < LEAST) {
      return new Delivery((int) PERIOD.toDays(), here.size(), List.of(), "");
    }
    boolean compare = before.size() >= LEAST;
    List<Deployment> then = compare ? before : List.of();
    List<Measure> measures = new ArrayList<>();
    measures.add(
        measure(
            "Deployment frequency", frequency(here), compare, frequency(then), counts(here, now)));
    lead(here)
        .ifPresent(lead ->
            measures.add(
                new Measure(
                    "Change lead time",
                    lead + " median",
                    compare ? lead(then) : Optional.empty(),
                    List.of())));
    measures.add(
        measure(
            "Change fail rate",
            rate(here, failed(here)),
            compare,
            rate(then, failed(then)),
            List.of()));
    recovery(here)
        .ifPresent(back ->
            measures.add(
                new Measure(
                    "Failed deployment recovery",
                    back + " median",
                    compare ? recovery(then) : Optional.empty(),
                    List.of())));
    measures.add(
        measure(
            "Deployment rework rate",
            rate(here, repairs(here)),
            compare,
            rate(then, repairs(then)),
            List.of()));
    long unknown = here.stream().filter(one -> one.finished() && one.leads().isEmpty()).count();
    return new Delivery(
        (int) PERIOD.toDays(),
        here.size(),
        measures,
        unknown == 0
            ? ""
            : Figures.count(unknown, "deployment") + " without commit times left out");
  }

  private static Measure measure(
      String name, String value, boolean compare, String before, List<Double> steps) {
    return new Measure(name, value, compare ? Optional.of(before) : Optional.empty(), steps);
  }

  /**
   * @param undo what took it back after it was finished
   */
  private static Optional<Deployment> deployment(
      ReleaseRecord release, Optional<ReleaseRecord> undo) {
    if (release.reached().percent() == 0 || release.plan().isEmpty() || Rehearsal.is(release)) {
      return Optional.empty();
    }
    Instant end = HistoryView.ended(release);
    boolean failed = release.state() instanceof RolledBack || undo.isPresent();
    boolean finished = release.state() instanceof Finished;
    List<Duration> leads =
        finished
            ? release.change().commits().stream()
                .map(Commit::at)
                .filter(at -> at.isBefore(end))
                .map(at -> Duration.between(at, end))
                .toList()
            : List.of();
    return Optional.of(
        new Deployment(
            HistoryView.begun(release),
            failed,
            finished,
            release.opened().follows().isPresent() || release.opened().undoes().isPresent(),
            leads,
            undo.map(Delivery::lasted).or(() -> recovery(release))));
  }

  private static Duration lasted(ReleaseRecord undo) {
    return Duration.between(HistoryView.begun(undo), HistoryView.ended(undo));
  }

  /** From the decision to go back to the end of the rollback. */
  private static Optional<Duration> recovery(ReleaseRecord release) {
    return release.state() instanceof RolledBack
        ? release.story().stream()
            .filter(
                told -> told.fact() instanceof Fact.Happened h && h.state().equals("RollingBack"))
            .map(told -> told.entry().at())
            .findFirst()
            .map(from -> Duration.between(from, HistoryView.ended(release)))
        : Optional.empty();
  }

  private static List<Deployment> between(List<Deployment> all, Instant from, Instant to) {
    return all.stream().filter(one -> one.at().isAfter(from) && !one.at().isAfter(to)).toList();
  }

  private static String frequency(List<Deployment> some) {
    return String.format(Locale.ROOT, "%.1f per week", some.size() * 7.0 / PERIOD.toDays());
  }

  private static List<Double> counts(List<Deployment> some, Instant now) {
    List<Double> counts = new ArrayList<>();
    Duration step = PERIOD.dividedBy(STEPS);
    for (int i = STEPS; i > 0; i--) {
      Instant from = now.minus(step.multipliedBy(i));
      counts.add((double) between(some, from, from.plus(step)).size());
    }
    return counts;
  }

  private static long failed(List<Deployment> some) {
    return some.stream().filter(Deployment::failed).count();
  }

  private static long repairs(List<Deployment> some) {
    return some.stream().filter(Deployment::repairs).count();
  }

  private static String rate(List<Deployment> some, long part) {
    return some.isEmpty()
        ? ""
        : Figures.number(100.0 * part / some.size(), 1) + " % (" + part + ")";
  }

  private static Optional<String> lead(List<Deployment> some) {
    return median(some.stream().flatMap(one -> one.leads().stream()).toList());
  }

  private static Optional<String> recovery(List<Deployment> some) {
    return median(some.stream().flatMap(one -> one.back().stream()).toList());
  }

  private static Optional<String> median(List<Duration> durations) {
    List<Duration> sorted = durations.stream().sorted().toList();
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(Figures.rough(sorted.get((sorted.size() - 1) / 2)));
  }
}
