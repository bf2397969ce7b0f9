package dev.slipway.command.remote;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a server tells a shell that is open, unasked.
 *
 * @param at the server's time
 * @param news oldest first; those of an earlier telling may come again
 * @param bearing of the release in use; empty when none is
 */
public record Tidings(Instant at, List<News> news, Optional<Bearing> bearing) {
  public Tidings {
    news = List.copyOf(news);
  }
}
