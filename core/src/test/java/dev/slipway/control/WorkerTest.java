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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker with its real threads, on a clock that hurries. */
@Timeout(60)
class WorkerTest {
  private static final ReleaseId SHOP_2 = new ReleaseId(ShopCatalogue.SHOP, 2);

  @TempDir Path folder;
  private final Clock clock = new HurriedClock();
  private final FakeTarget target = new FakeTarget();
  private final FakeTargets targets = new FakeTargets(target);
  private final RecordingDocuments documents = new RecordingDocuments();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
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
    return new Worker(
            books,
            ShopCatalogue.catalogue(),
            targets,
            new ThresholdJudge(),
            documents,
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
      Thread.onSpinWait();
    }
  }

  @Test
  void drivesAReleaseToItsEnd() {
    try (Worker worker = worker("host:1")) {
      assertTrue(worker.isLeading());
      started();
      await(() -> release().state() instanceof Finished);
      await(() -> release().story().getLast().fact() instanceof Fact.DocumentsWritten);
    }
    assertEquals(List.of("Starting", "Finished"), documents.states);
    assertEquals(List.of(), troubles);
  }

  @Test
  void afterItIsClosedItWritesNothingAndTheNextOneGoesOn() {
    Worker first = worker("host:1");
    started();
    await(() -> release().state() instanceof Shifting);
    first.close();
    long version = release().version();
    List<Integer> written = List.copyOf(target.traffic.set);
    Instant closed = clock.now();
    await(() -> Duration.between(closed, clock.now()).compareTo(Duration.ofSeconds(10)) > 0);
    assertEquals(version, release().version());
    assertEquals(written, target.traffic.set);

    try (Worker second = worker("host:2")) {
      assertTrue(second.isLeading(), "the lease was handed over");
      await(() -> release().state() instanceof Finished);
    }
    assertEquals(List.of(5, 25, 100), target.traffic.set.stream().distinct().toList());
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
        && (lane || name.equals("slipway-shop/2") || name.equals("slipway-worker"));
  }

  @Test
  void theSecondStandsByUntilTheFirstHasGone() {
    Worker first = worker("host:1");
    Worker second = worker("host:2");
    assertTrue(first.isLeading());
    assertFalse(second.isLeading());

    first.close();

    await(second::isLeading);
    second.close();
    assertEquals(List.of(), store.read(Store.Reader::workers));
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
      await(() -> release().state() instanceof RolledBack);
      assertTrue(worker.isLeading());
    }
    assertTrue(Paperwork.isOwed(release()));
    documents.diskFull = false;

    try (Worker next = worker("host:2")) {
      await(() -> !Paperwork.isOwed(release()));
      assertTrue(next.isLeading());
    }
    assertEquals(List.of("RolledBack"), documents.states);
  }

  @Test
  void aTargetThatCannotBeOpenedIsTriedAgainAndToldOnce() {
    try (Worker worker = worker("host:1")) {
      started();
      await(() -> release().state() instanceof Shifting);
      assertTrue(worker.isLeading());
    }
    targets.away = Optional.of(FakeTarget.away("read fleet.json"));
    try (Worker next = worker("host:2")) {
      Instant began = clock.now();
      await(() -> Duration.between(began, clock.now()).compareTo(Duration.ofSeconds(30)) > 0);
      assertEquals(1, troubles.size(), troubles.toString());
      targets.away = Optional.empty();
      await(() -> release().state() instanceof Finished);
      assertTrue(next.isLeading());
    }
  }

  /**
   * Histories were sealed only when a release ended, so an hour of one could be cut off unnoticed.
   */
  @Test
  void historiesAreSealedEveryMinuteWhileSomethingMoves() {
    try (Worker worker = worker("host:1")) {
      started();
      await(() -> release().state() instanceof Shifting);
      ReleaseRecord unused =
          TheShop.yes(desk.course().pause(ShopCatalogue.CHI, release(), "lunch"));
      await(() -> store.read(reader -> reader.version(StreamName.SEAL)) >= 1);
      assertTrue(worker.isLeading() && release().state().isMoving());
    }
  }
}
