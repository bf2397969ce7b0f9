package dev.slipway.control;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.plan.Plan;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Observing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has the checks after a deploy made without anybody asking: as soon as everybody is on the new
 * version, again while one does not pass, and all once more near the end of the observation. They
 * are evidence; what takes a release back are its limits.
 */
final class AfterDeploy {
  /** Between two looks at what did not pass. */
  static final Duration AGAIN = Duration.ofSeconds(30);

  /** From here on what was seen at the beginning is looked at once more. */
  private static final double NEAR_THE_END = 0.8;

  private final Books books;
  private final World world;
  private final GateKeeper gates;
  private final Map<ReleaseId, Instant> next = new HashMap<>();

  AfterDeploy(Books books, World world, GateKeeper gates) {
    this.books = books;
    this.world = world;
    this.gates = gates;
  }

  /** One round. */
  void run(Set<ReleaseId> releases) {
    List<ReleaseId> observed =
        books.store().read(reader -> reader.summaries(Store.Query.moving())).stream()
            .filter(summary -> summary.state().equals(Observing.class.getSimpleName()))
            .map(Store.Summary::id)
            .filter(releases::contains)
            .toList();
    next.keySet().retainAll(observed);
    Instant now = world.clock().now();
    for (ReleaseId id : observed) {
      if (!now.isBefore(next.getOrDefault(id, now))) {
        verify(books.get(id), now);
        next.put(id, now.plus(AGAIN));
      }
    }
  }

  private void verify(ReleaseRecord release, Instant now) {
    if (!(release.state() instanceof Observing observing)) {
      return;
    }
    Plan plan = observing.plan();
    Duration all = plan.observe().plus(observing.longer());
    Instant late = observing.since().plusMillis((long) (all.toMillis() * NEAR_THE_END));
    Instant since = now.isBefore(late) ? observing.since() : late;
    ReleaseRecord after = gates.verify(release, plan, since);
    gates.failedAfter(after).stream()
        .filter(words -> !isTold(after, words))
        .forEach(words -> tell(after, words, now));
  }

  private void tell(ReleaseRecord release, String words, Instant now) {
    ReleaseRecord unused =
        books.note(
            release,
            new Fact.Announced(Effect.News.REMARKED.name(), words),
            now,
            Actor.system("driver"));
  }

  private static boolean isTold(ReleaseRecord release, String words) {
    return release.story().stream()
        .anyMatch(
            told -> told.fact() instanceof Fact.Announced before && before.words().equals(words));
  }
}
