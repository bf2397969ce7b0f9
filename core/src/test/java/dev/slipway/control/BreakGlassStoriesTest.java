package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.evidence.MarkdownDocuments;
import dev.slipway.health.ThresholdJudge;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.practice.FleetProcess;
import dev.slipway.practice.PracticeTargets;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The written script, run by {@code sh} against a practice fleet in a process of its own, while
 * Slipway lives, is dead, or comes back later.
 */
@Tag("X9")
@Timeout(180)
class BreakGlassStoriesTest {
  @TempDir Path folder;
  private final Clock clock = new SystemClock();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final ExecutorService tasks = Executors.newCachedThreadPool();
  private FleetProcess fleet;
  private Store store;
  private Books books;
  private World world;
  private ReleaseRecord release;
  private Optional<Thread> driving = Optional.empty();

  @BeforeEach
  void aReleaseThatUsersMeet() throws Exception {
    fleet =
        FleetProcess.start(
            new FleetProcess.Settings(
                folder.resolve("it's a fleet"),
                120,
                Optional.of(1L),
                Optional.of(ProcessHandle.current().pid())));
    fleet.registerArtifact(FakeTargets.V1, FakeTargets.digest('a'));
    fleet.registerArtifact(FakeTargets.V2, FakeTargets.digest('b'));
    fleet.bringUp(FakeTargets.V1, 3);
    // A gate asks whether the metrics are alive: the first customers have to have been there.
    while (fleet.state().load() < 1) {
      clock.pause(Duration.ofMillis(50));
    }
    store = EmptyStore.in(folder, "host:1");
    books = new Books(store);
    FakeChanges changes = new FakeChanges();
    changes.sql = List.of();
    changes.files = changes.files.subList(0, 1);
    world =
        new World(
            ShopCatalogue.catalogue(fleet.addresses().file()),
            new PracticeTargets(),
            changes,
            new ThresholdJudge(),
            new MarkdownDocuments(folder.resolve("docs"), key -> key, clock::now),
            clock);
    Desk desk = new Desk(books, world);
    Store.Worker worker = new Store.Worker("host:1", 1, "host", clock.now(), "0.1.0");
    Store.Worker unused =
        store.write(writer -> {
          writer.heartbeat(worker);
          return worker;
        });
    release = TheShop.yes(desk.opening().open(ShopCatalogue.ADA, TheShop.wish(FakeTargets.V2)));
    Answer<ReleaseRecord> approved =
        desk.gates().approve(ShopCatalogue.CHI, release, Optional.empty(), "");
    ReleaseRecord ready = approved instanceof Answer.Yes<ReleaseRecord> yes ? yes.value() : release;
    release = TheShop.yes(desk.course().start(ShopCatalogue.ADA, ready));
    slipwayStarts();
    until(state -> state instanceof Shifting s && s.phase() instanceof Phase.Baking);
  }

  @AfterEach
  void stop() throws Exception {
    slipwayDies();
    tasks.shutdownNow();
    store.close();
    fleet.stop();
  }

  private void slipwayStarts() {
    ReleaseRecord record = books.get(release.id());
    Driver driver =
        new Driver(
            record,
            world.target(record.plan().orElseThrow()),
            new DriverMeans(
                books,
                clock,
                world.judge(),
                world.documents(),
                tasks,
                tasks,
                troubles::add,
                ALease.held()));
    driving =
        Optional.of(
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    driver.run();
                  } catch (InterruptedException dead) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  private void slipwayDies() throws InterruptedException {
    if (driving.isPresent()) {
      driving.get().interrupt();
      driving.get().join();
      driving = Optional.empty();
    }
  }

  private State state() {
    return books.get(release.id()).state();
  }

  private void until(Predicate<State> so) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!so.test(state())) {
      assertTrue(System.nanoTime() < deadline, () -> state().name() + " with " + troubles);
      clock.pause(Duration.ofMillis(50));
    }
  }

  private Path script() {
    return books.get(release.id()).story().stream()
        .map(ReleaseRecord.Told::fact)
        .filter(Fact.DocumentsWritten.class::isInstance)
        .flatMap(fact -> ((Fact.DocumentsWritten) fact).files().stream())
        .filter(file -> file.endsWith(".sh"))
        .map(Path::of)
        .findFirst()
        .orElseThrow();
  }

  private int run(String... options) throws Exception {
    List<String> words = new java.util.ArrayList<>(List.of("sh", script().toString()));
    words.addAll(List.of(options));
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return process.exitValue();
  }

  private String said() throws Exception {
    return Files.readString(folder.resolve("said"));
  }

  private void endsTakenBackOutside() throws Exception {
    until(State::isEnd);
    RolledBack end = assertInstanceOf(RolledBack.class, state());
    assertEquals(Reason.Code.TAKEN_BACK_OUTSIDE, end.cause().code());
    assertEquals("verified healthy", end.verification().words());
    assertEquals(
        100, fleet.state().of(FakeTargets.V1).orElseThrow().share(), "everybody on the old one");
  }

  private long raises() {
    return books.get(release.id()).story().stream()
        .filter(told ->
            told.fact() instanceof Fact.TrafficIntended up && up.percent().isAbove(Weight.NONE))
        .count();
  }

  @Test
  void aLivingSlipwayNoticesItAndDoesNotFightIt() throws Exception {
    assertEquals(0, run(), said());

    endsTakenBackOutside();

    assertEquals(1, raises(), "nothing was raised again");
    assertEquals(3, run(), "a second time there is nothing to take back");
    assertTrue(said().contains("nothing of it runs"), said());
  }

  @Test
  void aSlipwayThatComesBackLaterRespectsTheMarkAlthoughTheTargetRestarted() throws Exception {
    slipwayDies();
    assertEquals(0, run(), said());
    fleet.restartRouter();

    slipwayStarts();

    endsTakenBackOutside();
    assertEquals(1, raises(), "nothing was raised again");
  }

  @Test
  void theFileBesideTheScriptCountsWhenTheTargetHasLostItsMark() throws Exception {
    slipwayDies();
    assertEquals(0, run(), said());
    world.target(release.plan().orElseThrow()).traffic().clearMark();
    fleet.restartRouter();

    slipwayStarts();

    endsTakenBackOutside();
  }

  @Test
  void itRefusesWhenTheExpectedVersionDoesNotRun() throws Exception {
    slipwayDies();
    world.target(release.plan().orElseThrow()).traffic().write(Weight.NONE);

    assertEquals(3, run(), said());

    assertTrue(said().contains("Expected v2"), said());
    assertTrue(Files.notExists(Path.of(script() + ".taken-back")), "no mark was left");
  }
}
