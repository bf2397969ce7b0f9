package dev.slipway.bot.conversation;

import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import java.time.Duration;
import java.util.List;

/** The checks that a message's figures are made of. */
public final class LiveFigures {
  private static final Duration REACH = Duration.ofMinutes(5);

  private LiveFigures() {}

  public static List<Store.Check> recent(Desk desk, ReleaseRecord release) {
    return release.state().isMoving() ? desk.checks(release, desk.now().minus(REACH)) : List.of();
  }
}
