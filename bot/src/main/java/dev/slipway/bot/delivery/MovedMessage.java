package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Words;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Telling;
import dev.slipway.notice.Tellings;
import dev.slipway.view.Figures;
import dev.slipway.view.Plain;
import java.util.List;
import java.util.Optional;

/** What stands where a release is told no more, and what it brings with it. */
final class MovedMessage {
  private static final int MOST = 20;
  private static final int LONGEST = 90;

  private MovedMessage() {}

  /**
   * @param channel what it is called where the release is told now
   */
  static Message pointer(ReleaseRecord release, String channel) {
    String words =
        release.id().service()
            + " "
            + Plain.line(release.change().to().label(), 80)
            + " to "
            + release.opened().environment()
            + " is told in "
            + channel
            + " now.";
    return new Message(
        words,
        List.of(new Message.Paragraph(Words.of(words))),
        0,
        Optional.of(release.id().toString()));
  }

  /** What happened before it was told here, as one line of its thread: nobody is called by it. */
  static Message history(ReleaseRecord release, Tellings tellings) {
    List<Telling> all = tellings.after(release, 0);
    List<String> lines =
        all.stream()
            .skip(Math.max(0, all.size() - MOST))
            .map(telling ->
                telling.at().toString().substring(11, 16)
                    + "  "
                    + Plain.line(telling.words(), LONGEST))
            .toList();
    String spoken =
        release.id() + " was moved here. Until now: " + Figures.count(all.size(), "event") + ".";
    return new Message(
        spoken,
        lines.isEmpty()
            ? List.of(new Message.Paragraph(Words.of(spoken)))
            : List.of(
                new Message.Paragraph(Words.of(spoken)),
                new Message.Verbatim(String.join("\n", lines))),
        0,
        Optional.of(release.id().toString()));
  }
}
