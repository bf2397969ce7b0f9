package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Words;
import dev.slipway.view.Plain;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import net.dv8tion.jda.api.utils.messages.MessageEditData;

/**
 * A message as Discord shows it, within its limits. Short ones are text; one with a headline or
 * fields is an embed below one sentence that notifications and screen readers take. What is too
 * long is cut, says so, and is attached whole.
 */
final class Rendering {
  static final int CONTENT = 2000;
  static final int DESCRIPTION = 4096;
  static final int EMBED = 6000;
  static final int TITLE = 256;
  static final int FIELDS = 25;

  /** Of the hundred that Discord allows, as many as there is room to name. */
  private static final int TOLD_AT_ONCE = 30;

  /** Of the sentence above an embed; the rest of the content is for mentions. */
  private static final int SPOKEN = 1200;

  /** Left free in an embed for its foot. */
  private static final int FOOT = 120;

  private static final int BEFORE_THE_CUT = 200;
  private static final String CUT = "… cut here; the whole text is in the file.";

  private final Message message;
  private final Optional<PostId> id;
  private boolean cut;

  /**
   * @param id written into the message where it is to be found again
   */
  private Rendering(Message message, Optional<PostId> id) {
    this.message = message;
    this.id = id;
  }

  /** A message that can be found by its id. */
  static MessageCreateData post(Message message, PostId id) {
    return new Rendering(message, Optional.of(id)).build();
  }

  /** A message that nobody looks for again. */
  static MessageCreateData answer(Message message) {
    return new Rendering(message, Optional.empty()).build();
  }

  /** Replaces all of the message that stands there. */
  static MessageEditData edit(Message message, Optional<PostId> id) {
    MessageCreateData data = new Rendering(message, id).build();
    return MessageEditBuilder.fromCreateData(data)
        .setSuppressEmbeds(data.isSuppressEmbeds())
        .build();
  }

  private MessageCreateData build() {
    MessageCreateBuilder data =
        new MessageCreateBuilder()
            .setAllowedMentions(List.of())
            .mentionUsers(mentioned())
            .setComponents(Components.of(message));
    Optional<String> text = asText();
    if (text.isPresent()) {
      data.setContent(text.get()).setSuppressEmbeds(true);
    } else {
      asEmbed(data);
    }
    return data.setFiles(Uploads.of(message, cut)).build();
  }

  private Optional<String> asText() {
    List<String> lines = new ArrayList<>();
    for (Message.Part part : message.parts()) {
      switch (part) {
        case Message.Paragraph paragraph -> lines.add(Markdown.of(paragraph.words()));
        case Message.Verbatim verbatim -> lines.add(Markdown.block(verbatim.text()));
        case Message.Note note -> lines.add(Markdown.small(note.words()));
        case Message.Headline headline -> {
          return Optional.empty();
        }
        case Message.Fields fields -> {
          return Optional.empty();
        }
        case Message.Buttons buttons -> {}
        case Message.Menu menu -> {}
        case Message.Picture picture -> {}
        case Message.Attachment attachment -> {}
      }
    }
    lines.removeIf(String::isBlank);
    if (lines.isEmpty()) {
      lines.add(sentence());
    }
    id.ifPresent(post -> lines.add(Mark.line(message.about(), post)));
    String text = String.join("\n", lines);
    return text.length() <= CONTENT ? Optional.of(text) : Optional.empty();
  }

  private void asEmbed(MessageCreateBuilder data) {
    EmbedBuilder embed = new EmbedBuilder();
    Optional<String> title =
        message.parts().stream()
            .filter(Message.Headline.class::isInstance)
            .map(part -> shortened(((Message.Headline) part).text(), TITLE))
            .filter(text -> !text.isBlank())
            .findFirst();
    title.ifPresent(embed::setTitle);
    List<Message.Field> fields = fields();
    int valueMost = fields.isEmpty() ? 0 : Math.min(1000, 3000 / fields.size());
    int used = title.map(String::length).orElse(0) + FOOT;
    for (Message.Field field : fields) {
      String label = shortened(field.label(), 80);
      String value = value(field.value(), valueMost);
      embed.addField(label.isEmpty() ? "–" : label, value, true);
      used += label.length() + value.length() + 1;
    }
    String text = description(title.isPresent(), Math.min(DESCRIPTION, EMBED - used));
    if (!text.isEmpty()) {
      embed.setDescription(text);
    }
    id.ifPresent(post -> embed.setFooter(Mark.foot(message.about(), post)));
    if (embed.isEmpty()) {
      embed.setDescription(sentence());
    }
    data.setContent(sentence() + calls()).setEmbeds(embed.build());
  }

  /** Escaped, and cut before it is escaped: half an escape would let the next letter out. */
  private static String shortened(String text, int most) {
    String whole = Markdown.escaped(Plain.line(text, most));
    return whole.length() <= most ? whole : Markdown.escaped(Plain.line(text, most / 2));
  }

  private String value(Words words, int most) {
    String whole = Markdown.of(words);
    if (whole.isBlank()) {
      return "–";
    }
    if (whole.length() <= most) {
      return whole;
    }
    cut = true;
    return shortened(Markdown.bare(words), most);
  }

  private String sentence() {
    String sentence = shortened(message.spoken(), SPOKEN);
    return sentence.isBlank() ? "–" : sentence;
  }

  /** Mentions inside an embed tell nobody: those who are to be told are named above it. */
  private String calls() {
    StringBuilder calls = new StringBuilder();
    for (String account : mentioned()) {
      String call = "<@" + account + ">";
      if (calls.length() + call.length() + 2 < CONTENT - SPOKEN) {
        calls.append(calls.isEmpty() ? "\n" : " ").append(call);
      }
    }
    return calls.toString();
  }

  private List<Message.Field> fields() {
    List<Message.Field> all = new ArrayList<>();
    for (Message.Part part : message.parts()) {
      if (part instanceof Message.Fields fields) {
        all.addAll(fields.fields());
      }
    }
    if (all.size() > FIELDS) {
      cut = true;
    }
    return all.subList(0, Math.min(FIELDS, all.size()));
  }

  private String description(boolean titled, int most) {
    StringBuilder text = new StringBuilder();
    boolean title = titled;
    for (Message.Part part : message.parts()) {
      String chunk =
          switch (part) {
            case Message.Headline headline -> title ? "" : Markdown.strong(headline.text());
            case Message.Paragraph paragraph -> Markdown.of(paragraph.words());
            case Message.Verbatim verbatim -> Markdown.block(verbatim.text());
            case Message.Note note -> Markdown.small(note.words());
            case Message.Fields fields -> "";
            case Message.Buttons buttons -> "";
            case Message.Menu menu -> "";
            case Message.Picture picture -> "";
            case Message.Attachment attachment -> "";
          };
      title = title && !(part instanceof Message.Headline);
      if (chunk.isBlank()) {
        continue;
      }
      int room = most - CUT.length() - text.length() - 2;
      if (chunk.length() > room) {
        cut = true;
        begun(part, room - BEFORE_THE_CUT).ifPresent(begun -> text.append(begun).append('\n'));
        return text.append(CUT).toString();
      }
      text.append(chunk).append('\n');
    }
    return text.toString().stripTrailing();
  }

  /** As much of it as there is room for. */
  private static Optional<String> begun(Message.Part part, int room) {
    if (room < BEFORE_THE_CUT) {
      return Optional.empty();
    }
    return switch (part) {
      case Message.Verbatim verbatim -> Optional.of(Markdown.block(lines(verbatim.text(), room)));
      case Message.Paragraph paragraph ->
          Optional.of(shortened(Markdown.bare(paragraph.words()), room));
      default -> Optional.empty();
    };
  }

  private static String lines(String text, int room) {
    StringBuilder lines = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (lines.length() + line.length() > room - 20) {
        return lines.isEmpty() ? Plain.line(line, room / 2) : lines.toString();
      }
      lines.append(line).append('\n');
    }
    return lines.toString();
  }

  private Set<String> mentioned() {
    Set<String> accounts = new LinkedHashSet<>();
    for (Message.Part part : message.parts()) {
      switch (part) {
        case Message.Paragraph paragraph -> collect(paragraph.words(), accounts);
        case Message.Note note -> collect(note.words(), accounts);
        case Message.Fields fields ->
            fields.fields().forEach(field -> collect(field.value(), accounts));
        default -> {}
      }
    }
    return accounts;
  }

  private static void collect(Words words, Set<String> accounts) {
    for (Words.Piece piece : words.pieces()) {
      boolean room = accounts.size() < TOLD_AT_ONCE;
      if (room && piece instanceof Words.Mention mention && Markdown.isOurs(mention)) {
        accounts.add(mention.account().id());
      }
    }
  }
}
