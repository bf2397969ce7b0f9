package dev.slipway.bot.conversation;

import dev.slipway.command.Candidate;
import java.time.Duration;
import java.util.List;

/** Hears what platforms report. */
public interface ChatListener {
  /** Called on a thread of its own for each; may block. */
  void heard(Incoming incoming, Answering answering);

  /**
   * What may complete a line that somebody is typing, best first, quickly: Discord's autocomplete,
   * Slack's select menus.
   *
   * @param line as typed so far
   */
  List<Candidate> complete(Account by, Place at, String line);

  /**
   * Somebody's command, click or form was acknowledged to the platform.
   *
   * @param took since it arrived here
   */
  default void acknowledged(Duration took) {}
}
