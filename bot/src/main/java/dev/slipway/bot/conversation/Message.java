package dev.slipway.bot.conversation;

import java.util.List;
import java.util.Optional;

/**
 * A message as every platform can show it. Platforms cut what is too long for them and say so.
 *
 * @param spoken the whole in one plain sentence, for notifications and screen readers
 * @param revision grows with every visible change of a message that is edited; 0 for others
 * @param about what the message is about, "shop/42"; empty for answers to commands
 */
public record Message(String spoken, List<Part> parts, long revision, Optional<String> about) {
  public Message {
    parts = List.copyOf(parts);
  }

  /** One part, from top to bottom. */
  public sealed interface Part {}

  public record Headline(String text) implements Part {}

  public record Paragraph(Words words) implements Part {}

  /** Label and value pairs, at most ten, side by side where there is room. */
  public record Fields(List<Field> fields) implements Part {
    public Fields {
      fields = List.copyOf(fields);
    }
  }

  public record Field(String label, Words value) {}

  /** Text with its own line breaks and columns, in letters of one width. */
  public record Verbatim(String text) implements Part {}

  /** Small print. */
  public record Note(Words words) implements Part {}

  /** Buttons in a row; the platform's order is this one. */
  public record Buttons(List<Button> buttons) implements Part {
    public Buttons {
      buttons = List.copyOf(buttons);
    }
  }

  /** Choosing one entry does what {@code press} says, with the entry's value as argument. */
  public record Menu(String label, Press press, List<Choice> choices) implements Part {
    public Menu {
      choices = List.copyOf(choices);
    }
  }

  /**
   * @param value comes back as the argument of the press
   * @param label at most 75 characters are shown
   */
  public record Choice(String value, String label) {}

  /**
   * @param told for screen readers: "Roll shop 42 back to version 2.4.0"
   */
  public record Button(String label, String told, Tone tone, Press press) {}

  public enum Tone {
    PLAIN,
    GOOD,
    DANGER
  }

  /**
   * A picture beside the text that says the same.
   *
   * @param told what is to be seen, in a sentence
   */
  public record Picture(Png png, String name, String told) implements Part {}

  /** A text that is too long to be read in a chat. */
  public record Attachment(String name, String text) implements Part {}

  public static Message of(String sentence) {
    return new Message(sentence, List.of(new Paragraph(Words.of(sentence))), 0, Optional.empty());
  }
}
