package dev.slipway.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One check's verdict with the numbers that decided it.
 *
 * @param requests requests of the judged side in the window
 * @param failures failed requests of the judged side in the window
 * @param evidence empty where each check sees for itself, and in checks of an older Slipway
 */
public record Judgement(
    Verdict verdict,
    long requests,
    long failures,
    List<OfSignal> signals,
    String words,
    Optional<Evidence> evidence) {
  /**
   * The samples that a check rests on, by the clock of the source that took them.
   *
   * @param oldest the newest sample of the process that was looked at longest ago
   * @param newest the newest sample of all
   */
  public record Evidence(Instant oldest, Instant newest) {}

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

  public Judgement(
      Verdict verdict, long requests, long failures, List<OfSignal> signals, String words) {
    this(verdict, requests, failures, signals, words, Optional.empty());
  }

  /** The same, resting on what the source has looked at. */
  public Judgement restingOn(Optional<Scrapes> scrapes) {
    return new Judgement(
        verdict, requests, failures, signals, words, scrapes.map(Scrapes::evidence));
  }

  public Optional<OfSignal> worst() {
    return signals.stream().filter(signal -> signal.verdict() == Verdict.FAIL).findFirst();
  }
}
