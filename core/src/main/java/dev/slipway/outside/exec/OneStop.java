package dev.slipway.outside.exec;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.ExecSpec;
import dev.slipway.rollout.Happening.Changed;
import java.time.Duration;

/** Ends one instance, once its open requests are answered. What runs afterwards decides. */
record OneStop(Place place) {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final int LOOKS = 25;

  OneDeploy.Result on(String instance) {
    ExecSpec.Command stop =
        place.spec.stop().orElseThrow(() -> new IllegalStateException("there is no stop command"));
    place.out(instance);
    try {
      drain(instance);
      Program.Ended ended = place.inTurn(stop, instance);
      Sighting after = place.look(instance);
      for (int look = 0; look < LOOKS && after instanceof Sighting.Runs; look++) {
        Thread.sleep(BETWEEN_LOOKS);
        after = place.look(instance);
      }
      if (after instanceof Sighting.Nothing) {
        place.forget(instance);
        return new OneDeploy.Result(true, "stopped", Changed.YES, ended.printed());
      }
      return new OneDeploy.Result(
          false,
          "its stop command " + ended.words() + "; it " + after.words(),
          after instanceof Sighting.Unknown ? Changed.UNKNOWN : Changed.NO,
          ended.printed());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new OneDeploy.Result(false, "this process is ending", Changed.UNKNOWN);
    } finally {
      place.leaveToTheBalancer(instance);
      place.in(instance);
    }
  }

  private void drain(String instance) {
    try {
      boolean unused = place.balancer.drain(instance, () -> false);
    } catch (OutsideFailure silent) {
      // The instance is to end in any case.
    }
  }
}
