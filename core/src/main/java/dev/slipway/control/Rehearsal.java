package dev.slipway.control;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * How a way back went that nobody needed.
 *
 * @param took from the decision to go back until everything was as before
 * @param proven whether the version that serves was seen to be well afterwards
 */
public record Rehearsal(
    ReleaseId release, EnvironmentName environment, Instant at, Duration took, boolean proven) {
  /** How long a way back may take. */
  public static final Duration OBJECTIVE = Duration.ofMinutes(5);

  private static final String ROLLED_BACK = RolledBack.class.getSimpleName();
  private static final String ROLLING_BACK = RollingBack.class.getSimpleName();

  /** Whether it went as a way back has to. */
  public boolean good() {
    return proven && took.compareTo(OBJECTIVE) <= 0;
  }

  /** Whether a release was opened only to try the way back. */
  public static boolean is(ReleaseRecord release) {
    return release.opened().rehearses().isPresent();
  }

  static Optional<Rehearsal> last(Store.Reader reader, ServiceName service) {
    return reader.summaries(Store.Query.of(service)).stream()
        .filter(summary -> summary.state().equals(Summaries.REHEARSED))
        .sorted(
            Comparator.comparingLong((Store.Summary summary) -> summary.id().number()).reversed())
        .findFirst()
        .map(summary -> Replay.of(reader.entries(StreamName.of(summary.id()), 0)))
        .flatMap(Rehearsal::of);
  }

  private static Optional<Rehearsal> of(ReleaseRecord release) {
    if (!(release.state() instanceof RolledBack back)) {
      return Optional.empty();
    }
    Optional<Instant> from = entered(release, ROLLING_BACK);
    Optional<Instant> to = entered(release, ROLLED_BACK);
    return from.flatMap(decided ->
        to.map(ended ->
            new Rehearsal(
                release.id(),
                release.opened().environment(),
                ended,
                Duration.between(decided, ended),
                back.verification() instanceof Verification.Verified)));
  }

  private static Optional<Instant> entered(ReleaseRecord release, String state) {
    return release.story().stream()
        .filter(
            told -> told.fact() instanceof Fact.Happened happened && happened.state().equals(state))
        .map(told -> told.entry().at())
        .findFirst();
  }
}
