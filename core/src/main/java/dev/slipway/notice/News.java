package dev.slipway.notice;

import dev.slipway.audience.NewsKind;
import dev.slipway.control.Rehearsal;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Effect;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thing that people outside the team may want to hear of a release. Most entries of a journal
 * are none.
 *
 * @param sequence its order within the release: the entry's version
 */
public record News(long sequence, Instant at, NewsKind kind) {
  /** Everything after this version, in order. */
  public static List<News> after(ReleaseRecord release, long version) {
    if (release.story().stream().anyMatch(told -> told.fact() instanceof Fact.Adopted)) {
      // Nobody released it: it is only how Slipway found the service.
      return List.of();
    }
    return release.story().stream()
        .filter(told -> told.entry().version() > version)
        .flatMap(told -> of(release, told).stream())
        .toList();
  }

  /** The one at this version; empty when that entry is no news. */
  public static Optional<News> at(ReleaseRecord release, long sequence) {
    return after(release, sequence - 1).stream()
        .filter(news -> news.sequence() == sequence)
        .findFirst();
  }

  private static Optional<News> of(ReleaseRecord release, ReleaseRecord.Told told) {
    return announced(told)
        .flatMap(news -> kind(release, told, news))
        // Nobody outside has to know what is only tried, unless it goes wrong.
        .filter(kind -> kind == NewsKind.INCIDENT || !Rehearsal.is(release))
        .map(kind -> new News(told.entry().version(), told.entry().at(), kind));
  }

  private static Optional<Effect.News> announced(ReleaseRecord.Told told) {
    return told.fact() instanceof Fact.Happened happened
        ? happened.effects().stream()
            .filter(Effect.Announce.class::isInstance)
            .map(effect -> ((Effect.Announce) effect).news())
            .findFirst()
        : Optional.empty();
  }

  private static Optional<NewsKind> kind(
      ReleaseRecord release, ReleaseRecord.Told told, Effect.News news) {
    return switch (news) {
      case STARTED -> Optional.of(NewsKind.START);
      // Whoever heard that it begins hears that it did not; for all others nothing happened.
      case START_FAILED -> began(release, told) ? Optional.of(NewsKind.ROLLBACK) : Optional.empty();
      case FINISHED -> Optional.of(NewsKind.SUCCESS);
      case ROLLED_BACK -> Optional.of(NewsKind.ROLLBACK);
      case ROLLBACK_FAILED -> Optional.of(NewsKind.INCIDENT);
      case CANCELLED -> Optional.of(NewsKind.CANCELLED);
      case PAUSED, RESUMED -> Optional.of(NewsKind.PAUSED);
      // Its end is told, and within minutes.
      case ROLLING_BACK -> Optional.empty();
      case STAGE, OBSERVING, NOTICED, REMARKED -> Optional.empty();
    };
  }

  private static boolean began(ReleaseRecord release, ReleaseRecord.Told until) {
    return release.story().stream()
        .filter(told -> told.entry().version() < until.entry().version())
        .anyMatch(told -> announced(told).filter(Effect.News.STARTED::equals).isPresent());
  }
}
