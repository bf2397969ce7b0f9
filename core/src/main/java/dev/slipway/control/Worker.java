package dev.slipway.control;

import dev.slipway.control.port.Documents;
import dev.slipway.control.port.Leases;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.health.Judge;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Service;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Unshown;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Performs effects for one store, beside as many others as there are: it offers every release that
 * moves, and drives those whose lease it gets. Steps and metrics have threads of their own,
 * platform threads, so that calls which block their carrier cannot starve the way back of another
 * release.
 */
public final class Worker implements AutoCloseable {
  /** A worker that was not seen for so long is gone. */
  public static final Duration GONE_AFTER = Duration.ofSeconds(10);

  /**
   * Whether a worker has shown a sign of life lately.
   *
   * @param now by {@link Store#now}
   */
  public static boolean isFresh(Store.Worker row, Instant now) {
    return Heartbeat.isFresh(row.seen(), now);
  }

  private static final Duration LOOK = Duration.ofMillis(200);

  /** Once nothing moves any more. Two looks in a row have to find the same. */
  private static final Duration LOOK_AT_TRAFFIC = Duration.ofSeconds(5);

  private static final Duration LOOK_FOR_STARTS = Duration.ofSeconds(1);

  private static final Duration LOOK_AFTER_DEPLOYS = Duration.ofSeconds(1);

  /** After a look that broke off, until the next one. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

  private final Books books;
  private final Function<String, Catalogue> catalogues;
  private final Targets targets;
  private final Judge judge;
  private final Documents documents;
  private final Leases leases;
  private final Clock clock;
  private final Trouble trouble;
  private final Heartbeat heartbeat;
  private final Errands errands;
  private final Runnable dueStarts;
  private final BiFunction<Store.Reader, ReleaseRecord, Optional<Unshown>> proofs;
  private final AfterDeploy afterDeploy;
  private final OldSides oldSides;
  private final Conclusion conclusion;
  private final Map<ReleaseId, Thread> drivers = new ConcurrentHashMap<>();
  private final Thread loop;
  private final List<Thread> beside;
  private volatile boolean closed;

  /**
   * @param catalogues the one of a hash: what moves keeps the one its plan was made from
   * @param leases of this worker alone; it closes them
   * @param me this worker, with a name that no other one has; {@code seen} is ignored
   * @param desk whose scheduled starts are sent when they are due
   * @param trouble hears what went wrong while driving, one line each
   */
  public Worker(
      Desk desk,
      Books books,
      Function<String, Catalogue> catalogues,
      Targets targets,
      Judge judge,
      Documents documents,
      Leases leases,
      Clock clock,
      Store.Worker me,
      Consumer<String> trouble) {
    this.dueStarts = desk.schedule()::startDue;
    this.proofs = desk.gates()::unshown;
    this.afterDeploy = desk.afterDeploy();
    this.oldSides = desk.oldSides();
    this.conclusion = desk.conclusion();
    this.books = books;
    this.catalogues = catalogues;
    this.targets = targets;
    this.judge = judge;
    this.documents = documents;
    this.leases = leases;
    this.clock = clock;
    this.trouble = new Trouble(trouble, clock);
    this.heartbeat = new Heartbeat(books.store(), me, clock);
    Paperwork paperwork = new Paperwork(documents, books, clock, this.trouble);
    this.errands = new Errands(books, paperwork, conclusion, this::open, clock, this.trouble);
    this.loop = Thread.ofPlatform().name("slipway-worker").daemon(true).unstarted(this::work);
    TrafficWatch watch = desk.trafficWatch(this.trouble);
    this.beside =
        List.of(
            beside("slipway-starts", "scheduled starts", LOOK_FOR_STARTS, dueStarts),
            beside(
                "slipway-verify",
                "checks after a deploy",
                LOOK_AFTER_DEPLOYS,
                () -> afterDeploy.run(driving())),
            // One of all workers gets the lease, and another one when that one dies.
            beside(
                "slipway-sides", "old sides", LOOK_FOR_STARTS, () -> leases.offer(oldSides.due())),
            beside("slipway-traffic", "where traffic is", LOOK_AT_TRAFFIC, watch::look));
  }

  /**
   * @throws Store.Unavailable when the store cannot be written
   */
  public Worker start() {
    heartbeat.beat();
    leases.start(new Duty());
    loop.start();
    beside.forEach(Thread::start);
    return this;
  }

  /** The releases that this worker drives now; the other moving ones are others'. */
  public Set<ReleaseId> driving() {
    return new TreeSet<>(drivers.keySet());
  }

  private void work() {
    while (!closed) {
      Duration rest = LOOK;
      try {
        heartbeat.beat();
        // Whatever moves, again and again: however an offer got lost, nothing stays undriven.
        leases.offer(
            books.store().read(reader -> reader.summaries(Store.Query.moving())).stream()
                .map(Store.Summary::id)
                .toList());
      } catch (RuntimeException broken) {
        said("worker", broken);
        rest = RETRY;
      }
      try {
        clock.pause(rest);
      } catch (InterruptedException closing) {
        return;
      }
    }
  }

  /** Beside the loop: checks may take long, and signs of life must not wait. */
  private Thread beside(String name, String what, Duration every, Runnable work) {
    return Thread.ofPlatform().name(name).daemon(true).unstarted(() -> again(what, every, work));
  }

  private void again(String what, Duration every, Runnable work) {
    while (!closed) {
      try {
        work.run();
      } catch (RuntimeException broken) {
        said(what, broken);
      }
      try {
        clock.pause(every);
      } catch (InterruptedException closing) {
        return;
      }
    }
  }

  /** Whatever breaks off because this worker is told to stop is no trouble. */
  private void said(String what, RuntimeException broken) {
    if (!isStopping()) {
      trouble.say(what, broken);
    }
  }

  private void said(String line) {
    if (!isStopping()) {
      trouble.say(line);
    }
  }

  private boolean isStopping() {
    return closed || Thread.currentThread().isInterrupted();
  }

  private final class Duty implements Leases.Holder {
    @Override
    public boolean drive(ReleaseId release, Leases.Lease lease) throws InterruptedException {
      if (drivers.putIfAbsent(release, Thread.currentThread()) != null) {
        // One that lost the lease may still hang in a call: never two of one release in a process.
        return false;
      }
      ExecutorService work = Executors.newCachedThreadPool(daemon("work-" + release));
      ExecutorService watch = Executors.newCachedThreadPool(daemon("watch-" + release));
      try {
        return carryOut(release, lease, work, watch);
      } catch (RuntimeException e) {
        // The next one who gets the lease starts a fresh driver, which goes on from the journal.
        said(release.toString(), e);
        return false;
      } finally {
        work.shutdownNow();
        watch.shutdownNow();
        drivers.remove(release);
      }
    }

    @Override
    public void runErrands() {
      errands.run();
    }
  }

  private boolean carryOut(
      ReleaseId release, Leases.Lease lease, ExecutorService work, ExecutorService watch)
      throws InterruptedException {
    ReleaseRecord record = books.get(release);
    if (!record.state().isMoving()) {
      oldSides.retire(record, this::open, lease);
      return true;
    }
    Plan plan =
        record
            .plan()
            .orElseThrow(() -> new IllegalStateException(release + " moves without a plan"));
    Driver driver =
        new Driver(
            record,
            open(plan),
            new DriverMeans(
                books, clock, judge, documents, work, watch, this::said, lease, proofs));
    driver.run();
    if (driver.record().state().isEnd()) {
      conclude(driver.record());
    }
    return !driver.record().state().isMoving();
  }

  /** What is not done now is an errand. */
  private void conclude(ReleaseRecord ended) {
    try {
      ReleaseRecord unused = conclusion.run(books.renew(ended));
    } catch (RuntimeException broken) {
      said(ended.id() + ": what is left to do after its end", broken);
    }
  }

  private static ThreadFactory daemon(String name) {
    return Thread.ofPlatform().name(name).daemon(true).factory();
  }

  private Target open(Plan plan) {
    Service service =
        catalogues
            .apply(plan.catalogueHash())
            .service(plan.release().service())
            .orElseThrow(() ->
                new IllegalStateException(
                    "the catalogue knows no service " + plan.release().service()));
    Service.Environment environment =
        Optional.ofNullable(service.environments().get(plan.environment()))
            .orElseThrow(() ->
                new IllegalStateException(
                    service.name() + " has no environment " + plan.environment()));
    return targets.open(service, environment, Targets.Versions.of(plan));
  }

  /**
   * Releases that move stay as they are and go to the next worker at once; after this, nothing is
   * written by this one.
   */
  @Override
  public void close() {
    closed = true;
    // First the loop, which offers; then the leases with whoever holds one; the sign of life last.
    loop.interrupt();
    beside.forEach(Thread::interrupt);
    boolean interrupted = !hasEnded(loop);
    for (Thread one : beside) {
      interrupted |= !hasEnded(one);
    }
    leases.close();
    try {
      heartbeat.end();
    } catch (RuntimeException away) {
      trouble.say("worker: its sign of life fades by itself", away);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean hasEnded(Thread thread) {
    try {
      boolean unused = !thread.isAlive() || thread.join(LONGEST_GOODBYE);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
