package dev.slipway.bot.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.ImageBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.composition.SlackFileObject;
import com.slack.api.model.block.composition.TextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import com.slack.api.model.block.element.StaticSelectElement;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Press;
import dev.slipway.bot.conversation.Words;
import dev.slipway.view.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A message as blocks, within what Slack takes. What is too long is cut, and the message says so.
 */
final class BlockKit {
  static final int MOST_BLOCKS = 50;
  static final int LONGEST_SECTION = 3_000;
  static final int LONGEST_FIELD = 2_000;
  static final int MOST_FIELDS = 10;
  static final int LONGEST_HEADER = 150;
  static final int MOST_ELEMENTS = 25;
  static final int MOST_OPTIONS = 100;
  static final int LONGEST_LABEL = 75;

  /** Messages near 13,200 characters were refused although every limit that is written held. */
  static final int LONGEST_MESSAGE = 8_000;

  static final int LONGEST_TEXT = 1_000;
  private static final Words SHORTENED =
      Words.of("Shortened: this is more than Slack shows in one message.");
  private static final int RESERVED = 120;

  private final String prefix;
  private final Map<Message.Picture, String> files;
  private final List<LayoutBlock> blocks = new ArrayList<>();
  private int room;
  private boolean cut;

  private BlockKit(String prefix, Map<Message.Picture, String> files, int room) {
    this.prefix = prefix;
    this.files = files;
    this.room = room;
  }

  /**
   * @param prefix of the blocks' ids; another one for each edit, as Slack asks
   * @param files ids of the pictures that were uploaded; for the others their words stand there
   */
  static List<LayoutBlock> of(Message message, String prefix, Map<Message.Picture, String> files) {
    int fixed = text(message).length() + labels(message) + RESERVED;
    BlockKit kit = new BlockKit(prefix, files, LONGEST_MESSAGE - fixed);
    message.parts().forEach(kit::add);
    if (kit.cut) {
      kit.room = RESERVED;
      kit.note(SHORTENED);
    }
    return kit.blocks;
  }

  /** What notifications show and screen readers read. */
  static String text(Message message) {
    String said = Mrkdwn.of(message.spoken(), LONGEST_TEXT);
    return said.isBlank() ? "Slipway" : said;
  }

  /** Buttons are never cut for the sake of words. */
  private static int labels(Message message) {
    return message.parts().stream()
        .mapToInt(part ->
            part instanceof Message.Buttons(List<Message.Button> buttons)
                ? LONGEST_LABEL * Math.min(buttons.size(), MOST_ELEMENTS)
                : 0)
        .sum();
  }

  private void add(Message.Part part) {
    if (blocks.size() >= MOST_BLOCKS - 1) {
      cut = true;
      return;
    }
    switch (part) {
      case Message.Headline(String text) -> headline(text);
      case Message.Paragraph(Words words) -> paragraph(words);
      case Message.Fields fields -> fields(fields);
      case Message.Verbatim(String text) -> verbatim(text);
      case Message.Note(Words words) -> note(words);
      case Message.Buttons buttons -> buttons(buttons);
      case Message.Menu menu -> menu(menu);
      case Message.Picture picture -> picture(picture);
      case Message.Attachment attachment ->
          note(Words.of("In the thread: " + Plain.line(attachment.name(), LONGEST_LABEL)));
    }
  }

  private void headline(String text) {
    String line = Plain.line(text, Math.min(LONGEST_HEADER, Math.max(room, 1)));
    if (!line.isBlank()) {
      take(line.length());
      blocks.add(HeaderBlock.builder().blockId(id()).text(plain(line)).build());
    }
  }

  private void paragraph(Words words) {
    String text = mrkdwn(words, LONGEST_SECTION);
    if (!text.isBlank()) {
      blocks.add(SectionBlock.builder().blockId(id()).text(markdown(text)).build());
    }
  }

  private void fields(Message.Fields fields) {
    cut |= fields.fields().size() > MOST_FIELDS;
    List<TextObject> texts = new ArrayList<>();
    for (Message.Field field : fields.fields().stream().limit(MOST_FIELDS).toList()) {
      List<Words.Piece> pieces = new ArrayList<>();
      pieces.add(new Words.Strong(field.label()));
      pieces.add(new Words.Plain("\n"));
      pieces.addAll(field.value().pieces());
      String text = mrkdwn(new Words(pieces), LONGEST_FIELD);
      if (!text.isBlank()) {
        texts.add(markdown(text));
      }
    }
    if (!texts.isEmpty()) {
      blocks.add(SectionBlock.builder().blockId(id()).fields(texts).build());
    }
  }

  /** As rich text, which has no markup that the text could break out of. */
  private void verbatim(String text) {
    String lines = text.lines().map(BlockKit::columns).collect(Collectors.joining("\n"));
    int most = Math.min(LONGEST_SECTION, room);
    if (lines.length() > most) {
      cut = true;
      lines = wholeLines(lines, most);
    }
    if (!lines.isBlank()) {
      take(lines.length());
      RichTextPreformattedElement letters =
          RichTextPreformattedElement.builder()
              .elements(List.of(RichTextSectionElement.Text.builder().text(lines).build()))
              .build();
      blocks.add(RichTextBlock.builder().blockId(id()).elements(List.of(letters)).build());
    }
  }

  /** A line whose columns stay where they are. */
  private static String columns(String line) {
    return Plain.line(line.replace("\t", "    ")).stripTrailing();
  }

  private static String wholeLines(String lines, int most) {
    int end = lines.lastIndexOf('\n', Math.max(most, 0));
    return end > 0 ? lines.substring(0, end) : Plain.line(lines, Math.max(most, 1));
  }

  private void note(Words words) {
    String text = mrkdwn(words, LONGEST_FIELD);
    if (!text.isBlank()) {
      blocks.add(ContextBlock.builder().blockId(id()).elements(List.of(markdown(text))).build());
    }
  }

  private void buttons(Message.Buttons buttons) {
    List<BlockElement> elements = new ArrayList<>();
    for (Message.Button button : buttons.buttons()) {
      if (button.press().code().length() <= Press.LONGEST && elements.size() < MOST_ELEMENTS) {
        elements.add(button(button, elements.size()));
      } else {
        cut = true;
      }
    }
    if (!elements.isEmpty()) {
      blocks.add(ActionsBlock.builder().blockId(id()).elements(elements).build());
    }
  }

  private ButtonElement button(Message.Button button, int index) {
    String label = Plain.line(button.label(), LONGEST_LABEL);
    ButtonElement.ButtonElementBuilder element =
        ButtonElement.builder()
            .actionId("press-" + index)
            .text(plain(label))
            .value(button.press().code())
            .accessibilityLabel(Plain.line(button.told(), LONGEST_LABEL));
    return switch (button.tone()) {
      case PLAIN -> element.build();
      case GOOD -> element.style("primary").build();
      case DANGER -> element.style("danger").build();
    };
  }

  private void menu(Message.Menu menu) {
    List<OptionObject> options = new ArrayList<>();
    for (Message.Choice choice : menu.choices()) {
      String code = chosen(menu.press(), choice).code();
      if (code.length() <= Press.LONGEST && options.size() < MOST_OPTIONS) {
        options.add(
            OptionObject.builder()
                .text(plain(Plain.line(choice.label(), LONGEST_LABEL)))
                .value(code)
                .build());
      } else {
        cut = true;
      }
    }
    if (!options.isEmpty()) {
      StaticSelectElement select =
          StaticSelectElement.builder()
              .actionId("choose")
              .placeholder(plain(Plain.line(menu.label(), LONGEST_LABEL)))
              .options(options)
              .build();
      blocks.add(ActionsBlock.builder().blockId(id()).elements(List.of(select)).build());
    }
  }

  private static Press chosen(Press press, Message.Choice choice) {
    return new Press(press.verb(), press.about(), press.revision(), choice.value(), press.form());
  }

  private void picture(Message.Picture picture) {
    String told = Plain.line(picture.told(), LONGEST_FIELD);
    Optional<String> file = Optional.ofNullable(files.get(picture));
    if (file.isEmpty()) {
      paragraph(Words.of(told));
      return;
    }
    blocks.add(
        ImageBlock.builder()
            .blockId(id())
            .slackFile(SlackFileObject.builder().id(file.get()).build())
            .altText(told.isBlank() ? "Chart" : told)
            .build());
  }

  private String mrkdwn(Words words, int longest) {
    int most = Math.min(longest, room);
    if (most <= Mrkdwn.CUT.length()) {
      cut = true;
      return "";
    }
    String text = Mrkdwn.of(words, most);
    cut |= text.endsWith(Mrkdwn.CUT);
    take(text.length());
    return text;
  }

  private void take(int characters) {
    room -= characters;
  }

  private String id() {
    return prefix + "-" + blocks.size();
  }

  static PlainTextObject plain(String text) {
    return PlainTextObject.builder().text(text.isBlank() ? "…" : text).emoji(false).build();
  }

  private static MarkdownTextObject markdown(String text) {
    return MarkdownTextObject.builder().text(text).verbatim(true).build();
  }
}
