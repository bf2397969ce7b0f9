package dev.slipway;

import dev.slipway.outside.git.GitChangeSource;
import dev.slipway.outside.git.GitCheckouts;
import dev.slipway.practice.PracticeTargets;
import dev.slipway.setup.Doctor;
import dev.slipway.setup.Ground;
import dev.slipway.setup.Initializer;
import dev.slipway.setup.Instruments;

/**
 * Setting up, wired. Works where nothing is configured yet, and with a store that does not open.
 */
public final class Setup {
  private Setup() {}

  /** Writes the first configuration here. */
  public static Initializer initializer(Ground ground) {
    return new Initializer(ground, new GitCheckouts());
  }

  /** Examines what is configured here. */
  public static Doctor doctor(Ground ground) {
    return new Doctor(
        ground,
        new Instruments(
            new GitCheckouts(),
            new GitChangeSource(),
            new PracticeTargets(),
            settings -> Stores.open(settings, Slipway.node(), ground.programVersion())));
  }
}
