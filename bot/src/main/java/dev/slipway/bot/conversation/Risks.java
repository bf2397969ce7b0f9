package dev.slipway.bot.conversation;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.risk.Level;

/** How risky a release is by its plan. */
public final class Risks {
  private Risks() {}

  public static boolean isHigh(ReleaseRecord release) {
    return release.plan().filter(plan -> plan.risk().level() == Level.HIGH).isPresent();
  }
}
