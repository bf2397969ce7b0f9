package dev.slipway.bot.api;

import dev.slipway.control.port.Deployment;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What targets say of their instances, for views that wait for none of them. However many watch a
 * release, and however often they come back, its target is asked one question at a time: one that
 * hangs holds up a single thread.
 */
final class TargetLooks {
  private static final Duration BETWEEN = Duration.ofSeconds(5);

  /** What was said longer ago tells nobody what runs now. */
  private static final Duration TOO_OLD = Duration.ofMinutes(1);

  private final Function<ReleaseRecord, Optional<Deployment.Running>> ask;
  private final Executor threads;
  private final Map<ReleaseId, Said> said = new HashMap<>();
  private final Set<ReleaseId> asked = new HashSet<>();

  private record Said(Optional<Deployment.Running> running, Instant at) {}

  /**
   * @param ask takes as long as a target does
   */
  TargetLooks(Function<ReleaseRecord, Optional<Deployment.Running>> ask, Executor threads) {
    this.ask = ask;
    this.threads = threads;
  }

  /** What was said last, not long ago; asks anew when it is time. Returns at once. */
  synchronized Optional<Deployment.Running> of(ReleaseRecord release, Instant now) {
    said.values().removeIf(one -> now.isAfter(one.at().plus(TOO_OLD)));
    Optional<Said> last = Optional.ofNullable(said.get(release.id()));
    boolean due = last.isEmpty() || !now.isBefore(last.get().at().plus(BETWEEN));
    if (due && asked.add(release.id())) {
      threads.execute(() -> asks(release, now));
    }
    return last.flatMap(Said::running);
  }

  private void asks(ReleaseRecord release, Instant now) {
    Optional<Deployment.Running> running = Optional.empty();
    try {
      running = ask.apply(release);
    } finally {
      synchronized (this) {
        asked.remove(release.id());
        said.put(release.id(), new Said(running, now));
      }
    }
  }
}
