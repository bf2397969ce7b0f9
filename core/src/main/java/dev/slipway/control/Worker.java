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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Performs effects for one store. One worker at a time: the row it keeps fresh is its lease, and whoever finds none takes it.
 * Each moving release is driven on a thread of its own.
 */
public final class Worker implements AutoCloseable {
  static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /** A worker that was not seen for so long is gone. */
  public static final Duration GONE_AFTER = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(200);

  private final Books books;
  private final Catalogue catalogue;
  private final Targets targets;
  private final Judge judge;
  private final Documents documents;
  private final Clock clock;
  private final Store.Worker me;
  private final Consumer<String> trouble;
  private final Map<ReleaseId, Thread> drivers = new ConcurrentHashMap<>();
  private final Thread loop;
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
    this.me = me;
    this.trouble = trouble;
    this.loop = Thread.ofPlatform().name("slipway-worker").daemon(true).unstarted(this::work);
  }

  public Worker start() {
    lead();
    loop.start();
    return this;
  }

  /** Whether this process performs effects now; otherwise another one does. */
  public boolean isLeading() {
    return leading;
  }

  private void work() {
    Instant beat = clock.now();
    while (!closed) {
      try {
        Instant now = clock.now();
        if (Duration.between(beat, now).compareTo(HEARTBEAT) >= 0 || now.isBefore(beat)) {
          lead();
          beat = now;
        }
        if (leading) {
          drive();
        }
        clock.pause(LOOK);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        trouble.accept("worker: " + e.getMessage());
        try {
          clock.pause(HEARTBEAT);
        } catch (InterruptedException interrupted) {
          return;
        }
      }
    }
  }

  /** Takes or keeps the lease; one transaction, so that never two hold it. */
  private void lead() {
    Instant now = clock.now();
    boolean won =
        books
            .store()
            .write(
                writer -> {
                  boolean other =
                      writer.workers().stream()
                          .anyMatch(
                              worker ->
                                  !worker.node().equals(me.node())
                                      && worker.seen().plus(GONE_AFTER).isAfter(now)
                                      && worker.seen().minus(GONE_AFTER).isBefore(now));
                  if (!other) {
                    writer.heartbeat(
                        new Store.Worker(me.node(), me.pid(), me.host(), now, me.programVersion()));
                  }
                  return !other;
                });
    if (leading && !won) {
      stopDrivers();
    }
    leading = won;
  }

  private void drive() {
    drivers.values().removeIf(thread -> !thread.isAlive());
    for (Store.Summary summary : books.store().read(reader -> reader.summaries(Store.Query.moving()))) {
      drivers.computeIfAbsent(
          summary.id(), id -> Thread.ofVirtual().name("slipway-" + id).start(() -> drive(id)));
    }
  }

  private void drive(ReleaseId id) {
    ExecutorService lane = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("work-" + id).factory());
    try {
      ReleaseRecord record = books.get(id);
      Plan plan = record.plan().orElseThrow(() -> new IllegalStateException(id + " moves without a plan"));
      Target target = open(plan);
      new Driver(record, plan, target, judge, documents, books, clock, lane, trouble).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The next look starts a fresh driver, which goes on from the journal.
      trouble.accept(id + ": " + e.getMessage());
    } finally {
      lane.shutdownNow();
    }
  }

  private Target open(Plan plan) {
    Service service =
        catalogue
            .service(plan.release().service())
            .orElseThrow(() -> new IllegalStateException("the catalogue knows no service " + plan.release().service()));
    Service.Environment environment =
        Optional.ofNullable(service.environments().get(plan.environment()))
            .orElseThrow(() -> new IllegalStateException(service.name() + " has no environment " + plan.environment()));
    return targets.open(
        service,
        environment,
        new Targets.Versions(plan.from(), plan.fromArtifact(), plan.to(), plan.artifact()));
  }

  private void stopDrivers() {
    drivers.values().forEach(Thread::interrupt);
    drivers.clear();
  }

  /** Releases that move stay as they are and wait for the next worker. */
  @Override
  public void close() {
    closed = true;
    loop.interrupt();
    stopDrivers();
    if (leading) {
      books
          .store()
          .write(
              writer -> {
                writer.removeWorker(me.node());
                return me;
              });
    }
  }
}
