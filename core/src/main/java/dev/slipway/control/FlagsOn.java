package dev.slipway.control;

import dev.slipway.control.port.Flag;
import dev.slipway.control.port.Target;
import dev.slipway.plan.Plan;
import java.util.Optional;

/** Whether users see already what a dark launch would begin by hiding from them. */
final class FlagsOn {
  /**
   * A flag that is on although the release that turns it has not begun.
   *
   * @param percent of the users who are shown what is behind it
   */
  record On(String flag, int percent) {}

  private FlagsOn() {}

  /**
   * The first one.
   *
   * @throws dev.slipway.control.port.OutsideFailure when a flag cannot be read
   */
  static Optional<On> of(Plan plan, Target target) {
    for (String name : plan.flags()) {
      int percent = target.flag(name).map(Flag::read).orElse(0);
      if (percent > 0) {
        return Optional.of(new On(name, percent));
      }
    }
    return Optional.empty();
  }
}
