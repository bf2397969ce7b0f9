package dev.slipway.control;

import dev.slipway.control.port.Alerts;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.plan.Plan;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Decision;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Underway;
import dev.slipway.rollout.Unshown;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Drives one release: asks the machine, performs what it wants, tells it what came of it. It holds
 * nothing that the journal does not; a driver that starts in the middle goes on where the last one
 * stopped.
 *
 * <p>Each lane fails alone. Whatever the metrics, a step, the documents or the journal throw,
 * traffic is looked after at every turn.
 */
public final class Driver {
  /** Between two turns when nothing moved. */
  static final Duration REST = Duration.ofMillis(50);

  /** The same while an answer is near that may break a limit. */
  static final Duration SHORT_REST = Duration.ofMillis(10);

  /** How long a step that hangs keeps the driver of a release that has ended. */
  static final Duration LINGER = Duration.ofMinutes(2);

  private static final int MOST_MOVES_A_TURN = 50;

  private interface Part {
    void go() throws InterruptedException;
  }

  private final Books books;
  private final Clock clock;
  private final Target target;
  private final TrafficLane traffic;
  private final WorkLane work;
  private final CheckLane checks;
  private final AlertLane alerts;
  private final Toll toll;
  private final Paperwork paperwork;
  private final Unrecorded unrecorded;
  private final Lookout lookout;
  private final ConfigurationWatch configuration;
  private final Waking waking = new Waking();
  private final Trouble trouble;
  private final BiFunction<Store.Reader, ReleaseRecord, Optional<Unshown>> proofs;
  private ReleaseRecord record;
  private Optional<Pending> untold = Optional.empty();

  /** Something may be kept in the spool: at the start, and whenever the store was away. */
  private boolean spooled = true;

  /** Taken back while the store was away; until it is back, the share is only kept down. */
  private boolean takenBack;

  private Optional<Instant> endedAt = Optional.empty();
  private long documentsLookedUpTo;
  private long documentsWrittenUpTo;

  /** A check whose telling failed, and the stretch it was made for. */
  private record Pending(Stretch stretch, Happening.Checked checked) {}

  /**
   * @param record of a release that has a plan
   */
  public Driver(ReleaseRecord record, Target target, DriverMeans means) {
    Plan plan =
        record
            .plan()
            .orElseThrow(() -> new IllegalArgumentException(record.id() + " has no plan to drive"));
    this.record = record;
    this.target = target;
    this.books = means.books();
    this.clock = means.clock();
    this.trouble = new Trouble(means.trouble(), clock);
    this.proofs = means.proofs();
    this.traffic =
        new TrafficLane(
            target.traffic(), new TrafficNotes(books, clock, trouble), clock, means.lease());
    this.work = new WorkLane(new Performer(plan, target), books, clock, means.work());
    this.checks =
        new CheckLane(
            record.id(),
            plan.limits(),
            target.metrics(),
            target::byFlag,
            means.judge(),
            books.store(),
            means.watch());
    this.alerts = new AlertLane(target.alerts(), plan.limits().interval(), means.watch());
    this.toll = new Toll(target.metrics(), plan.limits().window(), means.watch());
    this.unrecorded = new Unrecorded(books);
    this.lookout = new Lookout(plan, target.deployment(), means.documents(), means.watch());
    this.configuration = new ConfigurationWatch(target.checkpoints(), means.watch());
    this.paperwork = new Paperwork(means.documents(), books, clock, trouble);
  }

  /** Until the release has ended or the thread is interrupted. */
  public void run() throws InterruptedException {
    try {
      while (turn()) {
        clock.pause(rest(clock.now()));
      }
    } finally {
      traffic.leave();
    }
  }

  /** A check that waits for the end of a rest is late by it, and so is every check after it. */
  Duration rest(Instant now) {
    if (checks.isAnswerNear(now)) {
      return SHORT_REST;
    }
    return checks.untilNext(now).filter(next -> next.compareTo(REST) < 0).orElse(REST);
  }

  /**
   * Everything that is to be done now; false when the release has ended and everything is written
   * that could be.
   */
  public boolean turn() throws InterruptedException {
    for (int moves = 0; moves < MOST_MOVES_A_TURN; moves++) {
      boolean known = alone("the journal", this::renew);
      State before = record.state();
      step();
      // With every round: the way back without Slipway must be on disk before anybody meets the new
      // version.
      if (!toll.isAwaited(record.state())) {
        alone("documents", this::writeDocuments);
      }
      if (!known || record.state().equals(before)) {
        break;
      }
    }
    return record.state().isMoving() || isLingering();
  }

  private void renew() {
    boolean before = spooled;
    spooled = true;
    if (before) {
      replay();
    }
    record = books.renew(record);
    spooled = false;
    takenBack = false;
  }

  private void replay() {
    try {
      unrecorded.replay(clock.now());
    } catch (OutsideFailure unreadable) {
      // Nothing is lost: a share that was lowered is found lowered.
      trouble.say(record.id() + ": what was done while the store was away", unreadable);
    }
  }

  /**
   * One round: traffic first, because it is what users feel; whatever moves the release begins
   * another round.
   */
  private void step() throws InterruptedException {
    if (takenBack) {
      alone("traffic", traffic::putDownUnrecorded);
      return;
    }
    State before = record.state();
    alone("traffic", this::reconcile);
    if (record.state().equals(before)) {
      alone("steps", this::work);
    }
    if (record.state().equals(before)) {
      alone("checks", this::look);
    }
    if (record.state().equals(before)) {
      alone("alerts", this::heedAlerts);
    }
    if (record.state().equals(before)) {
      alone("what others did", this::lookOut);
    }
    if (record.state().equals(before)) {
      alone("time", this::tick);
      alone("counting whom it hit", this::count);
      alone("the configuration", this::compareConfiguration);
    }
  }

  /** Whether a part went through. One that breaks off is told, and tried again at the next turn. */
  private boolean alone(String what, Part part) throws InterruptedException {
    try {
      part.go();
      return true;
    } catch (RuntimeException broken) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("told to stop while at " + what);
      }
      trouble.say(record.id() + ": " + what, broken);
      return false;
    }
  }

  private void reconcile() throws InterruptedException {
    Optional<Happening> seen = traffic.reconcile(record);
    if (seen.isPresent()) {
      tell(seen.get());
    }
  }

  private void work() {
    Optional<Effect.Perform> next = wanted(record.state());
    // Clean-up would take instances away that users are on. The old side may come up at any time.
    boolean safe =
        !(record.state() instanceof RollingBack back
            && !(back.leg() instanceof RollingBack.Leg.Restoring)
            && traffic.isTooHigh());
    if (next.isPresent() && safe) {
      record = work.ensure(record, next.get());
    }
    record = work.collect(record).orElse(record);
  }

  private static Optional<Effect.Perform> wanted(State state) {
    return switch (state) {
      case Underway underway -> underway.work();
      case RollingBack back -> back.work();
      default -> Optional.empty();
    };
  }

  private void look() throws InterruptedException {
    Optional<Stretch> stretch = Stretch.of(record.state());
    if (stretch.isEmpty()) {
      return;
    }
    if (untold.isPresent() && checked(untold.get())) {
      return;
    }
    Optional<CheckLane.Made> made =
        takenBack
            ? Optional.empty()
            : checks.check(stretch.get(), TrafficNotes.sharedSince(record), clock.now());
    if (made.isPresent()) {
      Pending pending =
          new Pending(
              stretch.get(),
              new Happening.Checked(
                  clock.now(), by(), stretch.get().key(), made.get().assessment()));
      if (made.get().away().isEmpty()) {
        boolean unused = checked(pending);
        made.get().warnings().stream()
            .filter(warning -> Warnings.isNews(record, warning))
            .forEach(this::notice);
      } else {
        unstored(pending, made.get().away().get());
      }
    }
  }

  /**
   * Told only while what was watched is still what is to be watched: people may have changed it
   * since the question was asked. False while the store is away.
   */
  private boolean checked(Pending pending) throws InterruptedException {
    untold = Optional.of(pending);
    try {
      Optional<Books.Result> result =
          books.tellWhile(
              record,
              state -> isWatched(pending, state),
              (reader, current) -> pending.checked().missing(proofs.apply(reader, current)));
      record = result.map(Books.Result::after).orElse(record);
    } catch (Store.Unavailable away) {
      unstored(pending, away);
      return false;
    }
    untold = Optional.empty();
    return true;
  }

  private void unstored(Pending pending, Store.Unavailable away) throws InterruptedException {
    if (isWatched(pending, record.state())) {
      unstored(pending.checked(), pending.checked().assessment().judgement().words(), away);
    } else {
      trouble.say(record.id() + ": checks", away);
    }
  }

  private static boolean isWatched(Pending pending, State state) {
    return Stretch.of(state).filter(pending.stretch()::isSame).isPresent();
  }

  /**
   * Without the store a release may only be made safer. What harms users is taken back, after the
   * intent is on this machine's disk; everything else waits.
   *
   * @param words why, where it is taken back
   */
  private void unstored(Happening happening, String words, Store.Unavailable away)
      throws InterruptedException {
    trouble.say(record.id() + ": nothing can be written down", away);
    boolean harms =
        record.state().on(happening) instanceof Decision.Moved moved
            && moved.next() instanceof RollingBack back
            // With the old fleet half gone, sending users there would be an outage.
            && !back.desired().isExposed();
    if (!harms) {
      return;
    }
    if (!traffic.mayTakeBack(record.state(), lookout.isOldGone(clock.now()))) {
      trouble.say(
          record.id()
              + ": another worker may have gone on with it; it is left to that one as long as the"
              + " store is away from here");
      return;
    }
    try {
      unrecorded.keep(record.id(), clock.now(), words + "; the store was away");
    } catch (OutsideFailure full) {
      // Users come first; a share that was lowered is found lowered.
      trouble.say(record.id() + ": it is taken back, but that could not be kept", full);
    }
    spooled = true;
    takenBack = true;
    untold = Optional.empty();
    alone("traffic", traffic::putDownUnrecorded);
  }

  private void lookOut() throws InterruptedException {
    if (!record.state().isMoving()) {
      return;
    }
    Optional<Lookout.Seen> seen = lookout.look(record, clock.now());
    Optional<Happening.Drifted> drifted =
        seen.flatMap(one -> TrafficNotes.drift(record, one, clock.now()));
    if (drifted.isPresent() && traffic.isNews(record, drifted.get())) {
      tell(drifted.get());
    }
    Optional<String> down = seen.flatMap(Lookout.Seen::down);
    if (down.isPresent() && Lookout.isNews(record, down.get())) {
      harmed(new Happening.AlertFired(clock.now(), by(), down.get()));
    }
  }

  /** A named alert that fires is told once; a source that cannot be asked is said once. */
  private void heedAlerts() throws InterruptedException {
    if (!record.state().isMoving()) {
      return;
    }
    boolean blind = alerts.isBlind();
    Optional<AlertLane.Seen> seen = alerts.look(clock.now());
    if (seen.isEmpty()) {
      return;
    }
    switch (seen.get()) {
      case AlertLane.Seen.Fires fires -> {
        if (blind) {
          notice("alerts can be seen again");
        }
        fires
            .loud()
            .ifPresent(why -> trouble.say(record.id() + ": planned noise is not silenced: " + why));
        for (Alerts.Firing alert : fires.alerts()) {
          if (!takenBack && AlertLane.isNews(record, alert)) {
            harmed(new Happening.AlertFired(clock.now(), by(), alert.words()));
          }
        }
      }
      case AlertLane.Seen.Blind cannot -> {
        if (!blind && alerts.isBlind()) {
          notice(
              "nobody sees whether alerts fire: " + cannot.why() + "; limits are judged as before");
        }
      }
    }
  }

  /** Told; while the store is away it is acted on as far as that makes users safer. */
  private void harmed(Happening.AlertFired alert) throws InterruptedException {
    try {
      tell(alert);
    } catch (Store.Unavailable away) {
      unstored(alert, "alert " + alert.alert(), away);
    }
  }

  private void compareConfiguration() {
    configuration.look(record).ifPresent(this::notice);
  }

  private void notice(String words) {
    record =
        books.note(
            record, new Fact.Announced(Effect.News.REMARKED.name(), words), clock.now(), by());
  }

  private void tick() {
    boolean settled = waking.isSettled(clock.now());
    if (!settled && !(record.state() instanceof RollbackFailed)) {
      return;
    }
    Happening passed = new Happening.TimePassed(clock.now(), by(), Optional.empty());
    // Asks the machine here first; only what matters goes to the store.
    if (!(record.state().on(passed) instanceof Decision.Stayed)) {
      tell(passed);
    }
  }

  private void tell(Happening happening) {
    record = books.tell(record, happening).after();
  }

  private void count() {
    Optional<Fact.Affected> affected = toll.count(record, clock.now());
    if (affected.isPresent()) {
      record = books.note(record, affected.get(), clock.now(), by());
      toll.written();
    }
  }

  /**
   * What failed stays owed: it is tried again when there is something new to write, and after the
   * end by the worker.
   */
  private void writeDocuments() {
    if (documentsLookedUpTo >= record.version()) {
      return;
    }
    documentsLookedUpTo = record.version();
    if (Paperwork.isOwed(record, documentsWrittenUpTo)) {
      Optional<ReleaseRecord> written = paperwork.write(record, target::breakGlass);
      record = written.orElse(record);
      documentsLookedUpTo = record.version();
      documentsWrittenUpTo = written.isPresent() ? record.version() : documentsWrittenUpTo;
    } else {
      documentsWrittenUpTo = documentsLookedUpTo;
    }
  }

  private boolean isLingering() {
    Instant now = clock.now();
    Instant ended = endedAt.orElse(now);
    endedAt = Optional.of(ended);
    boolean hushed = alerts.isEnding();
    return (work.isBusy() || toll.isAwaited(record.state()) || hushed || configuration.isAwaited())
        && Duration.between(ended, now).compareTo(LINGER) < 0;
  }

  /** The release as this driver last knew it. */
  public ReleaseRecord record() {
    return record;
  }

  private static Actor by() {
    return Actor.system("driver");
  }
}
