package dev.slipway.shell.repl;

import dev.slipway.command.remote.News;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Until when each release was watched in full, so that it is not told a second time above the
 * prompt.
 */
final class Watches {
  private final Map<String, Instant> until = new ConcurrentHashMap<>();

  void watched(String release, Instant at) {
    until.put(release, at);
  }

  boolean isSeen(News news) {
    return !news.event().at().isAfter(until.getOrDefault(news.release(), Instant.EPOCH));
  }
}
