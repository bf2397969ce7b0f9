package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Message;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Telling;
import java.util.Optional;

/** The picture beside news that figures decided. */
interface Charts {
  Optional<Message.Picture> of(Desk desk, ReleaseRecord release, Telling telling);
}
