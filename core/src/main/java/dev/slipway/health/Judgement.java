package dev.slipway.health;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One check's verdict with the numbers that decided it.
 *
 * @param requests requests of the judged side in the window
 * @param failures failed requests of the judged side in the window
 */
public record Judgement(
    Verdict verdict, long requests, long failures, List<OfSignal> signals, String words) {
  /**
   * One signal's part.
   *
   * @param limit the value past which it breaks now, baseline included; empty when it has no limit
   *     or cannot be checked
   */
  public record OfSignal(
      Signal signal,
      Verdict verdict,
      OptionalDouble baseline,
      OptionalDouble canary,
      OptionalDouble limit,
      String words) {}

  public Judgement {
    signals = List.copyOf(signals);
  }

  public Optional<OfSignal> worst() {
    return signals.stream().filter(signal -> signal.verdict() == Verdict.FAIL).findFirst();
  }
}
