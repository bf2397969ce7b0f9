package dev.slipway.control;

import dev.slipway.control.port.Target;
import dev.slipway.journal.Entry;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Summaries;
import dev.slipway.plan.Plan;
import dev.slipway.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one of all workers sees to every minute: the seal over all histories while something moves,
 * documents, tags and archives that are still owed, and rows of workers that are no more.
 */
final class Errands {
  /** Releases that ended and may owe documents: the newest few. */
  private static final int LOOKED_AT = 20;

  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  private final Books books;
  private final Paperwork paperwork;
  private final Conclusion conclusion;
  private final Function<Plan, Target> targets;
  private final Clock clock;
  private final Trouble trouble;

  /** Up to which entry a release was found to owe nothing; whoever else ran errands looks anew. */
  private Map<ReleaseId, Long> settled = new HashMap<>();

  Errands(
      Books books,
      Paperwork paperwork,
      Conclusion conclusion,
      Function<Plan, Target> targets,
      Clock clock,
      Trouble trouble) {
    this.books = books;
    this.paperwork = paperwork;
    this.conclusion = conclusion;
    this.targets = targets;
    this.clock = clock;
    this.trouble = trouble;
  }

  /** One round; an errand that fails is told, keeps none of the others, and is run again. */
  synchronized void run() {
    alone(
        "what was done while the store was away", () -> new Unrecorded(books).replay(clock.now()));
    alone("sealing the histories", this::seal);
    alone("documents", this::writeOwed);
    alone("forgetting workers", this::forgetDead);
  }

  private void alone(String what, Runnable errand) {
    try {
      errand.run();
    } catch (RuntimeException broken) {
      trouble.say("worker: " + what, broken);
    }
  }

  private void seal() {
    boolean moving =
        !books.store().read(reader -> reader.summaries(Store.Query.moving())).isEmpty();
    if (moving) {
      Entry unused = books.store().write(writer -> writer.seal(clock.now()));
    }
  }

  /** Also of releases that ended just before their worker died. */
  private void writeOwed() {
    List<Store.Summary> ended =
        books.store().read(reader -> reader.summaries(Store.Query.all())).stream()
            .filter(
                summary -> Summaries.endedAfterItMoved(summary) && summary.planHash().isPresent())
            .limit(LOOKED_AT)
            .toList();
    Map<ReleaseId, Long> still = new HashMap<>();
    for (Store.Summary summary : ended) {
      ReleaseId id = summary.id();
      boolean isSettled = Long.valueOf(summary.streamVersion()).equals(settled.get(id));
      if (isSettled || owesNothing(id)) {
        still.put(id, summary.streamVersion());
      }
    }
    settled = still;
  }

  /**
   * Writes what is owed; false when it is owed still, or was written and may be looked at again.
   */
  private boolean owesNothing(ReleaseId id) {
    try {
      ReleaseRecord record = books.get(id);
      if (!Paperwork.isOwed(record)) {
        ReleaseRecord concluded = conclusion.run(record);
        return concluded.version() == record.version() && !conclusion.isOwed(concluded);
      }
      Optional<Plan> plan = record.plan();
      Optional<ReleaseRecord> unused =
          paperwork.write(record, () -> targets.apply(plan.orElseThrow()).breakGlass());
    } catch (RuntimeException broken) {
      trouble.say(id + ": its documents", broken);
    }
    return false;
  }

  /** A process that crashed leaves its row behind, and nobody else would ever take it away. */
  private void forgetDead() {
    Instant now = books.store().now(clock.now());
    List<String> dead =
        books.store().read(Store.Reader::workers).stream()
            .filter(row -> Duration.between(row.seen(), now).compareTo(FORGOTTEN_AFTER) > 0)
            .map(Store.Worker::node)
            .toList();
    if (!dead.isEmpty()) {
      List<String> unused =
          books
              .store()
              .write(writer -> {
                dead.forEach(writer::removeWorker);
                return dead;
              });
    }
  }
}
