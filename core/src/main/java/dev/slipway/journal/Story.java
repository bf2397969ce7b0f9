package dev.slipway.journal;

import dev.slipway.health.Verdict;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Cancelled;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Underway;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The moments of a release that reports, figures and views are made from, read from its record. All
 * are times of the journal's entries, except where somebody took it back while nothing could be
 * recorded: then it is the time that was told later.
 *
 * @param exposedSince when the first share above 0 % was about to be written: from here on users
 *     may have met the new version
 * @param firstBrokenAt the first check of the row of broken checks that led to the way back, or
 *     that is going on now
 * @param decidedAt when the way back was first taken
 * @param cause why it was taken
 * @param decidedBy the key of whoever caused it; "slipway" when nobody had to
 * @param trafficRestoredAt when the new version's share was confirmed at 0 % after that
 * @param verifiedAt when users were found well on the old version, by checks or by a person
 * @param endedAt when it first reached an end
 * @param affected what users of the new version got; empty when it was never counted, which is not
 *     the same as nobody
 * @param outcome "draft", "planned", "moving", "paused", "rolling-back", "rollback-failed",
 *     "rolled-back", "finished" or "cancelled"
 */
public record Story(
    Optional<Instant> exposedSince,
    Optional<Instant> firstBrokenAt,
    Optional<Instant> decidedAt,
    Optional<Reason> cause,
    Optional<String> decidedBy,
    Optional<Instant> trafficRestoredAt,
    Optional<Instant> verifiedAt,
    Optional<Instant> endedAt,
    Optional<Fact.Affected> affected,
    String outcome) {

  public static Story of(ReleaseRecord record) {
    Reading reading = new Reading();
    record.story().forEach(reading::read);
    return reading.story(record);
  }

  /** Requests the new version answered; empty when they were not counted. */
  public OptionalLong requests() {
    return affected.isPresent() ? OptionalLong.of(affected.get().requests()) : OptionalLong.empty();
  }

  /** Requests to the new version that failed; empty when they were not counted. */
  public OptionalLong failedRequests() {
    return affected.isPresent() ? OptionalLong.of(affected.get().failures()) : OptionalLong.empty();
  }

  /**
   * How long users may have met the new version: until traffic was back. Empty when nobody did, or
   * while they still do.
   */
  public Optional<Duration> exposure() {
    return between(exposedSince, trafficRestoredAt);
  }

  public Optional<Duration> brokenToDecided() {
    return between(firstBrokenAt, decidedAt);
  }

  public Optional<Duration> decidedToRestored() {
    return between(decidedAt, trafficRestoredAt);
  }

  public Optional<Duration> restoredToVerified() {
    return between(trafficRestoredAt, verifiedAt);
  }

  public boolean wentBack() {
    return decidedAt.isPresent();
  }

  private static Optional<Duration> between(Optional<Instant> from, Optional<Instant> to) {
    return from.flatMap(start -> to.map(end -> Duration.between(start, end)));
  }

  private static String outcome(State state) {
    return switch (state) {
      case Draft draft -> "draft";
      case Planned planned -> "planned";
      case Underway underway -> "moving";
      case Paused paused -> "paused";
      case RollingBack rollingBack -> "rolling-back";
      case RollbackFailed failed -> "rollback-failed";
      case RolledBack rolledBack -> "rolled-back";
      case Finished finished -> "finished";
      case Cancelled cancelled -> "cancelled";
    };
  }

  /** Goes through the entries once. */
  private static final class Reading {
    private static final String ON_ITS_WAY_BACK = RollingBack.class.getSimpleName();
    private static final Set<String> ENDS =
        Set.of(
            Finished.class.getSimpleName(),
            RolledBack.class.getSimpleName(),
            Cancelled.class.getSimpleName());

    private Optional<Instant> exposedSince = Optional.empty();
    private Optional<Instant> firstBrokenAt = Optional.empty();
    private Optional<Instant> decidedAt = Optional.empty();
    private Optional<Reason> cause = Optional.empty();
    private Optional<String> decidedBy = Optional.empty();
    private Optional<Instant> trafficRestoredAt = Optional.empty();
    private Optional<Instant> verifiedAt = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();
    private Optional<Fact.Affected> affected = Optional.empty();

    void read(ReleaseRecord.Told told) {
      Instant at = told.entry().at();
      switch (told.fact()) {
        case Fact.Happened happened -> happened(happened, at);
        case Fact.TrafficIntended intended -> {
          if (intended.percent().isAbove(Weight.NONE)) {
            exposed(at);
          }
        }
        case Fact.Affected counted -> affected = Optional.of(together(counted));
        case Fact.Adopted adopted -> endedAt = Optional.of(at);
        case Fact.Opened opened -> {}
        case Fact.Gated gated -> {}
        case Fact.StepIntended intended -> {}
        case Fact.DocumentsWritten written -> {}
        case Fact.TrafficFound found -> {}
        case Fact.FlagFound found -> {}
        case Fact.ToldElsewhere moved -> {}
        case Fact.Concluded concluded -> {}
        case Fact.Announced announced -> {}
        case Fact.Paged paged -> {}
        case Fact.CatalogueActivated activated -> {}
        case Fact.TokenCreated created -> {}
        case Fact.TokenRevoked revoked -> {}
        case Fact.Sealed sealed -> {}
      }
    }

    private void happened(Fact.Happened happened, Instant entered) {
      Instant at =
          happened.happening() instanceof Happening.TakenBackUnrecorded taken
              ? taken.happenedAt()
              : entered;
      boolean moved = happened.answer() == Fact.Answer.MOVED;
      if (decidedAt.isEmpty()) {
        countBreaks(happened, at);
        if (moved && happened.state().equals(ON_ITS_WAY_BACK)) {
          decided(happened, at);
        }
      }
      if (happened.happening() instanceof Happening.TrafficSettled settled
          && settled.weight().isAbove(Weight.NONE)) {
        exposed(at);
      }
      if (decidedAt.isPresent() && trafficRestoredAt.isEmpty() && isBack(happened)) {
        trafficRestoredAt = Optional.of(at);
      }
      if (decidedAt.isPresent() && verifiedAt.isEmpty() && moved && isVerified(happened)) {
        verifiedAt = Optional.of(at);
      }
      if (moved && endedAt.isEmpty() && ENDS.contains(happened.state())) {
        endedAt = Optional.of(at);
      }
    }

    private void exposed(Instant at) {
      exposedSince = exposedSince.or(() -> Optional.of(at));
    }

    /**
     * Passing checks that change nothing are not in the journal, so a row's first check is known by
     * its number.
     */
    private void countBreaks(Fact.Happened happened, Instant at) {
      if (exposedSince.isEmpty() || !(happened.happening() instanceof Happening.Checked checked)) {
        return;
      }
      int streak = checked.assessment().streak();
      boolean broken = checked.assessment().verdict() == Verdict.FAIL;
      if (streak == 0) {
        firstBrokenAt = Optional.empty();
      } else if (broken && (streak == 1 || firstBrokenAt.isEmpty())) {
        firstBrokenAt = Optional.of(at);
      }
    }

    private void decided(Fact.Happened happened, Instant at) {
      decidedAt = Optional.of(at);
      cause = Optional.of(happened.because());
      boolean byPerson = happened.happening() instanceof Happening.RollbackRequested;
      decidedBy = Optional.of(byPerson ? happened.happening().by().name() : "slipway");
      // Whatever was broken before a person or an alert acted may long have been well again.
      if (happened.because().code() != Reason.Code.LIMIT_BROKEN) {
        firstBrokenAt = Optional.empty();
      }
    }

    private static boolean isBack(Fact.Happened happened) {
      return switch (happened.happening()) {
        case Happening.TrafficSettled settled -> settled.weight().equals(Weight.NONE);
        case Happening.Drifted drifted ->
            drifted.drift() == Happening.Drift.LOWERED && drifted.seen().equals(Weight.NONE);
        case Happening.TakenBackUnrecorded taken -> true;
        default -> false;
      };
    }

    private static boolean isVerified(Fact.Happened happened) {
      return switch (happened.happening()) {
        case Happening.Checked checked ->
            checked.assessment().complete() && happened.state().equals(ON_ITS_WAY_BACK);
        case Happening.ResolvedByHand byHand -> true;
        default -> false;
      };
    }

    private Fact.Affected together(Fact.Affected counted) {
      return affected
          .map(before ->
              new Fact.Affected(
                  before.from(),
                  counted.to(),
                  before.requests() + counted.requests(),
                  before.failures() + counted.failures()))
          .orElse(counted);
    }

    Story story(ReleaseRecord record) {
      return new Story(
          exposedSince,
          firstBrokenAt,
          decidedAt,
          cause,
          decidedBy,
          trafficRestoredAt,
          verifiedAt,
          endedAt,
          affected,
          Story.outcome(record.state()));
    }
  }
}
