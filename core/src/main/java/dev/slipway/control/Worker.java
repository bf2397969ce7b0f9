package dev.slipway.control;

import dev.slipway.control.port.Documents;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.health.Judge;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Service;
import dev.slipway.release.ReleaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * Performs effects for one store, one worker at a time: see {@link Lease}. Each moving release is
 * driven on threads of its own; they are platform threads, so that calls which block their carrier
 * cannot starve the way back of another release.
 */
public final class Worker implements AutoCloseable {
  static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /** A worker that was not seen for so long is gone. */
  public static final Duration GONE_AFTER = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(200);

  /** After a driver that broke off, until the next one is tried. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

  private final Books books;
  private final Catalogue catalogue;
  private final Targets targets;
  private final Judge judge;
  private final Documents documents;
  private final Clock clock;
  private final Trouble trouble;
  private final Lease lease;
  private final Errands errands;
  private final Map<ReleaseId, Thread> drivers = new ConcurrentHashMap<>();
  private final Thread loop;
  private final Thread sideLoop;
  private volatile boolean leading;
  private volatile boolean closed;

  /**
   * @param me this process; {@code seen} is ignored
   * @param trouble hears what went wrong while driving, one line each
   */
  public Worker(
      Books books,
      Catalogue catalogue,
      Targets targets,
      Judge judge,
      Documents documents,
      Clock clock,
      Store.Worker me,
      Consumer<String> trouble) {
    this.books = books;
    this.catalogue = catalogue;
    this.targets = targets;
    this.judge = judge;
    this.documents = documents;
    this.clock = clock;
    this.trouble = new Trouble(trouble, clock);
    this.lease = new Lease(books.store(), me, clock);
    Paperwork paperwork = new Paperwork(documents, books, clock, this.trouble);
    this.errands = new Errands(books, paperwork, this::open, clock, this.trouble);
    this.loop = Thread.ofPlatform().name("slipway-worker").daemon(true).unstarted(this::work);
    this.sideLoop =
        Thread.ofPlatform().name("slipway-errands").daemon(true).unstarted(this::runErrands);
  }

  /**
   * @throws Store.Unavailable when the store cannot be written
   */
  public Worker start() {
    lead();
    loop.start();
    sideLoop.start();
    return this;
  }

  /** Whether this process performs effects now; otherwise another one does. */
  public boolean isLeading() {
    return leading;
  }

  private void work() {
    Instant beat = clock.now();
    while (!closed) {
      Duration rest = LOOK;
      try {
        Instant now = clock.now();
        if (Duration.between(beat, now).compareTo(HEARTBEAT) >= 0 || now.isBefore(beat)) {
          lead();
          beat = now;
        }
        if (leading) {
          drive();
        }
      } catch (RuntimeException broken) {
        said("worker", broken);
        rest = RETRY;
      }
      if (!isRested(rest)) {
        return;
      }
    }
  }

  /** Beside the loop: a disk that hangs must not cost the lease. */
  private void runErrands() {
    while (!closed) {
      try {
        if (leading) {
          errands.run();
        }
      } catch (RuntimeException broken) {
        said("worker", broken);
      }
      if (!isRested(RETRY)) {
        return;
      }
    }
  }

  /** Whatever breaks off because this worker is told to stop is no trouble. */
  private void said(String what, RuntimeException broken) {
    if (!closed && !Thread.currentThread().isInterrupted()) {
      trouble.say(what, broken);
    }
  }

  private boolean isRested(Duration rest) {
    try {
      clock.pause(rest);
      return true;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void lead() {
    boolean won = lease.take();
    if (leading && !won) {
      drivers.values().forEach(Thread::interrupt);
    }
    if (!leading && won) {
      errands.takeOver();
    }
    leading = won;
  }

  /**
   * A driver that was told to stop stays in its place until it has: never two of one release in a
   * process.
   */
  private void drive() {
    drivers.values().removeIf(thread -> !thread.isAlive());
    for (Store.Summary summary :
        books.store().read(reader -> reader.summaries(Store.Query.moving()))) {
      drivers.computeIfAbsent(summary.id(), this::started);
    }
  }

  private Thread started(ReleaseId id) {
    Thread thread = daemon("slipway-" + id).newThread(() -> drive(id));
    thread.start();
    return thread;
  }

  private void drive(ReleaseId id) {
    ExecutorService work = Executors.newCachedThreadPool(daemon("work-" + id));
    ExecutorService watch = Executors.newCachedThreadPool(daemon("watch-" + id));
    try {
      ReleaseRecord record = books.get(id);
      Plan plan =
          record.plan().orElseThrow(() -> new IllegalStateException(id + " moves without a plan"));
      Driver driver =
          new Driver(
              record,
              open(plan),
              new Driver.Means(books, clock, judge, documents, work, watch, trouble::say));
      driver.run();
      errands.owes(driver.record());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The next look starts a fresh driver, which goes on from the journal.
      said(id.toString(), e);
      boolean unused = isRested(RETRY);
    } finally {
      work.shutdownNow();
      watch.shutdownNow();
    }
  }

  private static ThreadFactory daemon(String name) {
    return Thread.ofPlatform().name(name).daemon(true).factory();
  }

  private Target open(Plan plan) {
    Service service =
        catalogue
            .service(plan.release().service())
            .orElseThrow(() ->
                new IllegalStateException(
                    "the catalogue knows no service " + plan.release().service()));
    Service.Environment environment =
        Optional.ofNullable(service.environments().get(plan.environment()))
            .orElseThrow(() ->
                new IllegalStateException(
                    service.name() + " has no environment " + plan.environment()));
    return targets.open(
        service,
        environment,
        new Targets.Versions(plan.from(), plan.fromArtifact(), plan.to(), plan.artifact()));
  }

  /**
   * Releases that move stay as they are and wait for the next worker; after this, nothing is
   * written by this one.
   */
  @Override
  public void close() {
    closed = true;
    // First the loop, which starts drivers and renews the lease; then the drivers; the lease last.
    end(List.of(loop, sideLoop));
    end(List.copyOf(drivers.values()));
    if (leading) {
      try {
        lease.release();
      } catch (RuntimeException away) {
        trouble.say("worker: the lease runs out by itself", away);
      }
    }
  }

  private static void end(List<Thread> threads) {
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        if (thread.isAlive() && !thread.equals(Thread.currentThread())) {
          boolean unused = thread.join(LONGEST_GOODBYE);
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
