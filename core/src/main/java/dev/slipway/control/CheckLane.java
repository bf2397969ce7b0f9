package dev.slipway.control;

import dev.slipway.control.port.Metrics;
import dev.slipway.health.Assessment;
import dev.slipway.health.Judge;
import dev.slipway.health.Judgement;
import dev.slipway.health.Limits;
import dev.slipway.health.Scrapes;
import dev.slipway.health.Side;
import dev.slipway.health.Snapshot;
import dev.slipway.health.Verdict;
import dev.slipway.health.Watch;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Looks at the metrics at its interval, judges, and keeps the account of the stretch that is being
 * watched. The source is asked beside the traffic lane: one that is slow or hangs is silent, and
 * delays nothing.
 */
final class CheckLane {
  /** An answer that takes longer than this, and than two intervals, counts as none. */
  static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

  /** What the first check of a stage looks at: next to nothing. */
  private static final Duration SHORTEST_WINDOW = Duration.ofMillis(1);

  private static final Duration SOON = Duration.ofMillis(500);

  /**
   * @param waited what it was asked for, where it was asked when something new was to be there
   */
  private record Asked(
      Stretch stretch,
      Instant at,
      Optional<Rhythm.Next> waited,
      CompletableFuture<Answered> answer) {
    boolean isAbout(Stretch other) {
      return stretch.isSamePlace(other);
    }
  }

  /**
   * @param fresh requests of the judged side since the check before
   */
  private record Answered(Snapshot snapshot, long fresh) {}

  private final ReleaseId release;
  private final Limits limits;
  private final Metrics metrics;
  private final Function<String, Metrics> byFlag;
  private final Judge judge;
  private final Store store;
  private final Executor executor;
  private Optional<Stretch> stretch = Optional.empty();
  private Optional<Account> account = Optional.empty();
  private Optional<Instant> last = Optional.empty();
  private Optional<Asked> asked = Optional.empty();
  private Optional<Unstored> unstored = Optional.empty();
  private final Warnings warnings = new Warnings();
  private Rhythm rhythm = Rhythm.UNKNOWN;

  /** Whether a limit is broken so plainly that the next scrape should be looked at. */
  private boolean hurried;

  /**
   * A check.
   *
   * @param away why it could not be stored: then it credits nothing, and only harm may follow from
   *     it
   * @param warnings what people should know and nothing follows from, one line each
   */
  record Made(Assessment assessment, Optional<Store.Unavailable> away, List<String> warnings) {
    Made(Assessment assessment) {
      this(assessment, Optional.empty(), List.of());
    }

    private Made warning(List<String> lines) {
      return new Made(assessment, away, lines);
    }
  }

  /** Where judging has got to while the store is away; forgotten when it is back. */
  private record Unstored(Stretch stretch, Instant at, Watch watch, Optional<Owed> owed) {}

  /** The first check that could not be stored: after a moment's trouble it still counts. */
  private record Owed(Store.Check check, Watch after) {}

  /**
   * @param byFlag the same of those who are shown what is behind a flag, as the new side, and of
   *     the others
   */
  CheckLane(
      ReleaseId release,
      Limits limits,
      Metrics metrics,
      Function<String, Metrics> byFlag,
      Judge judge,
      Store store,
      Executor executor) {
    this.release = release;
    this.limits = limits;
    this.metrics = metrics;
    this.byFlag = byFlag;
    this.judge = judge;
    this.store = store;
    this.executor = executor;
  }

  /** Whether an answer may come any moment; one that hangs is not worth hurrying for. */
  boolean isAnswerNear(Instant now) {
    return asked
        .filter(open -> Duration.between(open.at(), now).abs().compareTo(SOON) < 0)
        .isPresent();
  }

  /** How long it is until the next check; empty when one is due, or when none was made yet. */
  Optional<Duration> untilNext(Instant now) {
    return last.filter(at -> !isDue(Optional.of(at), now))
        .map(at -> Duration.between(now, next(at).at()));
  }

  /**
   * One check of a stretch, stored and added to its account; empty when none is due, or its answer
   * is not there yet.
   *
   * @param servedSince since when users have been shared out as they are now; what happened before
   *     is not judged
   */
  Optional<Made> check(Stretch current, Optional<Instant> servedSince, Instant now) {
    Optional<Made> late = storedLate(current, now);
    if (late.isPresent()) {
      return late;
    }
    Account known = account(current, now);
    // An answer that comes when its stretch is over, or after it was counted as silence, says
    // nothing any more.
    asked =
        asked.filter(
            open -> !open.answer().isDone() || (open.isAbout(current) && !isOvertaken(open, now)));
    if (asked.isEmpty() && isDue(now)) {
      asked = Optional.of(ask(current, window(servedSince, now), now));
    }
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Asked open = asked.get();
    if (!open.answer().isDone()) {
      return isHanging(open, now) && isDue(now)
          ? Optional.of(
              assess(
                  current,
                  known,
                  now,
                  new Answered(silent(now, "no answer since " + open.at()), 0)))
          : Optional.empty();
    }
    asked = Optional.empty();
    Answered answered = answered(open);
    return isInVain(open, answered.snapshot())
        ? Optional.empty()
        : Optional.of(assess(current, known, open.at(), answered));
  }

  /** Whether the next check is due. A clock that jumped back never silences the checks. */
  private boolean isDue(Instant now) {
    return isDue(last, now) && isDue(unstored.map(Unstored::at), now);
  }

  private boolean isDue(Optional<Instant> before, Instant now) {
    return before.map(at -> now.isBefore(at) || !now.isBefore(next(at).at())).orElse(true);
  }

  private Rhythm.Next next(Instant before) {
    return rhythm.next(before, limits.interval(), hurried);
  }

  /** Whether nothing new was there yet: it is asked again in a moment, and no check is made. */
  private boolean isInVain(Asked open, Snapshot snapshot) {
    Optional<Scrapes> found = snapshot.scrapes(subject(open.stretch()));
    found.ifPresent(scrapes -> rhythm = rhythm.after(new Rhythm.Look(open.at(), scrapes)));
    return found
        .filter(scrapes -> open.waited().filter(next -> next.isInVain(scrapes)).isPresent())
        .isPresent();
  }

  /** Whether a later check was made without this answer, because it did not come. */
  private boolean isOvertaken(Asked open, Instant now) {
    return last.filter(at -> at.isAfter(open.at()) && !at.isAfter(now)).isPresent();
  }

  private boolean isHanging(Asked open, Instant now) {
    Duration two = limits.interval().multipliedBy(2);
    Duration longest = two.compareTo(LONGEST_ANSWER) > 0 ? two : LONGEST_ANSWER;
    return Duration.between(open.at(), now).abs().compareTo(longest) > 0;
  }

  private Asked ask(Stretch current, Duration window, Instant now) {
    Side subject = subject(current);
    Instant from = countedFrom(current, now);
    Metrics source = current.byFlag().map(byFlag).orElse(metrics);
    return new Asked(
        current,
        now,
        last.map(this::next),
        CompletableFuture.supplyAsync(
            () ->
                new Answered(
                    source.read(now, window),
                    from.isBefore(now) ? source.tally(subject, from, now).requests() : 0),
            executor));
  }

  private static Side subject(Stretch stretch) {
    return stretch.about() == Stretch.About.OLD_VERSION ? Side.BASELINE : Side.CANARY;
  }

  /**
   * A version that was taken back and comes again, or had another share a moment ago, is not judged
   * by what it did then. A clock that was set back cannot tell how long ago that was.
   */
  private Duration window(Optional<Instant> servedSince, Instant now) {
    return servedSince
        .filter(since -> !since.isAfter(now))
        .map(since -> Duration.between(since, now).plus(SHORTEST_WINDOW))
        .filter(shorter -> shorter.compareTo(limits.window()) < 0)
        .orElse(limits.window());
  }

  /**
   * Requests count once, for the stretch they came in, and no further back than the time a check
   * may credit.
   */
  private Instant countedFrom(Stretch current, Instant now) {
    Instant from = last.filter(at -> at.isBefore(now)).orElse(now.minus(limits.interval()));
    Instant credited = now.minus(limits.interval().multipliedBy(2));
    Instant latest = from.isBefore(credited) ? credited : from;
    // A clock that was set back lies before the beginning: that must not make every request too
    // old.
    return current.since().filter(latest::isBefore).filter(now::isAfter).orElse(latest);
  }

  private Answered answered(Asked open) {
    return open.answer()
        .handle((seen, thrown) ->
            thrown == null ? seen : new Answered(silent(open.at(), "broke off: " + thrown), 0))
        .join();
  }

  private Snapshot silent(Instant at, String why) {
    return Snapshot.silent(at, limits.window(), why);
  }

  /** A break that was seen while the store was busy is not waited for a second time. */
  private Optional<Made> storedLate(Stretch current, Instant now) {
    Optional<Unstored> open =
        unstored.filter(one -> one.stretch().isSame(current) && !isDue(Optional.of(one.at()), now));
    if (open.isEmpty() || open.get().owed().isEmpty()) {
      return Optional.empty();
    }
    Owed owed = open.get().owed().get();
    try {
      return Optional.of(stored(current, owed.check(), owed.after()));
    } catch (Store.Unavailable stillAway) {
      // The next check judges without it.
      return Optional.empty();
    }
  }

  private Made stored(Stretch current, Store.Check check, Watch after) {
    Store.Check stored =
        store.write(writer -> {
          writer.recordCheck(StreamName.of(release), check);
          return check;
        });
    last = Optional.of(stored.at());
    unstored = Optional.empty();
    account = Optional.of(new Account(current.about(), after));
    return new Made(after.assess(limits, check.judgement(), check.at()));
  }

  private Made assess(Stretch current, Account known, Instant at, Answered seen) {
    Judgement judgement = judged(current, seen.snapshot());
    Watch before = known.watch();
    Watch after = before.after(limits, judgement, at, seen.fresh());
    hurried = after.streak() < limits.breaksInARow() && Watch.isBeyondLuck(limits, judgement);
    List<String> worthAWord =
        warnings.after(limits, current.question(), seen.snapshot(), judgement);
    Duration covered = after.watched().minus(before.watched());
    Store.Check check =
        new Store.Check(
            current.key(), at, covered, seen.fresh(), judgement, seen.snapshot().measures());
    try {
      return stored(current, check, after).warning(worthAWord);
    } catch (Store.Unavailable away) {
      return new Made(unstored(current, known, check, after), Optional.of(away), List.of());
    }
  }

  /** Judging goes on without the store; only what is stored counts towards an end. */
  private Assessment unstored(Stretch current, Account known, Store.Check check, Watch first) {
    Optional<Watch> before =
        unstored.filter(one -> one.stretch().isSamePlace(current)).map(Unstored::watch);
    Watch after = before.orElse(known.watch()).after(limits, check.judgement(), check.at(), 0);
    Optional<Owed> owed = before.isEmpty() ? Optional.of(new Owed(check, first)) : Optional.empty();
    unstored = Optional.of(new Unstored(current, check.at(), after, owed));
    return after.assess(limits, check.judgement(), check.at());
  }

  /** A judge that fails judges nothing, which is not health. */
  private Judgement judged(Stretch current, Snapshot snapshot) {
    try {
      return judge
          .judge(limits, current.question(), snapshot)
          .restingOn(snapshot.scrapes(subject(current)));
    } catch (RuntimeException broken) {
      return new Judgement(
          Verdict.UNMEASURABLE, 0, 0, List.of(), "could not be judged: " + broken.getMessage());
    }
  }

  private Account account(Stretch current, Instant now) {
    boolean same = stretch.filter(before -> before.isSamePlace(current)).isPresent();
    Account known;
    if (account.isEmpty()) {
      known = restored(current, now);
    } else if (same) {
      Watch watch = account.get().watch().towards(current.needed(), current.deadline());
      known = new Account(current.about(), watch);
    } else {
      known = Account.begin(current, now, account);
    }
    stretch = Optional.of(current);
    account = Optional.of(known);
    return known;
  }

  /** After a restart: the same account again, from the stored checks. */
  private Account restored(Stretch current, Instant now) {
    List<Store.Check> checks =
        store.read(
            reader -> reader.checks(StreamName.of(release), Account.reach(limits, current, now)));
    last = checks.isEmpty() ? Optional.empty() : Optional.of(checks.getLast().at());
    return Account.restored(limits, current, now, checks);
  }
}
