package dev.slipway.bot.conversation;

import dev.slipway.bot.conversation.Message.Attachment;
import dev.slipway.bot.conversation.Message.Note;
import dev.slipway.bot.conversation.Message.Paragraph;
import dev.slipway.bot.conversation.Message.Part;
import dev.slipway.bot.conversation.Message.Verbatim;
import dev.slipway.command.Format;
import dev.slipway.command.Json;
import dev.slipway.view.NoticeView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.Role;
import dev.slipway.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An answer as a message: the state in words first, short; what is long as a file. */
final class ViewMessages {
  /** What is read in a chat without unfolding it. */
  private static final int LONGEST = 1500;

  private static final int MOST_LINES = 25;

  private ViewMessages() {}

  /**
   * @param echo the line in this tool's own words, where it was typed in another's
   */
  static Message of(View view, Format format, Optional<String> echo) {
    List<Part> parts = new ArrayList<>();
    String spoken =
        switch (format.kind()) {
          case JSON, JSONL -> json(view, format, parts);
          case TEXT, PLAIN, MARKDOWN -> text(view, parts);
        };
    echo.ifPresent(
        line -> parts.add(new Note(Words.of(new Words.Plain("Read as "), new Words.Code(line)))));
    return new Message(spoken, parts, 0, Optional.empty());
  }

  private static String json(View view, Format format, List<Part> parts) {
    String text = String.join("\n", Json.lines(view, format));
    parts.add(new Paragraph(Words.of(new Words.Code(view.schema()))));
    parts.add(
        new Attachment(view.schema().replaceFirst("/.*", "").replace('.', '-') + ".json", text));
    return "The answer is in the file.";
  }

  private static String text(View view, List<Part> parts) {
    return switch (view) {
      case NoticeView notice -> notice(notice, parts);
      case RefusalView refusal -> refusal(refusal, parts);
      default -> {
        ViewText.Sheet sheet = ViewText.of(view);
        if (!sheet.title().isBlank()) {
          parts.add(new Paragraph(Words.of(new Words.Strong(sheet.title()))));
        }
        lines(sheet, parts);
        sheet
            .next()
            .forEach(line ->
                parts.add(new Note(Words.of(new Words.Plain("Next "), new Words.Code(line)))));
        yield sheet.title().isBlank() ? sheet.firstLine() : sheet.title();
      }
    };
  }

  private static void lines(ViewText.Sheet sheet, List<Part> parts) {
    String text = String.join("\n", sheet.lines());
    if (text.isBlank()) {
      return;
    }
    if (text.length() <= LONGEST && sheet.lines().size() <= MOST_LINES) {
      parts.add(new Verbatim(text));
    } else {
      parts.add(new Attachment(sheet.file(), text));
    }
  }

  private static String notice(NoticeView notice, List<Part> parts) {
    parts.add(
        new Paragraph(
            Words.of(new Words.Strong(mark(notice.role(), notice.would()) + notice.what()))));
    notice
        .headline()
        .ifPresent(headline -> parts.add(new Paragraph(Words.of("Users: " + headline.users()))));
    notice.details().forEach(line -> parts.add(new Paragraph(Words.of(line))));
    notice.told().forEach(line -> parts.add(new Note(Words.of("Told: " + line))));
    notice
        .undo()
        .ifPresent(
            line -> parts.add(new Note(Words.of(new Words.Plain("Undo "), new Words.Code(line)))));
    notice
        .next()
        .ifPresent(
            line -> parts.add(new Note(Words.of(new Words.Plain("Next "), new Words.Code(line)))));
    return notice.what();
  }

  /** The word first; a symbol only in front of it. */
  private static String mark(Role role, boolean would) {
    if (would) {
      return "Would: ";
    }
    return switch (role) {
      case BAD -> "Attention: ";
      case GOOD, WAITING, MOVING, LATER, NONE, UNKNOWN -> "";
    };
  }

  private static String refusal(RefusalView refusal, List<Part> parts) {
    parts.add(
        new Paragraph(
            Words.of(new Words.Strong(refusal.what()), new Words.Plain("  " + refusal.code()))));
    refusal.why().forEach(line -> parts.add(new Paragraph(Words.of(line))));
    refusal.fix().forEach(line -> parts.add(new Paragraph(Words.of(new Words.Code(line)))));
    return refusal.what();
  }
}
