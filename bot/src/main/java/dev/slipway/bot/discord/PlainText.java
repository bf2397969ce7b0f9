package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.Message;
import java.util.stream.Collectors;

/** A message as nothing but text, for a file. */
final class PlainText {
  private PlainText() {}

  static String of(Message message) {
    return message.parts().stream()
        .map(PlainText::of)
        .filter(text -> !text.isBlank())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String of(Message.Part part) {
    return switch (part) {
      case Message.Headline headline -> headline.text();
      case Message.Paragraph paragraph -> Markdown.bare(paragraph.words());
      case Message.Fields fields ->
          fields.fields().stream()
              .map(field -> field.label() + ": " + Markdown.bare(field.value()))
              .collect(Collectors.joining("\n"));
      case Message.Verbatim verbatim -> verbatim.text();
      case Message.Note note -> Markdown.bare(note.words());
      case Message.Buttons buttons -> "";
      case Message.Menu menu -> "";
      case Message.Picture picture -> picture.told();
      case Message.Attachment attachment -> "";
    };
  }
}
