package dev.slipway.bot.conversation;

import java.util.List;

/**
 * A small dialog.
 *
 * @param press what its answer completes; comes back with {@link Incoming.Submitted}
 * @param title at most 24 characters are shown
 */
public record Form(Press press, String title, String explanation, List<Question> questions) {
  public Form {
    questions = List.copyOf(questions);
  }

  /**
   * @param name key of the answer
   * @param hint what a good answer looks like
   */
  public record Question(String name, String label, String hint, boolean lines) {}
}
