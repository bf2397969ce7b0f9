package dev.slipway.bot.api;

import dev.slipway.Slipway;
import dev.slipway.command.remote.JournalFeed;
import dev.slipway.command.remote.News;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Follows the journal once for all shells that are open, and not at all while none is. */
@Component
class NewsRoom {
  private static final Duration LOOK = Duration.ofMillis(500);
  private final Slipway slipway;
  private final Set<Ear> ears = ConcurrentHashMap.newKeySet();
  private boolean following;

  NewsRoom(Slipway slipway) {
    this.slipway = slipway;
  }

  Ear listen() {
    Ear ear = new Ear();
    ears.add(ear);
    begin();
    return ear;
  }

  void leave(Ear ear) {
    ears.remove(ear);
  }

  private synchronized void begin() {
    if (!following) {
      following = true;
      var unused = Thread.ofVirtual().name("news-room").start(this::follow);
    }
  }

  private void follow() {
    JournalFeed feed = new JournalFeed(slipway.desk());
    try {
      while (!isOver()) {
        try {
          List<News> news = feed.look();
          if (!news.isEmpty()) {
            ears.removeIf(ear -> !ear.hear(news));
          }
        } catch (RuntimeException away) {
          // The store is asked again; shells are told of it by their own lines.
        }
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isOver() {
    following = !ears.isEmpty();
    return !following;
  }
}
