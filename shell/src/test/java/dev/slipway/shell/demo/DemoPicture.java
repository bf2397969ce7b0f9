package dev.slipway.shell.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.builtins.ScreenTerminal;

/**
 * Records a command in a terminal of 80 columns and draws what was on the screen, at the speed at
 * which it came, as an animated picture. Arguments: the SVG file, the title, the command and its
 * words.
 */
public final class DemoPicture {
  /** Tall enough never to scroll: the picture does the scrolling. */
  private static final int ROWS = 400;

  private static final int COLUMNS = 80;

  private DemoPicture() {}

  public static void main(String... arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    List<String> command = List.of(arguments).subList(2, arguments.length);
    AnimatedPicture picture = new AnimatedPicture(COLUMNS, arguments[1], String.join(" ", command));
    record(command, picture);
    Files.writeString(file, picture.svg(), StandardCharsets.UTF_8);
    System.out.println(file + ": " + Files.size(file) / 1024 + " KB, " + picture.seconds() + " s");
  }

  /** The command runs as its own words: util-linux's script only hands them on, quoted. */
  private static void record(List<String> command, AnimatedPicture picture)
      throws IOException, InterruptedException {
    StringBuilder line = new StringBuilder("stty cols " + COLUMNS + " rows 40;");
    command.forEach(word -> line.append(" '").append(word.replace("'", "'\\''")).append("'"));
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qefc", line.toString(), "/dev/null")
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("TERM", "xterm-256color");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    ScreenTerminal screen = new ScreenTerminal(COLUMNS, ROWS);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    ByteBuffer bytes = ByteBuffer.allocate(8192);
    CharBuffer characters = CharBuffer.allocate(8192);
    long began = System.nanoTime();
    try (InputStream in = process.getInputStream()) {
      byte[] read = new byte[4096];
      for (int count = in.read(read); count >= 0; count = in.read(read)) {
        bytes.put(read, 0, count).flip();
        decoder.decode(bytes, characters, false);
        bytes.compact();
        screen.write(characters.flip().toString());
        characters.clear();
        picture.shows(cells(screen), (System.nanoTime() - began) / 1_000_000);
      }
    }
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + exit);
    }
  }

  private static long[][] cells(ScreenTerminal screen) {
    long[] all = new long[ROWS * COLUMNS];
    screen.dump(all, 0, 0, ROWS, COLUMNS, null);
    long[][] rows = new long[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      rows[row] = java.util.Arrays.copyOfRange(all, row * COLUMNS, (row + 1) * COLUMNS);
    }
    return rows;
  }
}
