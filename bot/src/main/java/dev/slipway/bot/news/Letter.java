package dev.slipway.bot.news;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.News;
import dev.slipway.notice.Outbox;
import java.time.Instant;
import java.util.List;

/**
 * A line of the outbox with what it is about.
 *
 * @param id the same for the same letter, however often it is carried; names nobody
 * @param to the reader, without what tells the carrier: "ada@example.org"
 * @param because names of the subscriptions that reach them
 * @param release as it is now, which may be further than the news
 */
public record Letter(
    String id,
    String to,
    List<String> because,
    ReleaseRecord release,
    News news,
    Instant now,
    Outbox.Line line) {
  public Letter {
    because = List.copyOf(because);
  }
}
