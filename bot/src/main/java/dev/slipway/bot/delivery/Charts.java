package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Message;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Telling;
import java.util.List;

/** What is shown beside news that figures decided: the numbers as words, and a picture of them. */
interface Charts {
  List<Message.Part> of(Desk desk, ReleaseRecord release, Telling telling);
}
