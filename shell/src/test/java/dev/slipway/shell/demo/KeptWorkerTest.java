package dev.slipway.shell.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop around a worker, with real processes in the worker's place. */
@Timeout(120)
class KeptWorkerTest {
  @TempDir Path folder;

  /** Writes down its process and its arguments, and goes on as the last line says. */
  private List<String> program(String last) throws IOException {
    Path script = folder.resolve("program.sh");
    Files.writeString(
        script,
        "echo $$ >>begun\nprintf '%s\\n' \"$@\" >arguments\n" + last + "\n",
        StandardCharsets.UTF_8);
    return List.of("sh", script.toString(), "a b; touch hacked", "$(touch hacked)");
  }

  private List<String> begun() {
    try {
      Path file = folder.resolve("begun");
      return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private ProcessHandle newest() {
    return ProcessHandle.of(Long.parseLong(begun().getLast())).orElseThrow();
  }

  @Test
  void whoIsKilledIsStartedAgainWithinFiveSeconds() throws Exception {
    try (KeptWorker kept = KeptWorker.running(folder, program("exec sleep 60"))) {
      LongBake.await("start", () -> begun().size() == 1);
      Instant killed = Instant.now();
      assertTrue(newest().destroyForcibly());
      LongBake.await("restart", () -> begun().size() == 2);
      Duration gap = Duration.between(killed, Instant.now());
      assertTrue(gap.compareTo(Duration.ofSeconds(5)) < 0, gap.toString());
      kept.terminate();
      assertTrue(kept.hasEnded());
    }
    assertEquals(
        List.of("a b; touch hacked", "$(touch hacked)"),
        Files.readAllLines(folder.resolve("arguments"), StandardCharsets.UTF_8));
    assertTrue(Files.notExists(folder.resolve("hacked")));
  }

  @Test
  void whoIsTerminatedStaysEnded() throws Exception {
    try (KeptWorker kept = KeptWorker.running(folder, program("exec sleep 60"))) {
      LongBake.await("start", () -> begun().size() == 1);
      assertTrue(newest().destroy());
      assertTrue(kept.hasEnded());
      assertEquals(143, kept.status());
    }
    assertEquals(1, begun().size());
  }

  @Test
  void theLoopHandsItsOwnTerminationOn() throws Exception {
    try (KeptWorker kept = KeptWorker.running(folder, program("exec sleep 60"))) {
      LongBake.await("start", () -> begun().size() == 1);
      ProcessHandle child = newest();
      kept.terminate();
      assertTrue(kept.hasEnded());
      LongBake.await("end of the child", () -> !child.isAlive());
    }
    assertEquals(1, begun().size());
  }

  @Test
  void aCleanEndIsTheEnd() throws Exception {
    try (KeptWorker kept = KeptWorker.running(folder, program("exit 0"))) {
      assertTrue(kept.hasEnded());
      assertEquals(0, kept.status());
    }
    assertEquals(1, begun().size());
  }

  @Test
  void whoNeverGetsGoingIsGivenUp() throws Exception {
    try (KeptWorker kept = KeptWorker.running(folder, program("kill -9 $$"))) {
      assertTrue(kept.hasEnded());
      assertEquals(137, kept.status());
    }
    assertEquals(5, begun().size());
  }
}
