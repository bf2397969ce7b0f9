package dev.slipway.shell.watch;

import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * The alternate screen of a terminal while it is open. Whatever ends it, a signal to this process
 * included, the terminal is afterwards as it was.
 */
final class LiveScreen implements AutoCloseable {
  /** No key came in time. */
  static final int NONE = NonBlockingReader.READ_EXPIRED;

  /** The terminal is gone. */
  static final int GONE = NonBlockingReader.EOF;

  static final int CTRL_C = 3;
  static final int CTRL_D = 4;
  static final int UP = -10;
  static final int DOWN = -11;
  static final int ESCAPE = 27;

  /** Terminals refuse or cut what is longer. */
  private static final int MOST_COPIED = 70_000;

  private static final int REST_OF_SEQUENCE = 30;

  private final Terminal terminal;
  private final boolean ours;
  private final Attributes before;
  private final Display display;
  private final Thread restorer = new Thread(this::restore, "terminal-restorer");
  private final AtomicBoolean restored = new AtomicBoolean();
  private Size size;

  private LiveScreen(Terminal terminal, boolean ours) {
    this.terminal = terminal;
    this.ours = ours;
    this.size = sizeOf(terminal);
    this.before = terminal.enterRawMode();
    this.display = new Display(terminal, true);
  }

  static LiveScreen open(Terminal terminal, boolean ours) {
    LiveScreen screen = new LiveScreen(terminal, ours);
    try {
      screen.begin();
    } catch (RuntimeException broken) {
      screen.close();
      throw broken;
    }
    return screen;
  }

  private void begin() {
    Runtime.getRuntime().addShutdownHook(restorer);
    // Ctrl-C is a key here: it leaves the view, whatever else waits for the signal.
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlags(EnumSet.of(Attributes.LocalFlag.ISIG), false);
    terminal.setAttributes(raw);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    terminal.puts(Capability.clear_screen);
    terminal.flush();
    display.resize(size.getRows(), size.getColumns());
  }

  /** A pty without a size says 0 by 0. */
  private static Size sizeOf(Terminal terminal) {
    Size told = terminal.getSize();
    return new Size(
        told.getColumns() > 0 ? told.getColumns() : 80, told.getRows() > 0 ? told.getRows() : 24);
  }

  int columns() {
    return size.getColumns();
  }

  int rows() {
    return size.getRows();
  }

  /** Takes note of a new size; to be asked before each frame is laid out. */
  void adapt() {
    Size now = sizeOf(terminal);
    if (!now.equals(size)) {
      size = now;
      display.resize(size.getRows(), size.getColumns());
      display.clear();
      terminal.puts(Capability.clear_screen);
    }
  }

  /** Shows these lines; only what differs from the last ones is written. */
  synchronized void draw(List<String> lines) {
    if (restored.get()) {
      return;
    }
    // Display keeps and changes the list it gets.
    List<AttributedString> shown = new ArrayList<>();
    lines.stream().limit(size.getRows()).map(AttributedString::fromAnsi).forEach(shown::add);
    display.update(shown, 0);
    terminal.flush();
  }

  /**
   * The next key, waiting at most so long.
   *
   * @return a character, {@link #UP}, {@link #DOWN}, {@link #NONE} or {@link #GONE}
   */
  int key(Duration wait) {
    try {
      int key = terminal.reader().read(Math.max(1, wait.toMillis()));
      return key == ESCAPE ? sequence() : key;
    } catch (IOException gone) {
      return GONE;
    }
  }

  /** Swallows the rest of what a function key sends, so that its letters are no commands. */
  private int sequence() throws IOException {
    int next = terminal.reader().read(REST_OF_SEQUENCE);
    if (next != '[' && next != 'O') {
      return next < 0 ? ESCAPE : NONE;
    }
    int last = terminal.reader().read(REST_OF_SEQUENCE);
    while (last >= 0 && last < '@') {
      last = terminal.reader().read(REST_OF_SEQUENCE);
    }
    return switch (last) {
      case 'A' -> UP;
      case 'B' -> DOWN;
      default -> NONE;
    };
  }

  /** Hands a text to the terminal's clipboard (OSC 52); many terminals allow it, none answers. */
  void copy(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MOST_COPIED) {
      terminal
          .writer()
          .write("\u001b]52;c;" + Base64.getEncoder().encodeToString(bytes) + "\u0007");
      terminal.flush();
    }
  }

  private synchronized void restore() {
    if (restored.getAndSet(true)) {
      return;
    }
    try {
      terminal.puts(Capability.cursor_normal);
      terminal.puts(Capability.exit_ca_mode);
      terminal.flush();
    } finally {
      try {
        terminal.setAttributes(before);
      } catch (IOError gone) {
        // A terminal that was closed has nothing to be put back.
      }
    }
  }

  @Override
  public void close() {
    try {
      restore();
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(restorer);
      } catch (IllegalStateException ending) {
        // The process ends already; the hook finds nothing left to do.
      }
      if (ours) {
        close(terminal);
      }
    }
  }

  static void close(Terminal terminal) {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal could not be closed", e);
    }
  }
}
