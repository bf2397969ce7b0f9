package dev.slipway.control;

import dev.slipway.control.port.Metrics;
import dev.slipway.health.Assessment;
import dev.slipway.health.Judge;
import dev.slipway.health.Judge.Question;
import dev.slipway.health.Judgement;
import dev.slipway.health.Limits;
import dev.slipway.health.Side;
import dev.slipway.health.Snapshot;
import dev.slipway.health.Watch;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks at the metrics at its interval, judges, and keeps the account of the stretch that is being watched. */
final class CheckLane {
  private final ReleaseId release;
  private final Limits limits;
  private final Metrics metrics;
  private final Judge judge;
  private final Store store;
  private Optional<Stretch> stretch = Optional.empty();
  private Optional<Watch> watch = Optional.empty();
  private Optional<Instant> last = Optional.empty();

  CheckLane(ReleaseId release, Limits limits, Metrics metrics, Judge judge, Store store) {
    this.release = release;
    this.limits = limits;
    this.metrics = metrics;
    this.judge = judge;
    this.store = store;
  }

  /** Whether the next check is due. A clock that jumped back never silences the checks. */
  boolean isDue(Instant now) {
    return last.map(at -> now.isBefore(at) || !now.isBefore(at.plus(limits.interval()))).orElse(true);
  }

  /** One check of a stretch, stored and added to its account. */
  Assessment check(Stretch current, Instant now) {
    Watch account = account(current, now);
    Side subject = current.question() == Question.BASELINE_ALONE ? Side.BASELINE : Side.CANARY;
    Snapshot snapshot = metrics.read(now, limits.window());
    Instant from = last.filter(at -> at.isBefore(now)).orElse(now.minus(limits.interval()));
    long fresh = metrics.tally(subject, from, now).requests();
    Judgement judgement = judge.judge(limits, current.question(), snapshot);
    Watch after = account.after(limits, judgement, now, fresh);
    last = Optional.of(now);
    watch = Optional.of(after);
    Duration covered = after.watched().minus(account.watched());
    Store.Check check = new Store.Check(current.key(), now, covered, fresh, judgement, snapshot.measures());
    store.write(
        writer -> {
          writer.recordCheck(StreamName.of(release), check);
          return check;
        });
    return after.assess(limits, judgement, now);
  }

  private Watch account(Stretch current, Instant now) {
    boolean same = stretch.isPresent() && stretch.get().key().equals(current.key()) && sameStart(stretch.get(), current);
    if (same && watch.isPresent()) {
      stretch = Optional.of(current);
      return watch.get().towards(current.needed(), current.deadline());
    }
    Instant since = current.since().orElse(now);
    Watch fresh =
        watch.isPresent()
            ? Watch.begin(since, current.needed(), current.deadline()).carrying(watch.get())
            : restored(current, since);
    stretch = Optional.of(current);
    return fresh;
  }

  private static boolean sameStart(Stretch one, Stretch other) {
    return one.since().equals(other.since());
  }

  /** After a restart: the same account again, from the stored checks. */
  private Watch restored(Stretch current, Instant since) {
    List<Store.Check> checks = store.read(reader -> reader.checks(StreamName.of(release), since));
    return account(limits, current, since, checks);
  }

  /** The account of a stretch from its stored checks. */
  static Watch account(Limits limits, Stretch stretch, Instant since, List<Store.Check> checks) {
    Watch account = Watch.begin(since, stretch.needed(), stretch.deadline());
    for (Store.Check check : checks) {
      if (check.stretch().equals(stretch.key())) {
        account = account.after(limits, check.judgement(), check.at(), check.newRequests());
      }
    }
    return account;
  }
}
