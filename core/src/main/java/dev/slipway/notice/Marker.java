package dev.slipway.notice;

import dev.slipway.audience.NewsKind;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.ReleaseEvent.Kind;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import java.time.Instant;
import java.util.Optional;

/**
 * A release as a stretch of time, for whoever looks at curves. What never started was never met by
 * anybody and has no marker.
 *
 * @param key the same for the same release at the same store: "shop-42-5c1e20a7"
 * @param outcome how it stands: the newest of its marked events
 * @param end absent while it goes on
 */
public record Marker(
    String key,
    ReleaseId release,
    EnvironmentName environment,
    Version version,
    Kind outcome,
    Instant start,
    Optional<Instant> end) {

  /** The marker as it is once this has happened; empty where it changes none. */
  public static Optional<Marker> after(ReleaseRecord release, News news) {
    return isMarked(news.kind())
        ? start(release)
            .filter(start -> start.sequence() <= news.sequence())
            .flatMap(start ->
                ReleaseEvent.of(release, news.sequence())
                    .map(event -> of(event, start.at(), isEnd(news.kind()))))
        : Optional.empty();
  }

  /**
   * The line of the outbox that has it made or changed.
   *
   * @param channel who shows it
   */
  public static Optional<Outbox.Line> line(
      String channel, ReleaseRecord release, News news, Instant now) {
    return after(release, news)
        .map(marker ->
            Outbox.Line.waiting(
                channel,
                StreamName.of(release.id()),
                news.sequence(),
                Telling.Urgency.SOON.rank(),
                news.kind().key(),
                news.at(),
                now));
  }

  private static Marker of(ReleaseEvent event, Instant start, boolean ended) {
    return new Marker(
        event.release().service() + "-" + event.release().number() + "-" + event.origin(),
        event.release(),
        event.environment(),
        event.to(),
        event.kind(),
        start,
        ended ? Optional.of(event.at()) : Optional.empty());
  }

  private static Optional<News> start(ReleaseRecord release) {
    return News.after(release, 0).stream()
        .filter(news -> news.kind() == NewsKind.START)
        .findFirst();
  }

  private static boolean isMarked(NewsKind kind) {
    return kind == NewsKind.START || kind == NewsKind.INCIDENT || isEnd(kind);
  }

  private static boolean isEnd(NewsKind kind) {
    return switch (kind) {
      case SUCCESS, ROLLBACK, CANCELLED -> true;
      case START, PAUSED, INCIDENT -> false;
    };
  }
}
