package dev.slipway.bot.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process as a holder of channels, and of which others it is certain that they have ended. That
 * is certain of processes that this one would see if they were alive: those of the same boot of the
 * same Linux, in the same space of process numbers. A number alone says little: containers count
 * from 1, and a computer gives numbers again.
 *
 * @param name of this process, unlike any other's
 * @param hasEnded of another one's name, or of a name that begins with it and "#"
 */
public record Holder(String name, Predicate<String> hasEnded) {
  /** "computer:4711:90210": the computer, the process number, when it started in clock ticks. */
  private static final Pattern NAME =
      Pattern.compile("([0-9a-f-]+_[0-9]+):([0-9]+):([0-9]+)(#.*)?");

  private static final Pattern SPACE = Pattern.compile("pid:\\[([0-9]+)]");

  /** Of the fields behind the program's name: the state, and when it started. */
  private static final int STATE = 0;

  private static final int STARTED = 19;

  public static Holder ofThisProcess() {
    return of(Path.of("/proc"), ProcessHandle.current().pid());
  }

  static Holder of(Path proc, long pid) {
    Optional<String> computer = computer(proc);
    Optional<String> started = started(proc, Long.toString(pid));
    if (computer.isEmpty() || started.isEmpty()) {
      // Elsewhere only the end of its time tells.
      return new Holder(UUID.randomUUID().toString(), other -> false);
    }
    String name = computer.get() + ":" + pid + ":" + started.get();
    return new Holder(name, other -> hasEnded(proc, computer.get(), other));
  }

  private static Optional<String> computer(Path proc) {
    try {
      String boot = Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
      Matcher space = SPACE.matcher(Files.readSymbolicLink(proc.resolve("self/ns/pid")).toString());
      // Where a user does not see the first process, others are hidden as well.
      return space.matches() && started(proc, "1").isPresent()
          ? Optional.of(boot + "_" + space.group(1))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException elsewhere) {
      return Optional.empty();
    }
  }

  private static boolean hasEnded(Path proc, String computer, String other) {
    Matcher named = NAME.matcher(other);
    if (!named.matches() || !named.group(1).equals(computer)) {
      return false;
    }
    try {
      String[] fields = fields(proc, named.group(2));
      return fields.length > STARTED
          && (fields[STATE].equals("Z")
              || fields[STATE].equals("X")
              || !fields[STARTED].equals(named.group(3)));
    } catch (NoSuchFileException ended) {
      return true;
    } catch (IOException unclear) {
      return false;
    }
  }

  private static Optional<String> started(Path proc, String pid) {
    try {
      String[] fields = fields(proc, pid);
      return fields.length > STARTED ? Optional.of(fields[STARTED]) : Optional.empty();
    } catch (IOException hidden) {
      return Optional.empty();
    }
  }

  /** Behind the program's name, which stands in brackets and may hold anything. */
  private static String[] fields(Path proc, String pid) throws IOException {
    String line =
        new String(
            Files.readAllBytes(proc.resolve(pid).resolve("stat")), StandardCharsets.ISO_8859_1);
    return line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
  }
}
