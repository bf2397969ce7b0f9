package dev.slipway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.ExitCode;
import dev.slipway.rig.APseudoTerminal;
import dev.slipway.rig.Needed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * However the live view ends, the terminal is as it was, and it says what becomes of the release.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveViewAtATerminalTest {
  private static final String TO_ALTERNATE = "\u001b[?1049h";
  private static final String FROM_ALTERNATE = "\u001b[?1049l";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";

  @TempDir Path folder;

  @BeforeEach
  void thereIsSuchATerminal() {
    Path unused = Needed.program("script");
  }

  private APseudoTerminal watched() throws IOException, InterruptedException {
    APseudoTerminal terminal =
        new APseudoTerminal(folder, WatchedProgram.class, 100, 30, folder.toString());
    terminal.awaits("leave");
    return terminal;
  }

  private static void assertPutBack(APseudoTerminal terminal, ExitCode exit)
      throws InterruptedException {
    String written = terminal.ended();
    int left = written.lastIndexOf(FROM_ALTERNATE);
    assertTrue(left > written.lastIndexOf(TO_ALTERNATE), "still on the alternate screen");
    assertTrue(
        written.lastIndexOf(SHOW_CURSOR) > written.lastIndexOf(HIDE_CURSOR), "cursor is hidden");
    String after = written.substring(left);
    assertTrue(after.contains("shop/42"), after);
    assertTrue(after.contains("goes on"), after);
    assertTrue(after.contains("slipway rollout watch shop/42"), after);
    String settings = after.substring(after.indexOf("exit code"));
    assertTrue(settings.startsWith("exit code " + exit.code()), settings);
    for (String on : new String[] {"echo", "icanon", "isig", "opost", "icrnl"}) {
      assertTrue(settings.matches("(?s).*[ \n]" + on + "[ ;\r\n].*"), on + " is off: " + settings);
    }
  }

  @Test
  void sigtermLeavesTheView() throws IOException, InterruptedException {
    try (APseudoTerminal terminal = watched()) {
      terminal.signal("TERM");
      assertPutBack(terminal, ExitCode.TERMINATED);
    }
  }

  @Test
  void sighupLeavesTheView() throws IOException, InterruptedException {
    try (APseudoTerminal terminal = watched()) {
      terminal.signal("HUP");
      assertPutBack(terminal, ExitCode.HUNG_UP);
    }
  }

  @Test
  void ctrlCLeavesTheView() throws IOException, InterruptedException {
    try (APseudoTerminal terminal = watched()) {
      terminal.press("\u0003");
      assertPutBack(terminal, ExitCode.INTERRUPTED);
    }
  }

  @Test
  void qLeavesTheView() throws IOException, InterruptedException {
    try (APseudoTerminal terminal = watched()) {
      terminal.press("q");
      assertPutBack(terminal, ExitCode.PENDING);
    }
  }

  @Test
  void aClosedWindowEndsTheProgram() throws Exception {
    try (APseudoTerminal terminal = watched()) {
      ProcessHandle program = terminal.program();
      terminal.closeWindow();
      assertEquals(program, program.onExit().get(90, TimeUnit.SECONDS));
    }
  }

  @Test
  void aTerminalOf20By5GetsOneLineForEachChange() throws IOException, InterruptedException {
    assertPlainLines(20, 5);
  }

  @Test
  void aTerminalWithoutASizeGetsOneLineForEachChange() throws IOException, InterruptedException {
    assertPlainLines(0, 0);
  }

  private void assertPlainLines(int columns, int rows) throws IOException, InterruptedException {
    try (APseudoTerminal terminal =
        new APseudoTerminal(folder, WatchedProgram.class, columns, rows, folder.toString())) {
      terminal.awaits("stage 1");
      terminal.press("\u0003");
      String written = terminal.ended();
      assertFalse(written.contains(TO_ALTERNATE), written);
      String words = written.replaceAll("\u001b\\[[0-9;]*m", "").replaceAll("\\s+", " ");
      assertTrue(
          words.contains(
              "The live view needs 40 columns and 10 rows, this terminal has "
                  + columns
                  + " and "
                  + rows
                  + ": one line for each change instead."),
          words);
      assertTrue(words.contains("exit code " + ExitCode.INTERRUPTED.code()), words);
    }
  }
}
