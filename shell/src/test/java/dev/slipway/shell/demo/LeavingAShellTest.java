package dev.slipway.shell.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.ExitCode;
import dev.slipway.rig.APseudoTerminal;
import dev.slipway.rig.Needed;
import dev.slipway.shell.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever leaves the shell while it drives a release leaves it to a worker in the background. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeavingAShellTest {
  private static final String CTRL_D = "\u0004";

  @TempDir Path folder;
  private LongBake release;
  private APseudoTerminal terminal;

  @BeforeEach
  void aShellDrivesARelease() throws IOException, InterruptedException {
    Path unused = Needed.program("script");
    release = LongBake.in(folder);
    terminal = new APseudoTerminal(release.folder(), Main.class, 100, 30);
    terminal.awaits(" ▸");
    release.start();
  }

  @AfterEach
  void everythingEnds() {
    // The keeper would start a killed worker again.
    List<ProcessHandle> workers =
        release.workers().stream()
            .flatMap(pid -> ProcessHandle.of(pid).stream())
            .filter(worker -> !worker.equals(ProcessHandle.current()))
            .toList();
    workers.forEach(ProcessHandle::destroy);
    terminal.close();
    release.close();
  }

  @Test
  void theEndOfInputLeavesItToTheBackground() throws IOException, InterruptedException {
    terminal.press(CTRL_D);
    assertGoesOn(ExitCode.DONE);
  }

  @Test
  void sigtermInTheLiveViewLeavesItToTheBackground() throws IOException, InterruptedException {
    terminal.press("rollout watch shop/2\r");
    terminal.awaits("the release goes on");
    terminal.signal("TERM");
    assertGoesOn(ExitCode.TERMINATED);
  }

  @Test
  void sigtermAtThePromptLeavesItToTheBackground() throws IOException, InterruptedException {
    terminal.signal("TERM");
    assertGoesOn(ExitCode.TERMINATED);
  }

  private void assertGoesOn(ExitCode exit) throws InterruptedException, IOException {
    long shell = terminal.program().pid();
    String screen = terminal.ended().replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "");
    assertTrue(screen.contains("shop/2 goes on; a worker in the background drives it."), screen);
    assertTrue(screen.contains("exit code " + exit.code()), screen);
    assertTrue(screen.indexOf(" echo ", screen.indexOf("exit code")) > 0, screen);
    Instant left = Instant.now();
    var unused = release.drivenAgainAfter(left);
    assertTrue(release.workers().stream().anyMatch(pid -> pid != shell), "nobody else works");
  }
}
