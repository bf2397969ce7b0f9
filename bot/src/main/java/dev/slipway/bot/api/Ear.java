package dev.slipway.bot.api;

import dev.slipway.command.remote.News;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps news until its reader takes it, and only so much: whoever reads nothing is not waited for.
 * They begin anew where they were, and are told the rest then.
 */
final class Ear {
  static final int MOST = 2_000;

  private final List<News> heard = new ArrayList<>();
  private boolean behind;

  /**
   * @return whether there is any use in going on
   */
  synchronized boolean hear(List<News> news) {
    if (!behind && heard.size() + news.size() > MOST) {
      behind = true;
      heard.clear();
    }
    if (!behind) {
      heard.addAll(news);
    }
    return !behind;
  }

  /** Since one last asked; empty when something is missing by now. */
  synchronized Optional<List<News>> take() {
    if (behind) {
      return Optional.empty();
    }
    List<News> all = List.copyOf(heard);
    heard.clear();
    return Optional.of(all);
  }
}
