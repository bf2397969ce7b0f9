package dev.slipway.bot.conversation;

import dev.slipway.bot.conversation.Message.Part;
import dev.slipway.notice.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Messages and forms without what the configuration keeps back: every text in them, one by one. */
final class KeptBack {
  private static final Part NO_PICTURE =
      new Message.Note(Words.of("A picture was left out: it shows what is kept out of chats."));

  private static final Part NO_BUTTON =
      new Message.Note(
          Words.of(
              new Words.Plain(
                  "A button was left out: it would carry what is kept out of chats. Type the command instead; "),
              new Words.Code("help"),
              new Words.Plain(" says which.")));

  /** Stands in for a form that cannot be shown. */
  static final Message NO_FORM =
      Message.of(
          "This form is not shown: it would carry what is kept out of chats."
              + " Type the command at a shell instead.");

  private final Redaction redaction;

  KeptBack(Redaction redaction) {
    this.redaction = redaction;
  }

  Message from(Message message) {
    return new Message(
        text(message.spoken()),
        message.parts().stream().flatMap(this::parts).toList(),
        message.revision(),
        message.about().map(this::text));
  }

  /**
   * What a click sends back leaves with its button, and nothing can be taken out of it: such a
   * button stays away.
   */
  private Stream<Part> parts(Part part) {
    return switch (part) {
      case Message.Buttons buttons -> {
        List<Message.Button> left =
            buttons.buttons().stream().filter(button -> isFree(button.press())).toList();
        yield left.size() == buttons.buttons().size()
            ? Stream.of(part(buttons))
            : Stream.concat(
                Stream.of(left)
                    .filter(some -> !some.isEmpty())
                    .map(Message.Buttons::new)
                    .map(this::part),
                Stream.of(NO_BUTTON));
      }
      case Message.Menu menu -> {
        List<Message.Choice> left =
            menu.choices().stream()
                .filter(choice -> isFree(menu.press()) && isFree(choice.value()))
                .toList();
        yield left.size() == menu.choices().size()
            ? Stream.of(part(menu))
            : Stream.concat(
                Stream.of(left)
                    .filter(some -> !some.isEmpty())
                    .map(some -> part(new Message.Menu(menu.label(), menu.press(), some))),
                Stream.of(NO_BUTTON));
      }
      case Message.Headline same -> Stream.of(part(same));
      case Message.Paragraph same -> Stream.of(part(same));
      case Message.Fields same -> Stream.of(part(same));
      case Message.Verbatim same -> Stream.of(part(same));
      case Message.Note same -> Stream.of(part(same));
      case Message.Picture same -> Stream.of(part(same));
      case Message.Attachment same -> Stream.of(part(same));
    };
  }

  /** Whether a click carries nothing that is kept back. */
  boolean isFree(Press press) {
    return isFree(press.code());
  }

  private boolean isFree(String text) {
    return text(text).equals(text);
  }

  private Part part(Part part) {
    return switch (part) {
      case Message.Headline headline -> new Message.Headline(text(headline.text()));
      case Message.Paragraph paragraph -> new Message.Paragraph(words(paragraph.words()));
      case Message.Fields fields ->
          new Message.Fields(
              fields.fields().stream()
                  .map(field -> new Message.Field(text(field.label()), words(field.value())))
                  .toList());
      case Message.Verbatim verbatim -> new Message.Verbatim(text(verbatim.text()));
      case Message.Note note -> new Message.Note(words(note.words()));
      case Message.Buttons buttons ->
          new Message.Buttons(
              buttons.buttons().stream()
                  .map(button ->
                      new Message.Button(
                          text(button.label()), text(button.told()), button.tone(), button.press()))
                  .toList());
      case Message.Menu menu ->
          new Message.Menu(
              text(menu.label()),
              menu.press(),
              menu.choices().stream()
                  .map(choice -> new Message.Choice(choice.value(), text(choice.label())))
                  .toList());
      // Nobody can take something out of a picture, and its words say what it shows.
      case Message.Picture picture ->
          isFree(picture.told()) && isFree(picture.name()) ? picture : NO_PICTURE;
      case Message.Attachment attachment ->
          new Message.Attachment(text(attachment.name()), text(attachment.text()));
    };
  }

  Form from(Form form) {
    return new Form(
        form.press(),
        text(form.title()),
        text(form.explanation()),
        form.questions().stream()
            .map(question ->
                new Form.Question(
                    question.name(),
                    text(question.label()),
                    text(question.hint()),
                    question.lines()))
            .toList());
  }

  String text(String text) {
    return redaction.of(text);
  }

  /** Pieces stand beside each other in a chat, so they are looked through as one text. */
  private Words words(Words words) {
    List<String> kept = redaction.ofPieces(words.pieces().stream().map(KeptBack::shown).toList());
    List<Words.Piece> pieces = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      pieces.add(piece(words.pieces().get(i), kept.get(i)));
    }
    return new Words(pieces);
  }

  private static String shown(Words.Piece piece) {
    return switch (piece) {
      case Words.Plain plain -> plain.text();
      case Words.Strong strong -> strong.text();
      case Words.Code code -> code.text();
      case Words.Link link -> link.text();
      // Written by the platform; nothing is found across one.
      case Words.Mention mention -> "\n";
      case Words.Time time -> "\n";
    };
  }

  private Words.Piece piece(Words.Piece piece, String kept) {
    return switch (piece) {
      case Words.Plain plain -> new Words.Plain(kept);
      case Words.Strong strong -> new Words.Strong(kept);
      case Words.Code code -> new Words.Code(kept);
      case Words.Link link ->
          text(link.address()).equals(link.address())
              ? new Words.Link(link.address(), kept)
              : new Words.Plain(kept);
      case Words.Mention mention -> mention;
      case Words.Time time -> time;
    };
  }
}
