package dev.slipway.outside.exec;

import dev.slipway.control.port.Flag;
import dev.slipway.control.port.FlaggedTraffic;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.control.port.Traffic;
import dev.slipway.health.Side;
import dev.slipway.plan.BaselineGroup;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The new version's share. With two sides the balancer sets and reads it. In place it is the share
 * of instances that run the new version: it follows from what is deployed, and writing it changes
 * nothing. In a dark launch its flags belong to it.
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
  private final Traffic asked;
  private Optional<Reading> before = Optional.empty();
  private Optional<Reading> proven = Optional.empty();
  private long provenAt;
  private long writes;

  Share(Place place, Versions versions, Sides sides, Mark mark, List<Flag> flags) {
    this.place = place;
    this.versions = versions;
    this.sides = sides;
    this.mark = mark;
    this.asked = flags.isEmpty() ? new Asked() : new FlaggedTraffic(new Asked(), flags);
  }

  /**
   * An answer is given again only when two in a row agreed: whoever reads twice to be sure always
   * gets at least one that was really asked for.
   */
  @Override
  public Reading read() {
    Reading share = share();
    return new Reading(share.share(), share.incarnation(), mark.read());
  }

  /** Asked outside the lock: who hangs keeps nobody from writing. */
  private Reading share() {
    long asking;
    synchronized (this) {
      if (proven.isPresent() && System.nanoTime() - provenAt < AGE.toNanos()) {
        return proven.get();
      }
      asking = writes;
    }
    Reading share = asked.read();
    synchronized (this) {
      if (asking == writes) {
        proven = before.filter(share::equals);
        before = Optional.of(share);
        provenAt = System.nanoTime();
      }
    }
    return share;
  }

  @Override
  public void write(Weight share) {
    synchronized (this) {
      writes++;
      before = Optional.empty();
      proven = Optional.empty();
    }
    asked.write(share);
  }

  @Override
  public Optional<String> unable(List<Weight> shares) {
    return place.spec.isInPlace()
        ? place.balancer.unable(place.spec.groups().getFirst().name(), List.of(), false)
        : place.balancer.unable(sides.of(Side.CANARY).name(), shares, versions.group());
  }

  @Override
  public void clearMark() {
    mark.clear();
  }

  @Override
  public List<Kept.Server> servers() {
    return place.balancer.servers();
  }

  /** What is there, without what is known of it. */
  private final class Asked implements Traffic {
    @Override
    public Reading read() {
      if (!place.spec.isInPlace()) {
        var share = place.balancer.read(sides.of(Side.CANARY).name());
        return new Reading(share.share(), share.incarnation(), Optional.empty());
      }
      int fresh = 0;
      Map<String, Sighting> seen = place.look();
      for (Map.Entry<String, Sighting> one : seen.entrySet()) {
        fresh += runsFresh(one.getKey(), one.getValue()) ? 1 : 0;
      }
      return new Reading(new Weight(fresh * 100 / seen.size()), DEPLOYED, Optional.empty());
    }

    @Override
    public void write(Weight share) {
      if (!place.spec.isInPlace()) {
        place.balancer.write(
            sides.of(Side.CANARY).name(),
            share,
            versions.group() ? BaselineGroup.share(share) : Weight.NONE);
      }
    }

    @Override
    public void clearMark() {
      mark.clear();
    }
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
}
