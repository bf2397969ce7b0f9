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
 */
public record Snapshot(Instant at, Duration window, Provider provider, List<Measure> measures) {
  public sealed interface Provider {
    record Answered() implements Provider {}

    record Silent(String why) implements Provider {}
  }

  public Snapshot {
    measures = List.copyOf(measures);
  }

  public static Snapshot silent(Instant at, Duration window, String why) {
    return new Snapshot(at, window, new Provider.Silent(why), List.of());
  }

  public Optional<Measure> of(Signal signal, Side side) {
    return measures.stream()
        .filter(measure -> measure.signal().equals(signal) && measure.side() == side)
        .findFirst();
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
