package dev.slipway.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.shell.GivenShell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("T1")
class ReplTest {
  @TempDir Path folder;

  @Test
  void greetsRunsALineAndLeaves() throws IOException {
    try (TypedShell shell = new TypedShell(new GivenShell(folder))) {
      shell.awaits("Welcome.");
      shell.awaitsPrompt();
      shell.types("slipway list").awaits("There is no release yet.");
      shell.awaitsPrompt();
      shell.types("exit");
      assertEquals(0, shell.ends());
    }
  }

  @Test
  void completesCommandsWithWhatTheyDo() throws IOException {
    try (TypedShell shell = new TypedShell(new GivenShell(folder))) {
      shell.awaitsPrompt();
      shell.presses("rol" + TypedShell.TAB);
      shell.awaits("everybody back to the old version");
      shell.presses(TypedShell.CLEAR).types("exit");
      assertEquals(0, shell.ends());
    }
  }

  @Test
  void leavesOnCtrlD() throws IOException {
    try (TypedShell shell = new TypedShell(new GivenShell(folder))) {
      shell.awaitsPrompt();
      shell.presses(TypedShell.CTRL_D);
      assertEquals(0, shell.ends());
    }
  }

  @Test
  void refusesAnUnclosedQuoteAndAnUnknownWordInItsOwnWords() throws IOException {
    try (TypedShell shell = new TypedShell(new GivenShell(folder))) {
      shell.awaitsPrompt();
      shell.types("list \"open").awaits("is never closed.");
      shell.awaitsPrompt();
      shell.types("rolback shop/42").awaits("Did you mean");
      shell.awaitsPrompt();
      shell.types("use shop/9").awaits("No release \"shop/9\".");
      shell.awaitsPrompt();
      shell.types("quit");
      assertEquals(0, shell.ends());
    }
  }

  /** A line of its own to paste counts most when nothing else answers. */
  @Test
  void withoutAStoreARollbackNamesTheScriptThatNeedsNone() throws IOException {
    GivenShell given = new GivenShell(folder);
    Path documents = Files.createDirectories(given.slipway().settings().documents());
    Files.writeString(
        documents.resolve("2026-11-20-shop-v2-rollback.sh"), "#!/bin/sh\n# release: shop/42\n");
    try (TypedShell shell = new TypedShell(given)) {
      // It goes away when everything had opened.
      shell.types("list").awaits("There is no release yet.");
      shell.awaitsPrompt();
      given.slipway().close();
      shell.types("rollback shop/42").awaits("The store cannot be used");
      shell.awaits("2026-11-20-shop-v2-rollback.sh");
      shell.awaitsPrompt();
      shell.types("exit");
      assertEquals(0, shell.ends());
    }
  }

  @Test
  void leavesBackslashesAndExclamationMarksAlone() throws IOException {
    try (TypedShell shell = new TypedShell(new GivenShell(folder))) {
      shell.awaitsPrompt();
      shell.types("show a\\b!c").awaits("No release \"a\\b!c\".");
      shell.awaitsPrompt();
      shell.types("exit");
      assertEquals(0, shell.ends());
    }
  }

  @Test
  void isAWorkerAndSaysSo() throws IOException {
    try (TypedShell shell = new TypedShell(new GivenShell(folder))) {
      shell.awaitsPrompt();
      shell.types("work").awaits("This shell performs releases as long as it is open.");
      shell.awaitsPrompt();
      shell.types("exit");
      assertEquals(0, shell.ends());
    }
  }
}
