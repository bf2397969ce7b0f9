package dev.slipway.shell;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks the operating system about the terminal without a native library: a one-shot command has no
 * time to load one.
 */
final class TerminalProbe {
  private static final int USUAL_WIDTH = 80;
  private static final int NARROWEST = 40;
  private static final int WIDEST = 400;

  private TerminalProbe() {}

  /** Whether a file descriptor of this process (0, 1, 2) is a terminal. */
  static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException noProc) {
      return asked(descriptor);
    }
  }

  private static boolean asked(int descriptor) {
    try {
      Process test =
          new ProcessBuilder("test", "-t", Integer.toString(descriptor)).inheritIO().start();
      return test.waitFor(2, TimeUnit.SECONDS) && test.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Columns of the terminal; {@code COLUMNS} wins, 80 when nobody knows. */
  static int width(Map<String, String> environment) {
    int told = columns(environment.getOrDefault("COLUMNS", ""));
    return told > 0 ? told : asked();
  }

  private static int asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream answer = stty.getInputStream()) {
        String[] size =
            new String(answer.readAllBytes(), StandardCharsets.US_ASCII).strip().split(" ", -1);
        int columns = stty.waitFor(2, TimeUnit.SECONDS) && size.length == 2 ? columns(size[1]) : 0;
        return columns > 0 ? columns : USUAL_WIDTH;
      }
    } catch (IOException e) {
      return USUAL_WIDTH;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_WIDTH;
    }
  }

  /** A sensible number of columns, or 0. */
  private static int columns(String text) {
    try {
      int columns = Integer.parseInt(text.strip());
      return columns <= 0 ? 0 : Math.clamp(columns, NARROWEST, WIDEST);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
