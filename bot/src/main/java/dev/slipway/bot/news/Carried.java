package dev.slipway.bot.news;

import java.time.Duration;
import java.util.Optional;

/** What became of a letter. Words are for people and hold nothing secret. */
public sealed interface Carried {
  /**
   * It arrived.
   *
   * @param id as the other side knows it
   */
  record There(String id) implements Carried {}

  /**
   * Not this time; tried again.
   *
   * @param after not before so long; empty: as usual
   */
  record NotNow(String why, Optional<Duration> after) implements Carried {}

  /** This letter never will. */
  record Never(String why) implements Carried {}

  /** Nothing can be carried at all now; no letter is worse for it. */
  record Away(String why) implements Carried {}
}
