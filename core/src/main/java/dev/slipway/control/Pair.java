package dev.slipway.control;

import dev.slipway.control.port.Outcome;
import dev.slipway.health.Side;
import dev.slipway.rollout.Happening.Changed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * A new version and the group that it is compared with: whatever is done to one is done to the
 * other at the same time, so that they are of the same age. What one of them comes to keeps nobody
 * from the other.
 */
final class Pair {
  private static final List<Side> BOTH = List.of(Side.CANARY, Side.GROUP);

  private Pair() {}

  static Outcome of(Function<Side, Outcome> work) {
    Map<Side, Outcome> outcomes = new EnumMap<>(Side.class);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Outcome>> calls =
          BOTH.stream().<Callable<Outcome>>map(side -> () -> work.apply(side)).toList();
      List<Future<Outcome>> done = threads.invokeAll(calls);
      for (int i = 0; i < BOTH.size(); i++) {
        outcomes.put(BOTH.get(i), outcome(done.get(i)));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("this process is ending", Changed.UNKNOWN);
    }
    return both(outcomes);
  }

  private static Outcome outcome(Future<Outcome> done) throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException broken) {
      if (broken.getCause() instanceof Error fatal) {
        throw fatal;
      }
      return new Outcome.Failed(
          Optional.ofNullable(broken.getCause()).map(Performer::words).orElse("broke off"),
          Changed.UNKNOWN);
    }
  }

  private static Outcome both(Map<Side, Outcome> outcomes) {
    List<String> evidence = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    List<Changed> changed = new ArrayList<>();
    outcomes.forEach((side, outcome) -> {
      String whose = side == Side.GROUP ? "baseline group: " : "";
      switch (outcome) {
        // What is there already is no reason not to try the other part again.
        case Outcome.Done done -> evidence.add(whose + done.evidence());
        case Outcome.Failed failed -> {
          faults.add(whose + failed.fault());
          changed.add(failed.changed());
        }
      }
    });
    if (faults.isEmpty()) {
      return new Outcome.Done(String.join("; ", evidence));
    }
    return new Outcome.Failed(
        String.join("; ", faults),
        changed.contains(Changed.UNKNOWN)
            ? Changed.UNKNOWN
            : changed.contains(Changed.YES) ? Changed.YES : Changed.NO);
  }
}
