package dev.slipway.outside.exec;

import dev.slipway.control.port.Balancer;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.control.port.Traffic;
import dev.slipway.health.Side;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The new version's share. With two sides the balancer sets and reads it. In place it is the share
 * of instances that run the new version: it follows from what is deployed, and writing it changes
 * nothing.
 */
final class Share implements Traffic {
  /** What is deployed has no process that could restart and lose the share. */
  private static final String DEPLOYED = "instances";

  /** The driver asks many times a second; a program is started for each answer. */
  private static final Duration AGE = Duration.ofMillis(500);

  private final Place place;
  private final Versions versions;
  private final Sides sides;
  private final Mark mark;
  private Optional<Balancer.Reading> before = Optional.empty();
  private Optional<Balancer.Reading> proven = Optional.empty();
  private long provenAt;
  private long writes;

  Share(Place place, Versions versions, Sides sides, Mark mark) {
    this.place = place;
    this.versions = versions;
    this.sides = sides;
    this.mark = mark;
  }

  /**
   * An answer is given again only when two in a row agreed: whoever reads twice to be sure always
   * gets at least one that was really asked for.
   */
  @Override
  public Reading read() {
    Balancer.Reading share = share();
    return new Reading(share.share(), share.incarnation(), mark.read());
  }

  /** Asked outside the lock: who hangs keeps nobody from writing. */
  private Balancer.Reading share() {
    long asking;
    synchronized (this) {
      if (proven.isPresent() && System.nanoTime() - provenAt < AGE.toNanos()) {
        return proven.get();
      }
      asking = writes;
    }
    Balancer.Reading share = asked();
    synchronized (this) {
      if (asking == writes) {
        proven = before.filter(share::equals);
        before = Optional.of(share);
        provenAt = System.nanoTime();
      }
    }
    return share;
  }

  private Balancer.Reading asked() {
    if (!place.spec.isInPlace()) {
      return place.balancer.read(sides.of(Side.CANARY).name());
    }
    int fresh = 0;
    Map<String, Sighting> seen = place.look();
    for (Map.Entry<String, Sighting> one : seen.entrySet()) {
      fresh += runsFresh(one.getKey(), one.getValue()) ? 1 : 0;
    }
    return new Balancer.Reading(new Weight(fresh * 100 / seen.size()), DEPLOYED);
  }

  /**
   * An instance that ended by itself has gone nowhere: nobody took its share back, and its probes
   * fail. One that we are working on is told by what it runs.
   */
  private boolean runsFresh(String instance, Sighting sighting) {
    Optional<Version> fresh = Optional.of(versions.fresh());
    return switch (sighting) {
      case Sighting.Runs runs -> fresh.equals(Optional.of(runs.version()));
      case Sighting.Nothing nothing -> place.lastKnown(instance).equals(fresh);
      case Sighting.Unknown unknown -> {
        if (place.isOut(instance)) {
          yield place.lastKnown(instance).equals(fresh);
        }
        throw new OutsideFailure("commands", "see what " + instance + " runs", unknown.why());
      }
    };
  }

  @Override
  public void write(Weight share) {
    synchronized (this) {
      writes++;
      before = Optional.empty();
      proven = Optional.empty();
    }
    if (!place.spec.isInPlace()) {
      place.balancer.write(sides.of(Side.CANARY).name(), share);
    }
  }

  @Override
  public void clearMark() {
    mark.clear();
  }
}
