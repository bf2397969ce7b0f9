package dev.slipway.bot.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A message as plain text, and what no platform would take. */
public final class Flat {
  private Flat() {}

  public static String text(Message message) {
    List<String> lines = new ArrayList<>();
    for (Message.Part part : message.parts()) {
      switch (part) {
        case Message.Headline headline -> lines.add("# " + headline.text());
        case Message.Paragraph paragraph -> lines.add(text(paragraph.words()));
        case Message.Fields fields ->
            fields.fields().forEach(f -> lines.add(f.label() + ": " + text(f.value())));
        case Message.Verbatim verbatim -> lines.add("| " + verbatim.text().replace("\n", "\n| "));
        case Message.Note note -> lines.add("- " + text(note.words()));
        case Message.Buttons buttons ->
            lines.add(
                buttons.buttons().stream()
                    .map(button -> "[" + button.label() + "]")
                    .collect(Collectors.joining(" ")));
        case Message.Menu menu ->
            lines.add(
                "["
                    + menu.label()
                    + ": "
                    + menu.choices().stream()
                        .map(Message.Choice::label)
                        .collect(Collectors.joining(", "))
                    + "]");
        case Message.Picture picture -> lines.add("(picture: " + picture.told() + ")");
        case Message.Attachment attachment ->
            lines.add("(file " + attachment.name() + ")\n" + attachment.text());
      }
    }
    return String.join("\n", lines);
  }

  private static String text(Words words) {
    StringBuilder text = new StringBuilder();
    for (Words.Piece piece : words.pieces()) {
      switch (piece) {
        case Words.Plain plain -> text.append(plain.text());
        case Words.Strong strong -> text.append(strong.text());
        case Words.Code code -> text.append(code.text());
        case Words.Mention mention -> text.append('@').append(mention.account().id());
        case Words.Time time -> text.append(ViewText.clock(time.at()));
        case Words.Link link -> text.append(link.text());
      }
    }
    return text.toString();
  }

  static List<String> buttons(Message message) {
    return message.parts().stream()
        .filter(Message.Buttons.class::isInstance)
        .flatMap(part -> ((Message.Buttons) part).buttons().stream())
        .map(Message.Button::label)
        .toList();
  }

  static List<String> choices(Message message) {
    return message.parts().stream()
        .filter(Message.Menu.class::isInstance)
        .flatMap(part -> ((Message.Menu) part).choices().stream())
        .map(Message.Choice::label)
        .toList();
  }

  static List<Account> mentioned(Message message) {
    List<Account> all = new ArrayList<>();
    for (Message.Part part : message.parts()) {
      List<Words> words =
          switch (part) {
            case Message.Paragraph paragraph -> List.of(paragraph.words());
            case Message.Note note -> List.of(note.words());
            case Message.Fields fields ->
                fields.fields().stream().map(Message.Field::value).toList();
            default -> List.of();
          };
      words.stream()
          .flatMap(line -> line.pieces().stream())
          .filter(Words.Mention.class::isInstance)
          .forEach(piece -> all.add(((Words.Mention) piece).account()));
    }
    return all;
  }

  public static void mustFit(Message message) {
    for (Message.Part part : message.parts()) {
      switch (part) {
        case Message.Buttons buttons -> {
          must(!buttons.buttons().isEmpty() && buttons.buttons().size() <= 5, "buttons");
          buttons
              .buttons()
              .forEach(button -> {
                must(button.press().code().length() <= Press.LONGEST, button.press().code());
                must(Press.of(button.press().code()).isPresent(), button.press().code());
                must(button.told().length() <= 75, button.told());
              });
        }
        case Message.Menu menu -> {
          must(!menu.choices().isEmpty() && menu.choices().size() <= 25, "choices");
          menu.choices().forEach(choice -> must(choice.label().length() <= 75, choice.label()));
        }
        case Message.Fields fields -> must(fields.fields().size() <= 10, "fields");
        case Message.Paragraph paragraph ->
            must(text(paragraph.words()).length() <= 2000, "paragraph");
        case Message.Verbatim verbatim -> must(verbatim.text().length() <= 2000, "verbatim");
        case Message.Headline headline -> must(headline.text().length() <= 150, "headline");
        case Message.Note note -> must(text(note.words()).length() <= 2000, "note");
        case Message.Picture picture -> must(picture.png().bytes().length > 0, "picture");
        case Message.Attachment attachment -> must(!attachment.text().isEmpty(), "attachment");
      }
    }
    must(!message.spoken().isBlank() && message.spoken().length() <= 2000, "spoken");
    must(!message.parts().isEmpty() && message.parts().size() <= 40, "parts");
    long words =
        message.parts().stream()
            .filter(part -> !(part instanceof Message.Attachment))
            .mapToLong(part -> part.toString().length())
            .sum();
    must(words < 12_000, "length " + words);
  }

  private static void must(boolean so, String what) {
    if (!so) {
      throw new AssertionError("no platform takes this: " + what);
    }
  }
}
