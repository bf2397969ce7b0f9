package dev.slipway.shell.watch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jline.builtins.ScreenTerminal;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;

/** A terminal whose screen can be read as a person would see it. */
final class VirtualScreen implements AutoCloseable {
  private final ScreenTerminal screen;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LineDisciplineTerminal terminal;

  VirtualScreen(int columns, int rows) throws IOException {
    this.screen = new ScreenTerminal(Math.max(1, columns), Math.max(1, rows));
    this.terminal =
        new LineDisciplineTerminal(
            "virtual", "xterm-256color", new Shown(), StandardCharsets.UTF_8);
    terminal.setSize(new Size(columns, rows));
  }

  private final class Shown extends OutputStream {
    @Override
    public synchronized void write(int one) {
      bytes.write(one);
    }

    /** Whole characters only: a frame is flushed when it is complete. */
    @Override
    public synchronized void flush() {
      String text = bytes.toString(StandardCharsets.UTF_8);
      if (!text.endsWith("\ufffd")) {
        written = written.concat(text);
        screen.write(text);
        bytes.reset();
      }
    }
  }

  private volatile String written = "";

  Terminal terminal() {
    return terminal;
  }

  /** Everything that was ever written, control sequences included. */
  String written() {
    return written;
  }

  void press(String some) throws IOException {
    terminal.processInputBytes(some.getBytes(StandardCharsets.UTF_8));
  }

  void resize(int columns, int rows) {
    screen.setSize(columns, rows);
    terminal.setSize(new Size(columns, rows));
  }

  List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (String row : screen.toString().split("\n", -1)) {
      rows.add(row.stripTrailing());
    }
    return rows;
  }

  String text() {
    return String.join("\n", rows());
  }

  /** Waits until the screen is so; the test's time limit ends a wait in vain. */
  String awaits(Predicate<String> like) throws InterruptedException {
    while (true) {
      String text = text();
      if (like.test(text)) {
        return text;
      }
      Thread.sleep(20);
    }
  }

  String awaits(String words) throws InterruptedException {
    return awaits(text -> text.contains(words));
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
