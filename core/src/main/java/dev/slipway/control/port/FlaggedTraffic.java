package dev.slipway.control.port;

import dev.slipway.release.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Traffic of which the flags of a dark launch are a part. They are turned off before anybody is
 * moved away, and one that hangs keeps nobody.
 */
public final class FlaggedTraffic implements Traffic {
  /** How long users wait for flags to be off before they are moved away all the same. */
  private static final Duration FLAGS_FIRST = Duration.ofSeconds(2);

  /** Flags that are on out of turn: whatever is wanted, something is shown that is not. */
  private static final int OUT_OF_TURN = 99;

  private final Traffic traffic;
  private final List<Flag> flags;
  private final Duration flagsFirst;

  /**
   * @param flags in the order in which they are turned on
   */
  public FlaggedTraffic(Traffic traffic, List<Flag> flags) {
    this(traffic, flags, FLAGS_FIRST);
  }

  FlaggedTraffic(Traffic traffic, List<Flag> flags, Duration flagsFirst) {
    this.traffic = traffic;
    this.flags = List.copyOf(flags);
    this.flagsFirst = flagsFirst;
  }

  @Override
  public Reading read() {
    Reading reading = traffic.read();
    List<Integer> shown = flags.stream().map(Flag::read).toList();
    return new Reading(seen(reading.share(), shown), reading.incarnation(), reading.mark());
  }

  private static Weight seen(Weight share, List<Integer> shown) {
    int on = 0;
    while (on < shown.size() && shown.get(on) == 100) {
      on++;
    }
    if (on == shown.size()) {
      return share.showing(100);
    }
    boolean outOfTurn = shown.stream().skip(on + 1L).anyMatch(percent -> percent > 0);
    return share.showing(on, outOfTurn ? OUT_OF_TURN : shown.get(on));
  }

  @Override
  public void write(Weight share) {
    if (share.equals(Weight.NONE)) {
      takeAway();
    } else {
      turnAndMove(share);
    }
  }

  @Override
  public Optional<String> unable(List<Weight> shares) {
    return traffic.unable(shares);
  }

  @Override
  public void clearMark() {
    traffic.clearMark();
  }

  /** Seconds after it began nobody is shown what is new, and a moment later nobody is on it. */
  private void takeAway() {
    List<FutureTask<Boolean>> turned = new ArrayList<>();
    for (Flag flag : flags) {
      FutureTask<Boolean> off =
          new FutureTask<>(() -> {
            flag.write(0);
            return true;
          });
      Thread unused = Thread.ofVirtual().name("flag " + flag.name()).start(off);
      turned.add(off);
    }
    long until = System.nanoTime() + flagsFirst.toNanos();
    Optional<OutsideFailure> failed = Optional.empty();
    for (FutureTask<Boolean> off : turned) {
      Optional<OutsideFailure> own = awaited(off, until - System.nanoTime());
      failed = failed.isPresent() ? failed : own;
    }
    traffic.write(Weight.NONE);
    raise(failed);
  }

  /** Empty as long as nothing went wrong; who is still being turned is proven by reading. */
  private static Optional<OutsideFailure> awaited(FutureTask<Boolean> off, long nanos) {
    try {
      boolean unused = off.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
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
              : new OutsideFailure("flags", "turn a flag off", failed));
    }
  }

  /** What is new is hidden again whatever the balancer says, and the other way round. */
  private void turnAndMove(Weight share) {
    Optional<OutsideFailure> failed = Optional.empty();
    // The last one first: what was turned on last is hidden first.
    for (int i = flags.size() - 1; i >= 0; i--) {
      try {
        lower(flags.get(i), wanted(share, i));
      } catch (OutsideFailure failure) {
        failed = Optional.of(failure);
      }
    }
    for (int i = 0; i < flags.size() && failed.isEmpty(); i++) {
      try {
        turn(flags.get(i), wanted(share, i));
      } catch (OutsideFailure failure) {
        failed = Optional.of(failure);
      }
    }
    traffic.write(share);
    raise(failed);
  }

  private static void raise(Optional<OutsideFailure> failed) {
    failed.ifPresent(failure -> {
      throw failure;
    });
  }

  private static int wanted(Weight share, int flag) {
    if (share.shown() == 100 || flag < share.on()) {
      return 100;
    }
    return flag == share.on() ? share.shown() : 0;
  }

  private static void lower(Flag flag, int shown) {
    if (flag.read() > shown) {
      flag.write(shown);
    }
  }

  private static void turn(Flag flag, int shown) {
    if (flag.read() != shown) {
      flag.write(shown);
    }
  }
}
