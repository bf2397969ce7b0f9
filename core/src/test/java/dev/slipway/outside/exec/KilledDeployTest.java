package dev.slipway.outside.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Outcome;
import dev.slipway.health.Side;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker is killed (SIGKILL) while its deploy command runs; the command lives on. */
@Tag("X9")
class KilledDeployTest {
  private static final String ONE = "search-1";
  private static final String KEY = "search/2/deploy/1";

  @TempDir private Path folder;
  private AService service;
  private ATarget target;

  @BeforeEach
  void runsV1() {
    service = new AService(folder, ONE).runs("v1", ONE);
    target = ATarget.inPlace(service, ONE);
    // Ends by itself when the folder is gone, so that no test leaves it behind.
    service.deployDoes(
        "v2",
        ONE,
        "echo $$ > begun.new; mv begun.new begun\nwhile [ ! -f go ] && [ -f begun ]; do sleep 0.05; done\n");
  }

  @AfterEach
  void ends() {
    service.write("go", "");
    service.close();
  }

  @Test
  void theNextWorkerWaitsForTheCommandAndRunsNoSecondOneBesideIt() throws Exception {
    ProcessHandle orphan = aWorkerIsKilledWhileItDeploys();

    CompletableFuture<Outcome> next =
        CompletableFuture.supplyAsync(
            () -> target.opened().deployment().deploy(Side.CANARY, 1, KEY));
    assertFalse(next.isDone());
    assertTrue(orphan.isAlive());
    service.write("go", "");

    assertInstanceOf(Outcome.Done.class, next.get(90, TimeUnit.SECONDS));
    assertEquals(1, deploysOfV2());
    assertEquals("v2", service.running(ONE));
    assertEquals(List.of(), notes());
  }

  @Test
  void theWayBackEndsTheCommandBeforeItDeploysTheOldVersion() throws Exception {
    ProcessHandle orphan = aWorkerIsKilledWhileItDeploys();

    Outcome outcome = target.opened().deployment().deploy(Side.BASELINE, 1, "search/2/restore/1");

    assertInstanceOf(Outcome.Done.class, outcome);
    assertFalse(orphan.isAlive());
    service.write("go", "");
    assertEquals("v1", service.running(ONE));
    assertEquals(1, deploysOfV2());
  }

  @Test
  void takingTheNewVersionAwayEndsTheCommandToo() throws Exception {
    ProcessHandle orphan = aWorkerIsKilledWhileItDeploys();

    Outcome outcome = target.opened().deployment().remove(Side.CANARY, 0, "search/2/remove/1");

    assertInstanceOf(Outcome.Done.class, outcome);
    assertFalse(orphan.isAlive());
  }

  @Test
  void aProcessThatWasGivenTheNumberLaterIsLeftAlone() throws Exception {
    service.write("go", "");
    Process stranger = new ProcessBuilder("sleep", "60").start();
    Files.createDirectories(target.marks());
    Files.writeString(note(), stranger.pid() + " 1000 v1\n");

    Outcome outcome = target.opened().deployment().deploy(Side.CANARY, 1, KEY);

    assertInstanceOf(Outcome.Done.class, outcome);
    assertTrue(stranger.isAlive());
    Process unused = stranger.destroyForcibly();
  }

  @Test
  void theProgramThatIsNotThereLeavesNoNote() throws Exception {
    assertTrue(new File(folder.toFile(), "deploy.sh").delete());

    Outcome outcome = target.opened().deployment().deploy(Side.CANARY, 1, KEY);

    String fault = assertInstanceOf(Outcome.Failed.class, outcome).fault();
    assertTrue(fault.contains("cannot run ./deploy.sh: there is no such program"), fault);
    assertEquals(List.of(), notes());
  }

  private ProcessHandle aWorkerIsKilledWhileItDeploys() throws Exception {
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                DeployingProcess.class.getName(),
                folder.toString(),
                ONE,
                service.address(ONE))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("worker.log").toFile())
            .start();
    AService.await(() -> !service.read("begun").isEmpty() || !worker.isAlive(), "its command runs");
    assertTrue(worker.isAlive(), () -> service.read("worker.log"));
    int unused = worker.destroyForcibly().waitFor();
    ProcessHandle orphan = ProcessHandle.of(Long.parseLong(service.read("begun"))).orElseThrow();
    assertTrue(orphan.isAlive());
    return orphan;
  }

  private long deploysOfV2() {
    return service.deploys().stream().filter(line -> line.startsWith(ONE + " v2")).count();
  }

  private Path note() {
    return target.marks().resolve("search-prod-" + ONE + ".deploying");
  }

  private List<Path> notes() throws IOException {
    if (!Files.isDirectory(target.marks())) {
      return List.of();
    }
    try (var files = Files.list(target.marks())) {
      return files.toList();
    }
  }
}
