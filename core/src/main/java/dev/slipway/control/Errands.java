package dev.slipway.control;

import dev.slipway.control.port.Target;
import dev.slipway.journal.Entry;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.plan.Plan;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What a worker sees to every minute: the seal over all histories while something moves, and
 * documents that are still owed.
 */
final class Errands {
  static final Duration EVERY = Duration.ofMinutes(1);

  /** Releases that ended before the worker came and may owe documents: the newest few. */
  private static final int LOOKED_AT = 20;

  private static final Set<String> ENDS_WITH_DOCUMENTS =
      Set.of(Finished.class.getSimpleName(), RolledBack.class.getSimpleName());

  private final Books books;
  private final Paperwork paperwork;
  private final Function<Plan, Target> targets;
  private final Clock clock;
  private final Trouble trouble;
  private final Set<ReleaseId> owing = ConcurrentHashMap.newKeySet();
  private Optional<Instant> last = Optional.empty();
  private volatile boolean tookOver;

  Errands(
      Books books,
      Paperwork paperwork,
      Function<Plan, Target> targets,
      Clock clock,
      Trouble trouble) {
    this.books = books;
    this.paperwork = paperwork;
    this.targets = targets;
    this.clock = clock;
    this.trouble = trouble;
  }

  /** Another worker led before: what it may have left undone is looked for. */
  void takeOver() {
    tookOver = true;
  }

  /** A release has ended; whether its documents are written is seen to. */
  void owes(ReleaseRecord ended) {
    if (Paperwork.isOwed(ended)) {
      owing.add(ended.id());
    }
  }

  /** Does what is due; quick when nothing is. */
  void run() {
    Instant now = clock.now();
    boolean due =
        last.map(at -> Duration.between(at, now).abs().compareTo(EVERY) >= 0).orElse(true);
    if (!due && !tookOver) {
      return;
    }
    last = Optional.of(now);
    if (tookOver) {
      lookForOwed();
      tookOver = false;
    }
    seal(now);
    for (ReleaseId id : List.copyOf(owing)) {
      try {
        write(id);
      } catch (RuntimeException broken) {
        trouble.say(id + ": its documents", broken);
      }
    }
  }

  private void lookForOwed() {
    List<Store.Summary> all = books.store().read(reader -> reader.summaries(Store.Query.all()));
    all.stream()
        .filter(summary ->
            ENDS_WITH_DOCUMENTS.contains(summary.state()) && summary.planHash().isPresent())
        .limit(LOOKED_AT)
        .forEach(summary -> owing.add(summary.id()));
  }

  private void seal(Instant now) {
    boolean moving =
        !books.store().read(reader -> reader.summaries(Store.Query.moving())).isEmpty();
    if (moving) {
      Entry unused = books.store().write(writer -> writer.seal(now));
    }
  }

  private void write(ReleaseId id) {
    ReleaseRecord record = books.get(id);
    if (!Paperwork.isOwed(record)) {
      owing.remove(id);
      return;
    }
    Optional<Plan> plan = record.plan();
    Optional<ReleaseRecord> written =
        paperwork.write(record, () -> targets.apply(plan.orElseThrow()).breakGlass());
    if (written.isPresent()) {
      owing.remove(id);
    }
  }
}
