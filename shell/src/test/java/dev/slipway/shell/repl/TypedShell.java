package dev.slipway.shell.repl;

import dev.slipway.shell.GivenShell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jline.terminal.Size;

/** The shell at a terminal of the test's own: keys go in, what the screen gets comes out. */
final class TypedShell implements AutoCloseable {
  private static final String ENTER = "\r";

  /** Names of folders that tests are given may be long, and are looked for as a whole. */
  private static final int WIDE = 250;

  static final String TAB = "\t";
  static final String CLEAR = "\u0015";
  static final String CTRL_D = "\u0004";

  private final GivenShell given;
  private final PipedOutputStream keys = new PipedOutputStream();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> ended;
  private final StringBuilder seen = new StringBuilder();
  private int read;

  TypedShell(GivenShell given) throws IOException {
    this(given, () -> new OwnStore.Place(given.slipway(), given.session(), List.of("Welcome.")));
  }

  /**
   * @param opening what the shell asks for its place while it starts
   */
  TypedShell(GivenShell given, Supplier<? extends Counterpart.Place> opening) throws IOException {
    this.given = given;
    PipedInputStream typed = new PipedInputStream(keys, 1 << 16);
    this.ended =
        CompletableFuture.supplyAsync(
            () ->
                Repl.run(
                    opening,
                    given.here(),
                    builder ->
                        builder
                            .system(false)
                            .streams(typed, screen)
                            .type("xterm")
                            .size(new Size(WIDE, 100))
                            .encoding(StandardCharsets.UTF_8)),
            task -> Thread.ofPlatform().daemon(true).name("typed-shell").start(task));
  }

  TypedShell types(String line) throws IOException {
    return presses(line + ENTER);
  }

  TypedShell presses(String some) throws IOException {
    keys.write(some.getBytes(StandardCharsets.UTF_8));
    keys.flush();
    return this;
  }

  TypedShell awaitsPrompt() throws IOException {
    awaits(" ▸");
    return this;
  }

  /**
   * Reads the screen up to these words; whoever waits in vain is ended by the test's time limit.
   */
  String awaits(String words) throws IOException {
    while (true) {
      // Asked before the look: what it shows last is seen by one that comes after.
      boolean over = ended.isDone();
      look();
      String text =
          seen.toString().replaceAll("\u001b(\\[[0-9;?=>]*[A-Za-z]|[=>])", "").replace("\r", "");
      int at = text.indexOf(words);
      if (at >= 0) {
        seen.setLength(0);
        seen.append(text.substring(at + words.length()));
        return text.substring(0, at + words.length());
      }
      if (over) {
        throw new IOException("the screen ended without \"" + words + "\": " + text);
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException inVain) {
        Thread.currentThread().interrupt();
        throw new AssertionError("\"" + words + "\" in vain; there is: " + text, inVain);
      }
    }
  }

  /** Whole letters only: what is left of one is there soon. */
  private void look() {
    byte[] all = screen.toByteArray();
    String fresh = new String(all, read, all.length - read, StandardCharsets.UTF_8);
    if (!fresh.endsWith("\ufffd")) {
      seen.append(fresh);
      read = all.length;
    }
  }

  int ends() {
    return ended.join();
  }

  /** What the shell ended with instead of an exit code. */
  RuntimeException breaks() {
    try {
      throw new AssertionError("ended with " + ended.join());
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException reason) {
        return reason;
      }
      throw failed;
    }
  }

  /** Everything on the screen that no test has waited for yet; after the end. */
  String rest() {
    look();
    return seen.toString();
  }

  @Override
  public void close() throws IOException {
    keys.close();
    var unused = ended.handle((exit, failure) -> "").join();
    given.close();
  }
}
