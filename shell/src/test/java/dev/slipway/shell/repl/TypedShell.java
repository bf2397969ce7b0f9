package dev.slipway.shell.repl;

import dev.slipway.shell.GivenShell;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jline.terminal.Size;

/** The shell at a terminal of the test's own: keys go in, what the screen gets comes out. */
final class TypedShell implements AutoCloseable {
  private static final String ENTER = "\r";
  static final String TAB = "\t";
  static final String CLEAR = "\u0015";
  static final String CTRL_D = "\u0004";

  private final GivenShell given;
  private final PipedOutputStream keys = new PipedOutputStream();
  private final Reader screen;
  private final CompletableFuture<Integer> ended;
  private final StringBuilder seen = new StringBuilder();

  TypedShell(GivenShell given) throws IOException {
    this(given, () -> new OwnStore.Place(given.slipway(), given.session(), List.of("Welcome.")));
  }

  /**
   * @param opening what the shell asks for its place while it starts
   */
  TypedShell(GivenShell given, Supplier<? extends Counterpart.Place> opening) throws IOException {
    this.given = given;
    PipedInputStream typed = new PipedInputStream(keys, 1 << 16);
    PipedInputStream shown = new PipedInputStream(1 << 20);
    OutputStream display = new PipedOutputStream(shown);
    this.screen = new InputStreamReader(shown, StandardCharsets.UTF_8);
    this.ended =
        CompletableFuture.supplyAsync(
            () ->
                Repl.run(
                    opening,
                    given.here(),
                    builder ->
                        builder
                            .system(false)
                            .streams(typed, display)
                            .type("xterm")
                            .size(new Size(100, 100))
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
    char[] some = new char[4096];
    while (true) {
      String text =
          seen.toString().replaceAll("\u001b(\\[[0-9;?=>]*[A-Za-z]|[=>])", "").replace("\r", "");
      int at = text.indexOf(words);
      if (at >= 0) {
        seen.setLength(0);
        seen.append(text.substring(at + words.length()));
        return text.substring(0, at + words.length());
      }
      int count = screen.read(some);
      if (count < 0) {
        throw new IOException("the screen ended without \"" + words + "\": " + text);
      }
      seen.append(some, 0, count);
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
  String rest() throws IOException {
    StringBuilder rest = new StringBuilder(seen);
    while (screen.ready()) {
      rest.append((char) screen.read());
    }
    return rest.toString();
  }

  @Override
  public void close() throws IOException {
    keys.close();
    var unused = ended.handle((exit, failure) -> "").join();
    given.close();
  }
}
