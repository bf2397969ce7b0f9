package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Png;
import dev.slipway.bot.conversation.Words;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Telling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A release that was taken back by itself: how the signal went that decided it. */
final class RollbackCharts implements Charts {
  /** What is shown before and after the decision. */
  private static final Duration BEFORE = Duration.ofMinutes(10);

  private static final Duration AFTER = Duration.ofMinutes(2);

  private final Function<Course, Optional<Png>> pictures;

  RollbackCharts() {
    this(ChartPicture::of);
  }

  RollbackCharts(Function<Course, Optional<Png>> pictures) {
    this.pictures = pictures;
  }

  @Override
  public List<Message.Part> of(Desk desk, ReleaseRecord release, Telling telling) {
    if (!telling.chart()) {
      return List.of();
    }
    return Course.decision(release)
        .map(decision -> decision.entry().at())
        .flatMap(decided -> course(desk, release, decided))
        .map(this::parts)
        .orElse(List.of());
  }

  private static Optional<Course> course(Desk desk, ReleaseRecord release, Instant decided) {
    return Course.of(
        release,
        desk.checks(release, decided.minus(BEFORE)).stream()
            .filter(check -> !check.at().isAfter(decided.plus(AFTER)))
            .toList());
  }

  private List<Message.Part> parts(Course course) {
    Message.Part words = new Message.Paragraph(Words.of(course.words()));
    return pictures
        .apply(course)
        .<Message.Part>map(png -> new Message.Picture(png, "figures.png", course.words()))
        .map(picture -> List.of(words, picture))
        .orElse(
            List.of(
                words,
                new Message.Note(
                    Words.of("No chart: this server has no fonts to draw one with."))));
  }
}
