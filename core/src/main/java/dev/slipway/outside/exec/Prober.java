package dev.slipway.outside.exec;

import dev.slipway.control.Clock;
import dev.slipway.control.port.Probes;
import dev.slipway.release.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Probes every instance at its interval, as long as somebody asks for figures. Each probe counts as
 * one request of the version that its instance reported at that moment; one that met an instance
 * between two versions is nobody's.
 */
final class Prober {
  /** Nobody asked for so long: probing ends until somebody does. */
  private static final Duration IDLE = Duration.ofMinutes(3);

  /** So many programs a second may tell what runs: with more instances each is asked less often. */
  private static final Duration OF_EACH = Duration.ofSeconds(1).dividedBy(40);

  private static final Duration YOUNG = Duration.ofSeconds(1);

  private final Place place;
  private final Clock clock;
  private final ProbeLog log;
  private final Duration idle;
  private long askedAt;
  private Optional<Long> groupAskedAt = Optional.empty();
  private boolean running;
  private volatile Optional<String> silent = Optional.of("nothing was probed yet");

  Prober(Place place, Clock clock, ProbeLog log) {
    this.place = place;
    this.clock = clock;
    this.log = log;
    Duration three = place.spec.probe().every().multipliedBy(3);
    this.idle = three.compareTo(IDLE) > 0 ? three : IDLE;
  }

  /** Why the newest round says nothing; empty when it does. */
  Optional<String> silent() {
    return silent;
  }

  /**
   * Goes on probing. The first question is answered by a round made for it.
   *
   * @param group whether the group that a new version is compared with is meant as well
   */
  void asked(boolean group) {
    boolean begin;
    synchronized (this) {
      askedAt = System.nanoTime();
      groupAskedAt = group ? Optional.of(askedAt) : groupAskedAt;
      begin = !running;
      running = true;
    }
    if (begin) {
      round();
      Thread unused = Thread.ofVirtual().name("probes").start(this::probe);
    }
  }

  private void probe() {
    try {
      while (isWanted()) {
        Thread.sleep(place.spec.probe().every());
        round();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (this) {
        running = false;
      }
    }
  }

  private synchronized boolean isWanted() {
    return System.nanoTime() - askedAt < idle.toNanos();
  }

  /** What runs in its places between releases is nobody's business. */
  private synchronized List<String> group() {
    return groupAskedAt.filter(at -> System.nanoTime() - at < idle.toNanos()).isPresent()
        ? place.baseline()
        : List.of();
  }

  private void round() {
    try {
      List<String> group = group();
      List<String> all = new ArrayList<>(place.instances());
      all.addAll(group);
      Map<String, Integer> turns = new HashMap<>();
      all.forEach(name -> turns.put(name, place.turn(name)));
      Map<String, Sighting> seen = new HashMap<>(place.look(young()));
      seen.putAll(Place.each(group, place::look));
      Map<String, Optional<String>> mute =
          Place.each(
              all, name -> one(name, group.contains(name), seen, () -> isSettled(name, turns)));
      List<String> why = new ArrayList<>();
      mute.forEach((name, reason) -> reason.ifPresent(words -> why.add(name + ": " + words)));
      silent = why.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", why));
    } catch (RuntimeException broken) {
      silent = Optional.of(String.valueOf(broken.getMessage()));
    }
  }

  private Duration young() {
    Duration together = OF_EACH.multipliedBy(place.instances().size());
    return together.compareTo(YOUNG) > 0 ? together : YOUNG;
  }

  /** Whether nobody has worked on an instance since its round began. */
  private boolean isSettled(String instance, Map<String, Integer> turns) {
    return !place.isOut(instance) && place.turn(instance) == turns.getOrDefault(instance, 0);
  }

  /**
   * Why an instance could not be asked; empty when it was, or when there is nothing to ask.
   *
   * @param group whether it is one of the group for comparison
   * @param settled whether what was seen of it still holds
   */
  private Optional<String> one(
      String instance, boolean group, Map<String, Sighting> seen, BooleanSupplier settled) {
    if (!settled.getAsBoolean()) {
      return Optional.empty();
    }
    Optional<Version> version =
        Optional.ofNullable(seen.get(instance))
            .flatMap(Sighting::seen)
            .or(() -> place.lastKnown(instance));
    if (version.isEmpty()) {
      return seen.get(instance) instanceof Sighting.Unknown unknown
          ? Optional.of(unknown.why())
          : Optional.empty();
    }
    Probes.Answer answer = place.probe(instance);
    if (answer.kind() == Probes.Kind.NOT_ASKED) {
      return Optional.of(answer.words());
    }
    boolean same = answer.isWell() || isStill(instance, version.get());
    if (same && settled.getAsBoolean()) {
      ProbeLog.Who who = new ProbeLog.Who(version.get(), group);
      log.add(clock.now(), who, answer.took(), !answer.isWell());
    }
    return Optional.empty();
  }

  /** A failure is not held against a version that somebody else has replaced meanwhile. */
  private boolean isStill(String instance, Version version) {
    return place.look(instance).seen().map(version::equals).orElse(true);
  }
}
