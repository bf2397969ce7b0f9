package dev.slipway.outside.exec;

import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.plan.CheckpointSpec;
import dev.slipway.plan.ExecSpec;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Kept;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Saves the data with the team's command, and believes only what can be seen of it afterwards: its
 * own command that verifies, or a file that is new and not empty. A worker that is killed leaves
 * the command running; the next one waits for it instead of beginning another beside it.
 */
record Backups(Place place, Versions versions, CheckpointSpec.Backup spec) {
  /** File systems keep times to a second or two. */
  private static final Duration SAME_MOMENT = Duration.ofSeconds(2);

  private static final int LONGEST_LOCATION = 500;
  private static final Pattern PASSWORD = Pattern.compile("://[^/@\\s]*:[^/@\\s]+@");

  /** Why there is no backup that could be relied on. */
  private static final class NotTaken extends Exception {
    private static final long serialVersionUID = 1L;

    NotTaken(String why) {
      super(why);
    }
  }

  Outcome take(ReleaseId release, String key) {
    Instant begun = Instant.now();
    try {
      awaitOther();
      Map<String, String> words = words(release);
      Optional<String> before = taken(key);
      if (before.isPresent()) {
        // By a worker that ended before it could say so: good when it can still be seen to be.
        try {
          return done(words, before.get(), Instant.EPOCH, begun);
        } catch (NotTaken gone) {
          // It is taken anew.
        }
      }
      Optional<Outcome.Done> left = leftBehind(words, key);
      Outcome.Done done =
          left.isPresent() ? left.get() : done(words, run(words, key), begun, begun);
      note(key, done);
      place.receipt(key).clear();
      return done;
    } catch (NotTaken why) {
      return new Outcome.Failed(
          "there is no backup, so nothing was begun: "
              + why.getMessage()
              + ". Mend it, then start again",
          Changed.NO);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("this process is ending", Changed.NO);
    }
  }

  /** What a command that failed did, nobody knows. */
  Outcome restore(ReleaseId release, String location, ExecSpec.Command command) {
    Map<String, String> words = words(release);
    words.put("location", location);
    Program.Ended ended = place.program.run(command.words(), words, command.limit());
    return ended instanceof Program.Ended.Exit exit && exit.code() == 0
        ? new Outcome.Done(exit.words())
        : new Outcome.Failed(ended.words(), Changed.UNKNOWN);
  }

  private Map<String, String> words(ReleaseId release) {
    Map<String, String> words = new HashMap<>();
    words.put("release", release.service() + "-" + release.number());
    words.put("version", versions.fresh().label());
    words.put("from", versions.old().map(Version::label).orElse("nothing"));
    return words;
  }

  /**
   * What the command of a worker that ended has come to: good when it ended well, and when the same
   * can be seen of it as of any other.
   */
  private Optional<Outcome.Done> leftBehind(Map<String, String> words, String key) {
    Optional<Receipt.Found> found = place.receipt(key).found().filter(one -> one.code() == 0);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Instant asIfBegun = Instant.now().minus(found.get().took());
    try {
      return Optional.of(
          done(words, location(words, found.get().printed()), found.get().begun(), asIfBegun));
    } catch (NotTaken gone) {
      // It is taken anew.
      return Optional.empty();
    }
  }

  /** Two that save the same data at once would undo each other. */
  private void awaitOther() throws InterruptedException {
    boolean unused =
        place.backup().settle(Optional.of(versions.fresh()), spec.run().limit(), () -> false);
  }

  /** Runs the command; where the data are then. */
  private String run(Map<String, String> words, String key) throws NotTaken {
    Program.Ended ended =
        place.program.runReceipted(
            spec.run().words(),
            words,
            spec.run().limit(),
            place.receipt(key),
            process -> place.backup().write(process, versions.fresh().label()));
    place.backup().clear();
    if (!(ended instanceof Program.Ended.Exit exit) || exit.code() != 0) {
      place.receipt(key).clear();
      throw new NotTaken("the backup command " + ended.words());
    }
    return location(words, exit.output());
  }

  private String location(Map<String, String> words, String printed) {
    return spec.location().map(at -> Program.filled(at, words)).orElse(lastLine(printed));
  }

  private static String lastLine(String output) {
    List<String> lines = output.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return lines.isEmpty() ? "" : lines.getLast();
  }

  /**
   * @param after a file has to be newer than this
   */
  private Outcome.Done done(
      Map<String, String> words, String location, Instant after, Instant begun) throws NotTaken {
    refuseUntellable(location);
    OptionalLong bytes = size(location, after);
    Map<String, String> located = new HashMap<>(words);
    located.put("location", location);
    String proof;
    if (spec.verify().isPresent()) {
      Program.Ended ended =
          place.program.run(spec.verify().get().words(), located, spec.verify().get().limit());
      if (!(ended instanceof Program.Ended.Exit exit) || exit.code() != 0) {
        throw new NotTaken(
            "the backup command ended well, but the command that verifies "
                + location
                + " "
                + ended.words());
      }
      proof = "verified by " + Shown.line(spec.verify().get().words().getFirst(), List.of());
    } else if (bytes.isPresent()) {
      proof = "a new file that is not empty; no command verified it";
    } else {
      throw new NotTaken(
          "the backup command ended well, but there is no file "
              + location
              + " and no verify command");
    }
    Kept.Backup kept =
        new Kept.Backup(
            location,
            bytes,
            proof,
            Duration.ofMillis(Duration.between(begun, Instant.now()).toMillis()),
            spec.byHand().stream().map(line -> Program.filled(line, located)).toList(),
            spec.restore().isPresent());
    return new Outcome.Done(
        "backup at "
            + location
            + (bytes.isPresent() ? ", " + bytes.getAsLong() + " bytes" : "")
            + ", "
            + proof,
        Optional.of(kept));
  }

  /** A place that cannot be written down would be no place to restore from. */
  private void refuseUntellable(String location) throws NotTaken {
    if (location.isEmpty()) {
      throw new NotTaken("the backup command printed no location, and none is configured");
    }
    if (location.length() > LONGEST_LOCATION) {
      throw new NotTaken("the location is longer than " + LONGEST_LOCATION + " characters");
    }
    List<String> secrets;
    try {
      secrets = Surroundings.of(place.spec.environment()).secrets();
    } catch (Surroundings.Missing missing) {
      throw new NotTaken(String.valueOf(missing.getMessage()));
    }
    if (!Shown.whole(location, secrets).equals(location) || PASSWORD.matcher(location).find()) {
      throw new NotTaken(
          "the location holds a secret or what cannot be shown; it has to stand in the journal");
    }
  }

  private OptionalLong size(String location, Instant after) throws NotTaken {
    Path file;
    try {
      file = place.spec.directory().resolve(location);
    } catch (InvalidPathException elsewhere) {
      return OptionalLong.empty();
    }
    if (!Files.isRegularFile(file)) {
      return OptionalLong.empty();
    }
    try {
      long bytes = Files.size(file);
      if (bytes == 0) {
        throw new NotTaken("the backup command ended well, but " + location + " is empty");
      }
      Instant written = Files.getLastModifiedTime(file).toInstant();
      if (written.isBefore(after.minus(SAME_MOMENT))) {
        throw new NotTaken(
            "the backup command ended well, but "
                + location
                + " is older than its start: it is another backup");
      }
      return OptionalLong.of(bytes);
    } catch (IOException unreadable) {
      throw new NotTaken(location + " cannot be looked at");
    }
  }

  /** Two lines: the key and the location. Whoever asks again with the key gets the same backup. */
  private void note(String key, Outcome.Done done) {
    if (done.kept().isEmpty() || !(done.kept().get() instanceof Kept.Backup kept)) {
      return;
    }
    Path fresh = place.backupTaken().resolveSibling(place.backupTaken().getFileName() + ".new");
    try {
      Files.createDirectories(fresh.toAbsolutePath().getParent());
      Files.writeString(fresh, key + "\n" + kept.location() + "\n", StandardCharsets.UTF_8);
      Files.move(fresh, place.backupTaken(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException full) {
      // Then a worker that is killed right now has another one taken.
    }
  }

  private Optional<String> taken(String key) {
    try {
      List<String> lines = Files.readAllLines(place.backupTaken(), StandardCharsets.UTF_8);
      return lines.size() == 2 && lines.getFirst().equals(key)
          ? Optional.of(lines.getLast())
          : Optional.empty();
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
