package dev.slipway.bot.conversation;

import java.util.List;

/**
 * Who reacted to a message, as the platform lists it when asked.
 *
 * @param complete whether the list is known to be whole; a partial one proves presence, never
 *     absence
 */
public record Reactions(List<Reaction> all, boolean complete) {
  public Reactions {
    all = List.copyOf(all);
  }

  /** One person's reaction; bots are left out. */
  public record Reaction(Account by, String emoji) {}
}
