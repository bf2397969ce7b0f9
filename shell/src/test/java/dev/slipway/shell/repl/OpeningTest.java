package dev.slipway.shell.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.slipway.journal.Store;
import dev.slipway.shell.GivenShell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The first moments of a shell, in which its place, its worker and Spring are not there yet. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("T1")
class OpeningTest {
  @TempDir Path folder;

  @Test
  void endsWithWhatIsWrongWithThePlaceAndShowsNoPrompt() throws IOException {
    Store.Unavailable away = new Store.Unavailable("locked", "try again", new IOException("busy"));
    try (TypedShell shell =
        new TypedShell(
            new GivenShell(folder),
            () -> {
              throw away;
            })) {
      assertSame(away, shell.breaks());
      String screen = shell.rest();
      assertFalse(screen.contains("▸"), screen);
    }
  }

  /** The prompt is there by then: whoever types or waits is told at once. */
  @Test
  void endsWithoutAKeyWhenTheStoreGoesAwayBeforeTheWorkerStarts() throws IOException {
    GivenShell given = new GivenShell(folder);
    given.slipway().close();
    try (TypedShell shell = new TypedShell(given)) {
      RuntimeException reason = shell.breaks();
      assertEquals(Store.Unavailable.class, reason.getClass(), reason.toString());
    }
  }

  @Test
  void runsWhatWasTypedBeforeThereWasAPlace() throws IOException {
    GivenShell given = new GivenShell(folder);
    CountDownLatch typed = new CountDownLatch(1);
    try (TypedShell shell =
        new TypedShell(
            given,
            () -> {
              await(typed);
              return new OwnStore.Place(given.slipway(), given.session(), List.of("Welcome."));
            })) {
      shell.types("list").types("show shop/9").types("exit");
      typed.countDown();
      shell.awaits("Welcome.");
      shell.awaits("There is no release yet.");
      shell.awaits("No release \"shop/9\".");
      assertEquals(0, shell.ends());
    }
  }

  @Test
  void isLeftBeforeThereIsAnythingToRunALine() throws IOException {
    try (TypedShell shell = new TypedShell(new GivenShell(folder))) {
      shell.types("exit");
      assertEquals(0, shell.ends());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
