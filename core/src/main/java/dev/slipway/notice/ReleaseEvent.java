package dev.slipway.notice;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Reason;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An entry of a release's journal as other programs are told of it. Holds no name of a person and
 * nothing that somebody typed beside versions: whoever receives it may be anybody's program.
 *
 * @param origin tells releases of one name apart where several stores tell the same program
 * @param sequence the entry's version: grows within the release
 * @param from what ran before; empty when nothing did
 * @param users share of users that had the new version when it was written
 */
public record ReleaseEvent(
    Kind kind,
    ReleaseId release,
    String origin,
    long sequence,
    Instant at,
    EnvironmentName environment,
    Version to,
    Optional<Version> from,
    Weight users,
    Reason.Code because) {
  private static final int ORIGIN = 8;

  /** What programs hear of, of any {@link News}; a kind may be added, none changes its meaning. */
  public enum Kind {
    STARTED("is going to its users"),
    START_FAILED("did not start"),
    PAUSED("is paused and waits for a person"),
    RESUMED("goes on"),
    ROLLED_BACK("was rolled back"),
    ROLLBACK_FAILED("could not be rolled back; users may still be on it"),
    SUCCEEDED("is live: everybody has it"),
    CANCELLED("was cancelled");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** "was rolled back". */
    public String words() {
      return words;
    }

    /** "rolled-back". */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** "shop v2 was rolled back.". */
  public String words() {
    return release.service() + " " + to.label() + " " + kind.words + ".";
  }

  private static Optional<ReleaseEvent> of(ReleaseRecord release, ReleaseRecord.Told told) {
    if (!(told.fact() instanceof Fact.Happened happened)) {
      return Optional.empty();
    }
    return happened.effects().stream()
        .filter(Effect.Announce.class::isInstance)
        .map(effect -> ((Effect.Announce) effect).news())
        .flatMap(news -> kind(news).stream())
        .findFirst()
        .map(kind ->
            new ReleaseEvent(
                kind,
                release.id(),
                release.story().getFirst().entry().hash().substring(0, ORIGIN),
                told.entry().version(),
                told.entry().at(),
                release.opened().environment(),
                release.change().to(),
                release.change().from(),
                users(release, told),
                happened.because().code()));
  }

  /** What the entry of this version tells programs; empty where it tells them nothing. */
  public static Optional<ReleaseEvent> of(ReleaseRecord release, long version) {
    return release.story().stream()
        .filter(told -> told.entry().version() == version)
        .findFirst()
        .flatMap(told -> of(release, told));
  }

  private static Weight users(ReleaseRecord release, ReleaseRecord.Told told) {
    return release.story().stream()
        .filter(before -> before.entry().version() <= told.entry().version())
        .filter(before -> before.fact() instanceof Fact.Happened)
        .map(before -> ((Fact.Happened) before.fact()).happening())
        .filter(Happening.TrafficSettled.class::isInstance)
        .map(settled -> ((Happening.TrafficSettled) settled).weight())
        .reduce((first, second) -> second)
        .orElse(Weight.NONE);
  }

  private static Optional<Kind> kind(Effect.News news) {
    return switch (news) {
      case STARTED -> Optional.of(Kind.STARTED);
      case START_FAILED -> Optional.of(Kind.START_FAILED);
      case PAUSED -> Optional.of(Kind.PAUSED);
      case RESUMED -> Optional.of(Kind.RESUMED);
      case ROLLED_BACK -> Optional.of(Kind.ROLLED_BACK);
      case ROLLBACK_FAILED -> Optional.of(Kind.ROLLBACK_FAILED);
      case FINISHED -> Optional.of(Kind.SUCCEEDED);
      case CANCELLED -> Optional.of(Kind.CANCELLED);
      // On the way to one of the others, or about details of the target.
      case STAGE, OBSERVING, ROLLING_BACK, NOTICED, REMARKED -> Optional.empty();
    };
  }
}
