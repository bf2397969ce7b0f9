package dev.slipway.control;

import dev.slipway.control.port.Metrics;
import dev.slipway.health.Side;
import dev.slipway.health.Snapshot;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Weight;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Counts whom the new version hit, once traffic is back and was watched: by then its late answers
 * are in. A source that does not answer counts nobody, which is not the same as nobody: then
 * nothing is written down.
 */
final class Toll {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

  /**
   * @param atEnd asked when the release had ended, so that no further try follows
   */
  private record Asked(
      Instant from, Instant to, boolean atEnd, CompletableFuture<Counted> answer) {}

  /**
   * @param known whether the source answered at all
   */
  private record Counted(Metrics.Tally tally, boolean known) {}

  private final Metrics metrics;
  private final Duration window;
  private final Executor executor;
  private Optional<Asked> asked = Optional.empty();
  private Optional<Instant> last = Optional.empty();
  private boolean done;

  Toll(Metrics metrics, Duration window, Executor executor) {
    this.metrics = metrics;
    this.window = window;
    this.executor = executor;
  }

  /** Whether it is not known yet whom it hit: documents tell it, so they wait. */
  boolean isAwaited(State state) {
    return !done && isBack(state);
  }

  /** Asks, or says what came out. */
  Optional<Fact.Affected> count(ReleaseRecord record, Instant now) {
    if (done || !isBack(record.state())) {
      return Optional.empty();
    }
    boolean ended = record.state().isEnd();
    if (asked.isEmpty() && isDue(ended, now)) {
      asked = ask(record, ended, now);
    }
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Asked open = asked.get();
    boolean late = Duration.between(open.to(), now).abs().compareTo(LONGEST_ANSWER) > 0;
    if (!open.answer().isDone() && !late) {
      return Optional.empty();
    }
    asked = Optional.empty();
    Optional<Counted> counted =
        open.answer().isDone()
            ? open.answer()
                .handle((c, thrown) -> thrown == null ? Optional.of(c) : Optional.<Counted>empty())
                .join()
            : Optional.empty();
    if (counted.filter(Counted::known).isPresent()) {
      Metrics.Tally tally = counted.get().tally();
      return Optional.of(
          new Fact.Affected(open.from(), open.to(), tally.requests(), tally.failures()));
    }
    done = open.atEnd();
    return Optional.empty();
  }

  /** What was counted is written down: nothing is asked any more. */
  void written() {
    done = true;
  }

  private boolean isDue(boolean ended, Instant now) {
    return ended
        || last.map(at -> Duration.between(at, now).abs().compareTo(BETWEEN_TRIES) > 0)
            .orElse(true);
  }

  private Optional<Asked> ask(ReleaseRecord record, boolean ended, Instant now) {
    Optional<Instant> from = firstExposure(record);
    boolean counted =
        record.story().stream().anyMatch(told -> told.fact() instanceof Fact.Affected);
    if (from.isEmpty() || counted) {
      done = true;
      return Optional.empty();
    }
    last = Optional.of(now);
    return Optional.of(
        new Asked(
            from.get(),
            now,
            ended,
            CompletableFuture.supplyAsync(() -> counted(from.get(), now), executor)));
  }

  private Counted counted(Instant from, Instant to) {
    Metrics.Tally tally = metrics.tally(Side.CANARY, from, to);
    boolean known =
        tally.requests() > 0
            || metrics.read(to, window).provider() instanceof Snapshot.Provider.Answered;
    return new Counted(tally, known);
  }

  private static boolean isBack(State state) {
    return state instanceof RolledBack
        || (state instanceof RollingBack rolling
            && rolling.leg() instanceof RollingBack.Leg.CleanUp);
  }

  private static Optional<Instant> firstExposure(ReleaseRecord record) {
    for (ReleaseRecord.Told told : record.story()) {
      if (told.fact() instanceof Fact.TrafficIntended intended
          && intended.percent().isAbove(Weight.NONE)) {
        return Optional.of(told.entry().at());
      }
    }
    return Optional.empty();
  }
}
