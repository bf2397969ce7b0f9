package dev.slipway.bot.news;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.News;
import dev.slipway.notice.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Takes news to readers of one kind: by mail, by a call. One letter at a time. */
public interface Carrier {
  /** How the channels of its lines begin: {@code Newsroom.MAIL}. */
  String beginning();

  /** Whether it carries to this channel, which begins like that. */
  default boolean takes(String channel) {
    return true;
  }

  /**
   * How long a letter that was not taken waits at least.
   *
   * @param attempts so far, at least one
   */
  default Duration pause(int attempts) {
    Duration pause = Duration.ofMinutes(1L << Math.min(10, attempts - 1));
    Duration longest = Duration.ofHours(1);
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  /**
   * Whether of several letters about one release to one reader only the newest is worth carrying.
   */
  boolean newestOnly();

  /**
   * Carries a letter. May be called again with the same letter when nobody knows whether it arrived
   * the first time.
   */
  Carried carry(Letter letter) throws InterruptedException;

  /** Lines about this news that no subscription asks for. */
  default List<Outbox.Line> lines(ReleaseRecord release, News news, Instant now) {
    return List.of();
  }

  /** Carries a letter without news. */
  default Carried test(Trial trial) throws InterruptedException {
    return new Carried.Never("nothing can be tried here");
  }

  /** Called after the last letter of a round; connections need not stay open. */
  default void rest() {}
}
