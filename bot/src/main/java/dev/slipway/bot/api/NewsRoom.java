package dev.slipway.bot.api;

import dev.slipway.Slipway;
import dev.slipway.command.remote.JournalFeed;
import dev.slipway.command.remote.News;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Follows the journal once for all shells that are open, and not at all while none is. */
@Component
class NewsRoom {
  private static final Duration LOOK = Duration.ofMillis(500);
  private final Slipway slipway;
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private boolean following;

  NewsRoom(Slipway slipway) {
    this.slipway = slipway;
  }

  /** One shell's ear. */
  final class Listener implements AutoCloseable {
    private final List<News> heard = new ArrayList<>();

    private synchronized void hear(List<News> news) {
      heard.addAll(news);
    }

    /** Since one last asked. */
    synchronized List<News> take() {
      List<News> all = List.copyOf(heard);
      heard.clear();
      return all;
    }

    @Override
    public void close() {
      listeners.remove(this);
    }
  }

  Listener listen() {
    Listener listener = new Listener();
    listeners.add(listener);
    begin();
    return listener;
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
            listeners.forEach(listener -> listener.hear(news));
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
    following = !listeners.isEmpty();
    return !following;
  }
}
