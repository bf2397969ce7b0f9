package dev.slipway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.Slipway;
import dev.slipway.control.Refusal;
import dev.slipway.control.SystemClock;
import dev.slipway.journal.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real worker in the background. */
@Timeout(120)
class DetachedWorkerTest {
  private static final int AT_ONCE = 8;

  @TempDir Path folder;

  @Test
  void oneOfSeveralStartsItAndItLeavesWhenNothingMoves() throws Exception {
    Surroundings here =
        GivenPlace.in(folder)
            .configured()
            .variable("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"))
            .variable("XDG_STATE_HOME", folder.resolve("state").toString())
            .variable("SLIPWAY_WORK_IDLE", "3s")
            .surroundings();
    List<String> said = new CopyOnWriteArrayList<>();
    CyclicBarrier together = new CyclicBarrier(AT_ONCE);
    try (Workplace workplace = new Workplace(here);
        ExecutorService many = Executors.newFixedThreadPool(AT_ONCE)) {
      Slipway core = workplace.slipway();
      List<Future<Optional<Refusal>>> wanted = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        wanted.add(
            many.submit(() -> {
              int unused = together.await();
              return new DetachedWorker(here, () -> core, new SystemClock()).summon(said::add);
            }));
      }
      for (Future<Optional<Refusal>> one : wanted) {
        assertEquals(Optional.empty(), one.get());
      }
      assertEquals(1, said.size(), said.toString());
      assertEquals(1, workers(core).size());
      ProcessHandle worker = ProcessHandle.of(workers(core).getFirst().pid()).orElseThrow();
      Path log = log();
      assertTrue(said.getFirst().endsWith(log.toString()), said.getFirst());
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));

      while (worker.isAlive() || !workers(core).isEmpty()) {
        Thread.sleep(50);
      }
      assertTrue(Files.readString(log, StandardCharsets.UTF_8).contains("nothing has been moving"));
    }
  }

  private Path log() throws Exception {
    try (var files = Files.list(folder.resolve("state/slipway"))) {
      return files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
  }

  private static List<Store.Worker> workers(Slipway core) {
    return core.store().read(Store.Reader::workers);
  }
}
