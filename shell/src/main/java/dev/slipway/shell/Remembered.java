package dev.slipway.shell;

import dev.slipway.command.Habits;
import dev.slipway.command.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What completion remembers between processes, in the user's own state folder: lists that are slow
 * to make, and the lines typed into the interactive shell. A folder that cannot be read or written
 * is one that remembers nothing.
 */
public final class Remembered implements Memory {
  private static final int LONGEST = 500;
  private final Surroundings here;

  public Remembered(Surroundings here) {
    this.here = here;
  }

  /** The lines of the interactive shell's history, newest first. */
  public Habits habits() {
    Path history = StateFolder.of(here).resolve("history");
    return new Habits(() -> lines(history).reversed().stream().map(Remembered::typed).toList());
  }

  /** JLine writes "1795204258007:rollout resume shop/4". */
  private static String typed(String line) {
    return line.replaceFirst("^\\d+:", "");
  }

  @Override
  public List<String> recall(String key) {
    return lines(file(key));
  }

  @Override
  public void keep(String key, List<String> values) {
    StateFolder.ready(here).ifPresent(folder -> write(file(key), values));
  }

  private static void write(Path file, List<String> values) {
    try {
      Files.createDirectories(file.getParent());
      Path whole = Files.createTempFile(file.getParent(), "new", "");
      Files.write(whole, values.stream().limit(LONGEST).toList(), StandardCharsets.UTF_8);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // The next key press asks the slow source again.
      return;
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Of this folder's project: two may have a service of the same name. */
  private Path file(String key) {
    CRC32 name = new CRC32();
    name.update((here.folder() + "\n" + key).getBytes(StandardCharsets.UTF_8));
    return StateFolder.of(here)
        .resolve("completion")
        .resolve(Long.toHexString(name.getValue()) + ".txt");
  }
}
