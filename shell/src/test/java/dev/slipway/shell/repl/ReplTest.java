package dev.slipway.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.shell.GivenShell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplTest {
  @TempDir Path folder;

  @Test
  void greetsRunsALineAndLeaves() throws IOException {
    try (TypedShell shell = new TypedShell(new GivenShell(folder))) {
      shell.awaits("Welcome.");
      shell.awaits("slipway ▸ ");
      shell.types("slipway list").awaits("There is no release yet.");
      shell.awaits("slipway ▸ ");
      shell.types("exit");
      assertEquals(0, shell.ends());
    }
  }

  @Test
  void completesCommandsWithWhatTheyDo() throws IOException {
    try (TypedShell shell = new TypedShell(new GivenShell(folder))) {
      shell.awaits("slipway ▸ ");
      shell.presses("rol" + TypedShell.TAB);
      String listed = shell.awaits("rollback");
      assertTrue(listed.contains("rollout") || shell.awaits("rollout").contains("rollout"));
      shell.presses(TypedShell.CTRL_C).awaits("slipway ▸ ");
      shell.types("exit");
      assertEquals(0, shell.ends());
    }
  }

  @Test
  void clearsTheLineOnCtrlCAndLeavesOnCtrlD() throws IOException {
    try (TypedShell shell = new TypedShell(new GivenShell(folder))) {
      shell.awaits("slipway ▸ ");
      shell.presses("half a li" + TypedShell.CTRL_C).awaits("slipway ▸ ");
      shell.types("list").awaits("There is no release yet.");
      shell.awaits("slipway ▸ ");
      shell.presses(TypedShell.CTRL_D);
      assertEquals(0, shell.ends());
    }
  }

  @Test
  void refusesAnUnclosedQuoteAndAnUnknownWordInItsOwnWords() throws IOException {
    try (TypedShell shell = new TypedShell(new GivenShell(folder))) {
      shell.awaits("slipway ▸ ");
      shell.types("list \"open").awaits("is never closed.");
      shell.awaits("slipway ▸ ");
      shell.types("rolback shop/42").awaits("Did you mean");
      shell.awaits("slipway ▸ ");
      shell.types("use shop/9").awaits("No release \"shop/9\".");
      shell.awaits("slipway ▸ ");
      shell.types("quit");
      assertEquals(0, shell.ends());
    }
  }

  @Test
  void leavesBackslashesAndExclamationMarksAlone() throws IOException {
    try (TypedShell shell = new TypedShell(new GivenShell(folder))) {
      shell.awaits("slipway ▸ ");
      shell.types("show a\\b!c").awaits("No release \"a\\b!c\".");
      shell.awaits("slipway ▸ ");
      shell.types("exit");
      assertEquals(0, shell.ends());
    }
  }

  @Test
  void isAWorkerAndSaysSo() throws IOException {
    try (TypedShell shell = new TypedShell(new GivenShell(folder))) {
      shell.awaits("slipway ▸ ");
      shell.types("work").awaits("This shell performs releases as long as it is open.");
      shell.awaits("slipway ▸ ");
      shell.types("exit");
      assertEquals(0, shell.ends());
    }
  }
}
