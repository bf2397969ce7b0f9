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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The new version's share. With two sides the balancer sets and reads it. In place it is the share
 * of instances that run the new version: it follows from what is deployed, and writing it changes
 * nothing. In a dark launch a flag belongs to it: it is turned off before anybody is moved away,
 * and one that hangs keeps nobody.
 */
final class Share implements Traffic {
  /** What is deployed has no process that could restart and lose the share. */
  private static final String DEPLOYED = "instances";

  /** The driver asks many times a second; a program is started for each answer. */
  private static final Duration AGE = Duration.ofMillis(500);

  /** How long users wait for a flag to be off before they are moved away all the same. */
  private static final Duration FLAG_FIRST = Duration.ofSeconds(2);

  private final Place place;
  private final Versions versions;
  private final Sides sides;
  private final Mark mark;
  private final Optional<CommandFlag> flag;
  private Optional<Balancer.Reading> before = Optional.empty();
  private Optional<Balancer.Reading> proven = Optional.empty();
  private long provenAt;
  private long writes;

  Share(Place place, Versions versions, Sides sides, Mark mark, Optional<CommandFlag> flag) {
    this.flag = flag;
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
      Balancer.Reading share = place.balancer.read(sides.of(Side.CANARY).name());
      return flag.map(CommandFlag::read)
          .map(shown -> new Balancer.Reading(share.share().showing(shown), share.incarnation()))
          .orElse(share);
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
    if (place.spec.isInPlace()) {
      return;
    }
    if (flag.isEmpty()) {
      move(share);
    } else if (share.equals(Weight.NONE)) {
      takeAway(flag.get());
    } else {
      turnAndMove(flag.get(), share);
    }
  }

  private void move(Weight share) {
    place.balancer.write(sides.of(Side.CANARY).name(), share);
  }

  /** Seconds after it began nobody is shown what is new, and a moment later nobody is on it. */
  private void takeAway(CommandFlag turned) {
    FutureTask<Boolean> off =
        new FutureTask<>(() -> {
          turned.write(0);
          return true;
        });
    Thread unused = Thread.ofVirtual().name("flag").start(off);
    Optional<OutsideFailure> failed = awaited(off, FLAG_FIRST);
    move(Weight.NONE);
    failed.ifPresent(failure -> {
      throw failure;
    });
  }

  /**
   * Empty as long as nothing went wrong; a flag that is still being turned is proven by reading.
   */
  private static Optional<OutsideFailure> awaited(FutureTask<Boolean> off, Duration atMost) {
    try {
      boolean unused = off.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (TimeoutException slow) {
      return Optional.empty();
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException failed) {
      return Optional.of(
          failed.getCause() instanceof OutsideFailure own
              ? own
              : new OutsideFailure("flags", "turn the flag off", failed));
    }
  }

  /** What is new is hidden again whatever the balancer says, and the other way round. */
  private void turnAndMove(CommandFlag turned, Weight share) {
    Optional<OutsideFailure> failed = Optional.empty();
    try {
      if (turned.read() != share.shown()) {
        turned.write(share.shown());
      }
    } catch (OutsideFailure failure) {
      failed = Optional.of(failure);
    }
    move(share);
    failed.ifPresent(failure -> {
      throw failure;
    });
  }

  @Override
  public void clearMark() {
    mark.clear();
  }
}
