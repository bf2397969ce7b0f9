package dev.slipway.control;

import dev.slipway.control.port.Traffic;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A router whose share can be changed by others, that restarts, refuses, forgets, or does what it
 * was asked much later.
 */
final class FakeTraffic implements Traffic {
  private int share;
  private int starts = 1;
  private Optional<String> mark = Optional.empty();

  /** Shares that were really set by Slipway, in order. */
  final List<Integer> set = new ArrayList<>();

  /** Every share that users ever had, one entry per change. */
  final List<Integer> had = new ArrayList<>();

  List<Kept.Server> servers = List.of();
  Optional<RuntimeException> unreadable = Optional.empty();
  Optional<RuntimeException> refuses = Optional.empty();

  Optional<String> unable = Optional.empty();

  /** Writes that are accepted and come to nothing. */
  Predicate<Weight> sticks = weight -> true;

  /** Called when a write arrives, before it takes effect. */
  Runnable beforeWrite = () -> {};

  /** Called when somebody asks for the share, before it is told. */
  Runnable beforeRead = () -> {};

  @Override
  public Reading read() {
    beforeRead.run();
    if (unreadable.isPresent()) {
      throw unreadable.get();
    }
    return new Reading(new Weight(share), "started " + starts, mark);
  }

  @Override
  public void write(Weight wanted) {
    beforeWrite.run();
    if (refuses.isPresent()) {
      throw refuses.get();
    }
    if (sticks.test(wanted)) {
      set.add(wanted.percent());
      become(wanted.percent());
    }
  }

  @Override
  public Optional<String> unable(List<Weight> shares) {
    return unable.map(why -> why + ": " + shares);
  }

  @Override
  public void clearMark() {
    mark = Optional.empty();
  }

  @Override
  public List<Kept.Server> servers() {
    return servers;
  }

  int share() {
    return share;
  }

  /** Somebody else changes it, or a write of ours that was given up lands after all. */
  void become(int percent) {
    share = percent;
    had.add(percent);
  }

  /** The router's process restarts; what it was told is gone. */
  void restartsAndForgets() {
    starts++;
    become(0);
  }

  void restartsAndRemembers() {
    starts++;
  }

  /** Somebody runs rollback.sh. */
  void breakGlass() {
    become(0);
    mark = Optional.of("taken back by hand");
  }

  void marked() {
    mark = Optional.of("taken back by hand");
  }

  boolean isMarked() {
    return mark.isPresent();
  }
}
