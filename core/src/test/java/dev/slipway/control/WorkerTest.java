package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.ThresholdJudge;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker with its real threads, on a clock that hurries. */
@Timeout(180)
class WorkerTest {
  private static final ReleaseId SHOP_2 = new ReleaseId(ShopCatalogue.SHOP, 2);

  @TempDir Path folder;
  private final Clock clock = new HurriedClock();
  private final FakeTarget target = new FakeTarget();
  private final FakeTargets targets = new FakeTargets(target);
  private final RecordingDocuments documents = new RecordingDocuments();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final FakeLeases.Table table = new FakeLeases.Table();
  private Store store;
  private Books books;
  private Desk desk;

  @BeforeEach
  void open() {
    store = EmptyStore.in(folder, "host:1");
    books = new Books(store);
    target.deployment.run(FakeTargets.V1, FakeTargets.digest('a'), 4);
    desk =
        new Desk(
            books,
            new World(
                ShopCatalogue.catalogue(),
                targets,
                new FakeChanges(),
                new ThresholdJudge(),
                documents,
                clock));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Worker worker(String node) {
    return worker(node, new FakeLeases(table));
  }

  private Worker worker(String node, FakeLeases leases) {
    return new Worker(
            desk,
            books,
            hash -> ShopCatalogue.catalogue(),
            targets,
            new ThresholdJudge(),
            documents,
            leases,
            clock,
            new Store.Worker(node, 1, "host", Instant.EPOCH, "0.1.0"),
            troubles::add)
        .start();
  }

  private void started() {
    ReleaseRecord opened =
        TheShop.yes(desk.opening().open(ShopCatalogue.ADA, TheShop.wish(FakeTargets.V2)));
    ReleaseRecord approved =
        TheShop.yes(desk.gates().approve(ShopCatalogue.CHI, opened, Optional.empty(), ""));
    // A busy machine may keep the worker from its heartbeat for a moment of this clock.
    await(() -> desk.course().start(ShopCatalogue.ADA, approved) instanceof Answer.Yes);
    assertTrue(release().state().isMoving() || release().state().isEnd());
  }

  private ReleaseRecord release() {
    return books.get(SHOP_2);
  }

  private static void await(BooleanSupplier so) {
    while (!so.getAsBoolean()) {
      try {
        Thread.sleep(2);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError(interrupted);
      }
    }
  }

  @Test
  void drivesAReleaseToItsEnd() {
    try (Worker worker = worker("host:1")) {
      started();
      await(() -> release().state() instanceof Finished);
      await(() -> release().story().getLast().fact() instanceof Fact.DocumentsWritten);
      await(() -> worker.driving().isEmpty());
    }
    assertEquals(List.of("Starting", "Finished"), documents.states);
    assertEquals(List.of(), troubles);
  }

  @Test
  void afterItIsClosedItWritesNothingAndTheNextOneGoesOn() {
    Worker first = worker("host:1");
    started();
    await(() -> release().state() instanceof Shifting);
    assertEquals(Set.of(SHOP_2), first.driving());
    first.close();
    long version = release().version();
    List<Integer> written = List.copyOf(target.traffic.set);
    Instant closed = clock.now();
    await(() -> Duration.between(closed, clock.now()).compareTo(Duration.ofSeconds(10)) > 0);
    assertEquals(version, release().version());
    assertEquals(written, target.traffic.set);

    try (Worker second = worker("host:2")) {
      await(() -> second.driving().contains(SHOP_2));
      await(() -> release().state() instanceof Finished);
    }
    assertEquals(List.of(5, 25, 100), target.traffic.set.stream().distinct().toList());
  }

  /** Nothing of a schedule is in a worker's memory. */
  @Test
  void sendsAScheduledStartThatWasMadeBeforeItLived() {
    ReleaseRecord opened =
        TheShop.yes(desk.opening().open(ShopCatalogue.ADA, TheShop.wish(FakeTargets.V2)));
    ReleaseRecord approved =
        TheShop.yes(desk.gates().approve(ShopCatalogue.CHI, opened, Optional.empty(), ""));
    Instant due = clock.now().plusSeconds(20);
    ReleaseRecord unused =
        TheShop.yes(desk.schedule().startAt(ShopCatalogue.ADA, approved, due, Optional::empty));
    try (Worker first = worker("host:1")) {
      assertEquals(Set.of(), first.driving());
    }

    try (Worker second = worker("host:2")) {
      await(() -> release().state() instanceof Finished);
      await(() -> second.driving().isEmpty());
    }
    Instant started =
        release().story().stream()
            .filter(told ->
                told.fact() instanceof Fact.Happened happened
                    && happened.state().equals("Starting"))
            .findFirst()
            .orElseThrow()
            .entry()
            .at();
    assertFalse(started.isBefore(due), started + " is before " + due);
  }

  /** A worker that was stopped or cut off; another one has its release. */
  @Test
  void whoLosesTheLeaseStopsAndTheOtherGoesOn() {
    FakeLeases leases = new FakeLeases(table);
    try (Worker first = worker("host:1", leases);
        Worker second = worker("host:2")) {
      started();
      await(() -> first.driving().contains(SHOP_2));
      assertEquals(Set.of(), second.driving());

      leases.lose(SHOP_2);

      await(() -> second.driving().contains(SHOP_2) && first.driving().isEmpty());
      await(() -> release().state() instanceof Finished);
    }
    assertEquals(List.of(5, 25, 100), target.traffic.set.stream().distinct().toList());
    assertEquals(List.of(), troubles);
  }

  /**
   * Drivers and lanes were told to stop and left to themselves; the store was closed under them.
   */
  @Test
  void leavesNoThreadBehind() {
    Worker worker = worker("host:1");
    started();
    await(() -> release().state() instanceof Shifting);
    worker.close();

    await(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(WorkerTest::isOurs));
    assertEquals(List.of(), troubles);
  }

  private static boolean isOurs(Thread thread) {
    String name = thread.getName();
    boolean lane = name.startsWith("work-shop") || name.startsWith("watch-shop");
    return thread.isAlive()
        && (lane
            || name.equals("slipway-shop/2")
            || name.equals("slipway-worker")
            || name.equals("slipway-starts"));
  }

  @Test
  void everyWorkerShowsThatItLivesUntilItIsClosed() {
    Worker first = worker("host:1");
    Worker second = worker("host:2");
    assertEquals(Set.of("host:1", "host:2"), nodes());
    Instant began = clock.now();
    await(() -> Duration.between(began, clock.now()).compareTo(Worker.GONE_AFTER) > 0);
    await(() ->
        store.read(Store.Reader::workers).stream()
            .allMatch(row -> Heartbeat.isFresh(row.seen(), clock.now())));

    first.close();
    assertEquals(Set.of("host:2"), nodes());
    second.close();
    assertEquals(Set.of(), nodes());
  }

  private Set<String> nodes() {
    return store.read(Store.Reader::workers).stream()
        .map(Store.Worker::node)
        .collect(Collectors.toSet());
  }

  /** A release that ended just before a crash never got its documents. */
  @Test
  void writesTheDocumentsThatAReleaseStillOwes() {
    documents.diskFull = true;
    try (Worker worker = worker("host:1")) {
      started();
      await(() -> release().state() instanceof Shifting);
      ReleaseRecord unused =
          TheShop.yes(desk.course().rollback(ShopCatalogue.CHI, release(), "looks odd", false));
      await(() -> release().state() instanceof RolledBack && worker.driving().isEmpty());
    }
    assertTrue(Paperwork.isOwed(release()));
    documents.diskFull = false;

    FakeLeases leases = new FakeLeases(table);
    try (Worker next = worker("host:2", leases)) {
      leases.runErrands();
      assertFalse(Paperwork.isOwed(release()));
      assertEquals(Set.of(), next.driving());
      leases.runErrands();
    }
    assertEquals(List.of("RolledBack"), documents.states);
  }

  @Test
  void aTargetThatCannotBeOpenedIsTriedAgainAndToldOnce() {
    try (Worker worker = worker("host:1")) {
      started();
      await(() -> release().state() instanceof Shifting);
      assertEquals(Set.of(SHOP_2), worker.driving());
    }
    targets.away = Optional.of(FakeTarget.away("read fleet.json"));
    try (Worker next = worker("host:2")) {
      int before = targets.opened.get();
      await(() -> targets.opened.get() > before + 5);
      assertEquals(1, troubles.size(), troubles.toString());
      targets.away = Optional.empty();
      await(() -> release().state() instanceof Finished);
      await(() -> next.driving().isEmpty());
    }
  }

  /**
   * Histories were sealed only when a release ended, so an hour of one could be cut off unnoticed.
   */
  @Test
  void errandsSealTheHistoriesWhileSomethingMoves() {
    FakeLeases leases = new FakeLeases(table);
    try (Worker worker = worker("host:1", leases)) {
      leases.runErrands();
      assertTrue(store.read(reader -> reader.version(StreamName.SEAL)) == 0);
      started();
      await(() -> release().state() instanceof Shifting);
      ReleaseRecord unused =
          TheShop.yes(desk.course().pause(ShopCatalogue.CHI, release(), "lunch"));

      leases.runErrands();

      assertTrue(store.read(reader -> reader.version(StreamName.SEAL)) >= 1);
      assertEquals(Set.of(SHOP_2), worker.driving());
    }
  }

  @Test
  void errandsForgetWorkersThatCrashedAnHourAgo() {
    FakeLeases leases = new FakeLeases(table);
    try (Worker worker = worker("host:1", leases)) {
      seen("crashed-long-ago", Duration.ofMinutes(80));
      seen("crashed-lately", Duration.ofMinutes(40));

      leases.runErrands();

      assertEquals(Set.of("host:1", "crashed-lately"), nodes());
      assertEquals(Set.of(), worker.driving());
    }
  }

  private void seen(String node, Duration ago) {
    Store.Worker row = new Store.Worker(node, 1, "host", clock.now().minus(ago), "0.1.0");
    Store.Worker unused =
        store.write(writer -> {
          writer.heartbeat(row);
          return row;
        });
  }
}
