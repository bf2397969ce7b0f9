package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Message.Part;
import dev.slipway.bot.conversation.Words;
import dev.slipway.notice.Telling;
import dev.slipway.view.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One line of a thread, or news for the channel. */
final class TellingMessage {
  private TellingMessage() {}

  /**
   * @param late how long it waited, when that is worth saying
   * @param left how many lines before it were never posted
   * @param figures what decided it, as words and as a picture
   */
  static Message of(
      Telling telling,
      String release,
      Naming naming,
      Optional<Duration> late,
      int left,
      List<Part> figures) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Message.Paragraph(naming.words(telling.sentence())));
    if (!telling.rows().isEmpty()) {
      parts.add(
          new Message.Fields(
              telling.rows().stream()
                  .map(row -> new Message.Field(row.label(), naming.words(row.words())))
                  .toList()));
    }
    parts.addAll(figures);
    if (!telling.calls().isEmpty()) {
      parts.add(new Message.Paragraph(new Words(naming.forAll(telling.calls()))));
    }
    late.ifPresent(time -> parts.add(note("Delayed " + Figures.duration(whole(time)) + ".")));
    if (left > 0) {
      parts.add(
          new Message.Note(
              Words.of(
                  new Words.Plain(
                      Figures.count(left, "earlier event")
                          + (left == 1 ? " was" : " were")
                          + " not told one by one: "),
                  new Words.Code("slipway show " + release + " --events"))));
    }
    return new Message(telling.words(), parts, 0, Optional.of(release));
  }

  private static Message.Note note(String words) {
    return new Message.Note(Words.of(words));
  }

  private static Duration whole(Duration time) {
    return time.toMinutes() > 0
        ? Duration.ofMinutes(time.toMinutes())
        : time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
  }
}
