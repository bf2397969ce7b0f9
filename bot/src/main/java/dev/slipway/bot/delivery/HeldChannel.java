package dev.slipway.bot.delivery;

import dev.slipway.notice.ChatBook;
import dev.slipway.notice.ChatBook.Standing;
import dev.slipway.notice.Outbox;
import java.time.Duration;
import java.time.Instant;

/**
 * What is written down of a channel for as long as this server holds it. A server that stood still
 * for longer than its claim finds out here, before it makes a call and after it.
 */
final class HeldChannel {
  private final String channel;
  private final String holder;
  private final Outbox outbox;
  private final ChatBook book;

  /** The channel is another server's by now; nothing was written. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Lost(String channel) {
      super(channel + " is looked after by another server by now", null, false, false);
    }
  }

  /**
   * @param holder names this taking of the channel
   */
  HeldChannel(String channel, String holder, Outbox outbox, ChatBook book) {
    this.channel = channel;
    this.holder = holder;
    this.outbox = outbox;
    this.book = book;
  }

  String channel() {
    return channel;
  }

  String holder() {
    return holder;
  }

  void keep(Standing standing) {
    if (!book.keep(standing, holder)) {
      throw new Lost(channel);
    }
  }

  void keep(Outbox.Line line) {
    if (!outbox.keep(line, channel, holder)) {
      throw new Lost(channel);
    }
  }

  /** One of the places that all servers share. */
  boolean takes(String what, int places, Duration each, Instant now) {
    return book.take(what, places, each, now);
  }
}
