package dev.slipway.control;

import dev.slipway.control.port.Documents;
import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.Target;
import dev.slipway.health.Assessment;
import dev.slipway.health.Judge;
import dev.slipway.health.Side;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.release.Actor;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Decision;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Underway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Drives one release: asks the machine, performs what it wants, tells it what came of it. It holds nothing that the journal does
 * not; a driver that starts in the middle goes on where the last one stopped.
 */
public final class Driver {
  /** Between two turns when nothing moved. */
  static final Duration REST = Duration.ofMillis(50);

  private static final int MOST_MOVES_A_TURN = 50;

  private final Books books;
  private final Clock clock;
  private final Target target;
  private final Documents documents;
  private final TrafficLane traffic;
  private final WorkLane work;
  private final CheckLane checks;
  private final Consumer<String> trouble;
  private ReleaseRecord record;
  private long documentsFailedAt;

  public Driver(
      ReleaseRecord record,
      Plan plan,
      Target target,
      Judge judge,
      Documents documents,
      Books books,
      Clock clock,
      Executor workExecutor,
      Consumer<String> trouble) {
    this.record = record;
    this.books = books;
    this.clock = clock;
    this.target = target;
    this.documents = documents;
    this.traffic = new TrafficLane(target.traffic(), books, clock);
    this.work = new WorkLane(new Performer(plan, target), books, clock, workExecutor);
    this.trouble = trouble;
    this.checks = new CheckLane(record.id(), plan.limits(), target.metrics(), judge, books.store());
  }

  /** Until the release has ended or the thread is interrupted. */
  public void run() throws InterruptedException {
    while (turn()) {
      clock.pause(REST);
    }
  }

  /** Everything that is to be done now; false when the release has ended and everything is written. */
  public boolean turn() throws InterruptedException {
    for (int moves = 0; moves < MOST_MOVES_A_TURN; moves++) {
      record = books.renew(record);
      State before = record.state();
      step();
      if (record.state().equals(before)) {
        break;
      }
    }
    writeDocuments();
    return record.state().isMoving() || work.isBusy();
  }

  /** One round: traffic first, because it is what users feel. */
  private void step() throws InterruptedException {
    Optional<Happening> seen = traffic.reconcile(record);
    if (seen.isPresent()) {
      tell(seen.get());
      return;
    }
    Optional<Books.Result> ended = work.collect(record);
    if (ended.isPresent()) {
      record = ended.get().after();
      return;
    }
    Optional<Effect.Perform> next = wanted(record.state());
    if (next.isPresent()) {
      record = work.ensure(record, next.get());
    }
    look();
    tell(new Happening.TimePassed(clock.now(), by(), Optional.empty()));
    countAffected();
  }

  private static Optional<Effect.Perform> wanted(State state) {
    return switch (state) {
      case Underway underway -> underway.work();
      case RollingBack back -> back.work();
      default -> Optional.empty();
    };
  }

  private void look() {
    Instant now = clock.now();
    Optional<Stretch> stretch = Stretch.of(record.state());
    if (stretch.isEmpty() || !checks.isDue(now)) {
      return;
    }
    Assessment assessment = checks.check(stretch.get(), now);
    tell(new Happening.Checked(clock.now(), by(), assessment));
  }

  /** Asks the machine here first; only what matters goes to the store. */
  private void tell(Happening happening) {
    if (happening instanceof Happening.TimePassed && record.state().on(happening) instanceof Decision.Stayed) {
      return;
    }
    record = books.tell(record, happening).after();
  }

  /** Once traffic is back and was watched, the late answers of the new version are in: count whom it hit. */
  private void countAffected() {
    boolean back =
        record.state() instanceof RolledBack
            || (record.state() instanceof RollingBack rolling && rolling.leg() instanceof RollingBack.Leg.CleanUp);
    if (!back || record.story().stream().anyMatch(told -> told.fact() instanceof Fact.Affected)) {
      return;
    }
    Optional<Instant> from = firstExposure();
    if (from.isEmpty()) {
      return;
    }
    Instant now = clock.now();
    Metrics.Tally tally = target.metrics().tally(Side.CANARY, from.get(), now);
    record =
        books.note(record, new Fact.Affected(from.get(), now, tally.requests(), tally.failures()), now, by());
  }

  private Optional<Instant> firstExposure() {
    for (ReleaseRecord.Told told : record.story()) {
      if (told.fact() instanceof Fact.TrafficIntended intended && intended.percent() > Weight.NONE.percent()) {
        return Optional.of(told.entry().at());
      }
    }
    return Optional.empty();
  }

  private void writeDocuments() {
    boolean due = false;
    for (ReleaseRecord.Told told : record.story()) {
      switch (told.fact()) {
        case Fact.Happened happened ->
            due = due || happened.effects().stream().anyMatch(e -> e instanceof Effect.WriteDocuments);
        case Fact.DocumentsWritten written -> due = false;
        default -> {}
      }
    }
    // A full disk stops no release: the documents are tried again when there is something new to write.
    if (due && documentsFailedAt < record.version()) {
      try {
        Fact.DocumentsWritten written =
            Fact.DocumentsWritten.of(documents.write(record, Optional.of(target.breakGlass()), List.of()));
        record = books.note(record, written, clock.now(), by());
      } catch (RuntimeException failed) {
        documentsFailedAt = record.version();
        trouble.accept(record.id() + ": documents were not written: " + failed.getMessage());
      }
    }
  }

  public ReleaseRecord record() {
    return record;
  }

  private static Actor by() {
    return Actor.system("driver");
  }
}
