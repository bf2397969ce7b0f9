package dev.slipway.control;

import dev.slipway.control.port.Metrics;
import dev.slipway.health.Measure;
import dev.slipway.health.Scrapes;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Snapshot;
import dev.slipway.plan.BaselineGroup;
import dev.slipway.release.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What a fair router would measure: requests by the share each version has now, errors and latency
 * as scripted.
 */
final class FakeMetrics implements Metrics {
  private final List<Snapshot.Gap> gaps = new ArrayList<>();
  private final FakeTarget target;
  private double canaryErrors;
  private double baselineErrors;
  private double groupErrors;
  private long past;
  private Instant pastAt = Instant.MIN;
  private double latency = 120;
  private double load = FakeTarget.LOAD;
  private Optional<String> silent = Optional.empty();
  private Optional<Scraping> scraping = Optional.empty();
  private Optional<Snapshot> scraped = Optional.empty();

  /** It looks by itself, so often, and what it saw is what it tells until it looks again. */
  private record Scraping(Duration every, Instant first, Duration ahead) {
    Scrapes at(Instant now, Side side) {
      long times = Math.max(0, Duration.between(first, now).toMillis() / every.toMillis());
      return new Scrapes(
          side, Map.of("one", first.plus(every.multipliedBy(times)).plus(ahead)), every);
    }
  }

  /** Thrown although the port forbids it. */
  Optional<RuntimeException> broken = Optional.empty();

  int reads;

  FakeMetrics(FakeTarget target) {
    this.target = target;
  }

  /**
   * @param share of requests to the new version that fail from now on, 0..1
   */
  void canaryFails(double share) {
    canaryErrors = share;
  }

  /** Requests of the new version that all failed at a moment before now. */
  void canaryFailed(long requests, Instant at) {
    past = requests;
    pastAt = at;
  }

  /**
   * @param first when it looks for the first time
   * @param ahead how far its clock is ahead of ours
   */
  void scrapes(Duration every, Instant first, Duration ahead) {
    scraping = Optional.of(new Scraping(every, first, ahead));
  }

  void baselineFails(double share) {
    baselineErrors = share;
  }

  /** The group that the new version is compared with. */
  void groupFails(double share) {
    groupErrors = share;
  }

  void canaryTakes(double millis) {
    latency = millis;
  }

  void goesSilent() {
    silent = Optional.of("no answer");
  }

  /** It answers, and says nothing about one signal of the old version. */
  void isBlindFor(Signal signal, String why) {
    gaps.add(new Snapshot.Gap(signal, Side.BASELINE, why));
  }

  void answersAgain() {
    silent = Optional.empty();
  }

  /**
   * @param perSecond requests of the whole service
   */
  void load(double perSecond) {
    load = perSecond;
  }

  @Override
  public Snapshot read(Instant at, Duration window) {
    reads++;
    if (broken.isPresent()) {
      throw broken.get();
    }
    if (silent.isPresent()) {
      return Snapshot.silent(at, window, silent.get());
    }
    if (scraping.isEmpty()) {
      return measured(at, window, List.of());
    }
    List<Scrapes> scrapes =
        Stream.of(Side.values()).map(side -> scraping.get().at(at, side)).toList();
    if (scraped.filter(before -> before.scrapes().equals(scrapes)).isEmpty()) {
      scraped = Optional.of(measured(at, window, scrapes));
    }
    return new Snapshot(
        at, window, scraped.get().provider(), scraped.get().measures(), gaps, scrapes);
  }

  private Snapshot measured(Instant at, Duration window, List<Scrapes> scrapes) {
    List<Measure> measures = new ArrayList<>();
    for (Side side : Side.values()) {
      if (side == Side.GROUP && !target.compares) {
        continue;
      }
      boolean inSight = side == Side.CANARY && !pastAt.isBefore(at.minus(window));
      long old = inSight ? past : 0;
      long requests = requests(side, window) + old;
      double fails = errors(side);
      double errors = requests == 0 ? 0 : (fails * (requests - old) + old) / requests;
      measures.add(
          new Measure(
              Signal.ERROR_RATE,
              side,
              value(errors, requests),
              Math.round(errors * requests),
              requests));
      double millis = side == Side.CANARY ? latency : 120;
      measures.add(new Measure(Signal.LATENCY_P95, side, value(millis, requests), 0, requests));
    }
    return new Snapshot(at, window, new Snapshot.Provider.Answered(), measures, gaps, scrapes);
  }

  private static OptionalDouble value(double value, long requests) {
    return requests == 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private double errors(Side side) {
    return switch (side) {
      case BASELINE -> baselineErrors;
      case GROUP -> groupErrors;
      case CANARY -> canaryErrors;
    };
  }

  private long requests(Side side, Duration window) {
    int canary = target.traffic.share();
    int group = target.compares ? BaselineGroup.share(new Weight(canary)).percent() : 0;
    int percent =
        switch (side) {
          case BASELINE -> 100 - canary - group;
          case GROUP -> group;
          case CANARY -> canary;
        };
    return Math.round(load * percent / 100 * window.toMillis() / 1000);
  }

  @Override
  public Tally tally(Side side, Instant from, Instant to) {
    if (broken.isPresent()) {
      throw broken.get();
    }
    if (silent.isPresent() || !from.isBefore(to)) {
      return new Tally(0, 0);
    }
    // What was served before traffic went back still counts for whoever asks afterwards.
    boolean past =
        side == Side.CANARY && target.traffic.share() == 0 && !target.traffic.set.isEmpty();
    long requests = past ? 1000 : requests(side, Duration.between(from, to));
    return new Tally(requests, Math.round(requests * errors(side)));
  }
}
