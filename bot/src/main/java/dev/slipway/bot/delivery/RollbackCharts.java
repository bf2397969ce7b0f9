package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Message;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Telling;
import java.util.Optional;

/** A release that was taken back by itself: what the figures were. */
final class RollbackCharts implements Charts {
  @Override
  public Optional<Message.Picture> of(Desk desk, ReleaseRecord release, Telling telling) {
    return Optional.empty();
  }
}
