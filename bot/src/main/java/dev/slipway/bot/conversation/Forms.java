package dev.slipway.bot.conversation;

import dev.slipway.bot.conversation.Form.Question;
import java.util.List;

/** The dialogs that buttons open. Made from the click alone, so that they open at once. */
final class Forms {
  static final String NAME = "name";
  static final String EVIDENCE = "evidence";
  static final String REASON = "reason";
  static final String UNTIL = "until";
  static final String LONGER = "longer";

  private Forms() {}

  static Form of(Press press, Press.FormKind kind) {
    return switch (kind) {
      case TYPED_NAME ->
          new Form(
              press,
              "Type its name",
              "To go on, type " + press.about() + " here, letter by letter.",
              List.of(new Question(NAME, "Name of the release", press.about(), false)));
      case EVIDENCE ->
          new Form(
              press,
              "Confirm an item",
              press.argument() + " of " + press.about() + ": nothing is a bare tick.",
              List.of(new Question(EVIDENCE, "Evidence", "a link, a run, or a sentence", true)));
      case REASON ->
          new Form(
              press,
              "Say why",
              "Everybody who follows " + press.about() + " reads it.",
              List.of(new Question(REASON, "Reason", "one sentence", true)));
      case LONGER ->
          new Form(
              press,
              "How much longer",
              press.about() + " stays as it is for that much longer; its limits are watched.",
              List.of(new Question(LONGER, "How much longer", "15m, or 1h", false)));
      case WAIVER ->
          new Form(
              press,
              "Waive an item",
              press.argument() + " of " + press.about() + ". Every report shows the waiver.",
              List.of(
                  new Question(REASON, "Why it is acceptable", "one sentence", true),
                  new Question(UNTIL, "Until when", "7d, or 2026-12-01", false)));
    };
  }
}
