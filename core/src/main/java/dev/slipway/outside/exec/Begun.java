package dev.slipway.outside.exec;

import dev.slipway.release.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The note of a deploy command that runs on an instance: a worker that is killed leaves the command
 * running, and whoever comes next must not run a second one beside it.
 *
 * @param file one line: process, moment of its start in milliseconds, version
 */
record Begun(Path file) {
  /** The moment is computed from the computer's start, which is known to a second. */
  private static final Duration SAME_MOMENT = Duration.ofSeconds(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private record Note(long process, Instant started, String version) {}

  /** Written down before the command does anything; a disk that is full stops no way back. */
  void write(ProcessHandle process, String version) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(
          fresh, process.pid() + " " + started + " " + version + "\n", StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException full) {
      clear();
    }
  }

  void clear() {
    try {
      boolean unused = Files.deleteIfExists(file);
    } catch (IOException kept) {
      // It names a process that has ended; whoever reads it finds that out.
    }
  }

  /**
   * Returns when no command of an ended worker is at work any more. One that deploys what is wanted
   * may end by itself within its limit; any other is ended.
   *
   * @param version that is wanted; empty: none, whatever is at work is ended
   * @return whether one that deploys what is wanted has ended by itself
   */
  boolean settle(Optional<Version> version, Duration limit, BooleanSupplier calledOff)
      throws InterruptedException {
    Optional<Note> note = read();
    Optional<ProcessHandle> left = note.flatMap(Begun::alive);
    boolean byItself = false;
    while (note.isPresent() && left.filter(ProcessHandle::isAlive).isPresent()) {
      boolean wanted = version.map(Version::label).equals(Optional.of(note.get().version()));
      boolean late = Instant.now().isAfter(note.get().started().plus(limit));
      byItself = wanted && !late && !calledOff.getAsBoolean();
      if (!byItself) {
        Program.end(left.get());
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    clear();
    return byItself;
  }

  private Optional<Note> read() {
    try {
      List<String> words =
          List.of(Files.readString(file, StandardCharsets.UTF_8).strip().split(" ", 3));
      return words.size() == 3
          ? Optional.of(
              new Note(
                  Long.parseLong(words.get(0)),
                  Instant.ofEpochMilli(Long.parseLong(words.get(1))),
                  words.get(2)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** The very process, and not another one that was given its number later. */
  private static Optional<ProcessHandle> alive(Note note) {
    return ProcessHandle.of(note.process())
        .filter(ProcessHandle::isAlive)
        .filter(process ->
            process
                .info()
                .startInstant()
                .filter(started ->
                    Duration.between(started, note.started()).abs().compareTo(SAME_MOMENT) <= 0)
                .isPresent());
  }
}
