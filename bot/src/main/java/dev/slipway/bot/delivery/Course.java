package dev.slipway.bot.delivery;

import dev.slipway.health.Judgement;
import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.rollout.Happening;
import dev.slipway.view.Figures;
import dev.slipway.view.Plain;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one signal of both versions went, until after the moment of decision.
 *
 * @param old label of the old version; "the old version" where there was none
 * @param limit the value past which it was broken
 * @param decided when the way back was taken
 */
record Course(
    Signal signal,
    String old,
    String fresh,
    List<Point> points,
    OptionalDouble limit,
    Instant decided) {
  private static final int LEAST = 2;

  record Point(Instant at, OptionalDouble old, OptionalDouble fresh) {}

  Course {
    points = List.copyOf(points);
  }

  /**
   * @param checks stored ones around the decision, oldest first
   * @return empty when it was no figure that decided, or too few were kept
   */
  static Optional<Course> of(ReleaseRecord release, List<Store.Check> checks) {
    Optional<ReleaseRecord.Told> decision = decision(release);
    if (decision.isEmpty()) {
      return Optional.empty();
    }
    Judgement judgement =
        ((Happening.Checked) ((Fact.Happened) decision.get().fact()).happening())
            .assessment()
            .judgement();
    Signal signal = judgement.worst().map(Judgement.OfSignal::signal).orElse(Signal.ERROR_RATE);
    OptionalDouble limit =
        judgement.worst().map(Judgement.OfSignal::limit).orElse(OptionalDouble.empty());
    List<Point> points =
        checks.stream()
            .map(check ->
                new Point(
                    check.at(),
                    value(check, signal, Side.BASELINE),
                    value(check, signal, Side.CANARY)))
            .filter(point -> point.old().isPresent() || point.fresh().isPresent())
            .toList();
    long judged = points.stream().filter(point -> point.fresh().isPresent()).count();
    return judged < LEAST
        ? Optional.empty()
        : Optional.of(
            new Course(
                signal,
                release
                    .change()
                    .from()
                    .map(from -> Plain.line(from.label(), 40))
                    .orElse("the old version"),
                Plain.line(release.change().to().label(), 40),
                points,
                limit,
                decision.get().entry().at()));
  }

  /** The check that sent it back. */
  static Optional<ReleaseRecord.Told> decision(ReleaseRecord release) {
    return release.story().stream()
        .filter(told ->
            told.fact() instanceof Fact.Happened happened
                && happened.answer() == Fact.Answer.MOVED
                && happened.happening() instanceof Happening.Checked
                && happened.state().equals("RollingBack"))
        .findFirst();
  }

  private static OptionalDouble value(Store.Check check, Signal signal, Side side) {
    return check.measures().stream()
        .filter(measure -> measure.signal().equals(signal) && measure.side() == side)
        .map(Measure::value)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  /** "Error rate of v2 went from 0.30 % to 11.8 %; the limit is 2.00 %. v1 was at 0.21 %." */
  String words() {
    List<OptionalDouble> ours =
        points.stream()
            .filter(point -> !point.at().isAfter(decided))
            .map(Point::fresh)
            .filter(OptionalDouble::isPresent)
            .toList();
    List<OptionalDouble> seen =
        ours.isEmpty()
            ? points.stream().map(Point::fresh).filter(OptionalDouble::isPresent).toList()
            : ours;
    OptionalDouble before =
        points.stream()
            .map(Point::old)
            .filter(OptionalDouble::isPresent)
            .reduce((first, second) -> second)
            .orElse(OptionalDouble.empty());
    String name = signal.words();
    return name.substring(0, 1).toUpperCase(Locale.ROOT)
        + name.substring(1)
        + " of "
        + fresh
        + " went from "
        + Figures.value(signal, seen.getFirst())
        + " to "
        + Figures.value(signal, seen.getLast())
        + (limit.isPresent() ? "; the limit was " + Figures.value(signal, limit) : "")
        + (before.isPresent() ? ". " + old + " was at " + Figures.value(signal, before) : "")
        + ".";
  }
}
