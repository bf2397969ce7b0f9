package dev.slipway.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything measured at one moment over one window.
 *
 * @param at when it was measured, by Slipway's clock
 * @param provider whether the source answered; a silent source is never health
 * @param gaps why a source that answered says nothing about a signal of a side
 * @param scrapes what a source that looks by itself has looked at, by side; none where values are
 *     of the moment at which they were asked for
 */
public record Snapshot(
    Instant at,
    Duration window,
    Provider provider,
    List<Measure> measures,
    List<Gap> gaps,
    List<Scrapes> scrapes) {
  /** Something that should be measured and is not; "finds no series". */
  public record Gap(Signal signal, Side side, String why) {}

  /** Without a word about what is missing. */
  public Snapshot(Instant at, Duration window, Provider provider, List<Measure> measures) {
    this(at, window, provider, measures, List.of(), List.of());
  }

  public sealed interface Provider {
    record Answered() implements Provider {}

    record Silent(String why) implements Provider {}
  }

  public Snapshot {
    measures = List.copyOf(measures);
    gaps = List.copyOf(gaps);
    scrapes = List.copyOf(scrapes);
  }

  public static Snapshot silent(Instant at, Duration window, String why) {
    return new Snapshot(at, window, new Provider.Silent(why), List.of());
  }

  public Optional<Measure> of(Signal signal, Side side) {
    return measures.stream()
        .filter(measure -> measure.signal().equals(signal) && measure.side() == side)
        .findFirst();
  }

  /** Why a signal of a side is not measured, where the source says so. */
  public Optional<String> gap(Signal signal, Side side) {
    return gaps.stream()
        .filter(gap -> gap.signal().equals(signal) && gap.side() == side)
        .map(Gap::why)
        .findFirst();
  }

  public Optional<Scrapes> scrapes(Side side) {
    return scrapes.stream().filter(one -> one.side() == side).findFirst();
  }

  /** Requests of one side in the window: the largest count any of its measures has. */
  public long requests(Side side) {
    return measures.stream()
        .filter(measure -> measure.side() == side)
        .mapToLong(Measure::requests)
        .max()
        .orElse(0);
  }
}
