package dev.slipway.shell;

import dev.slipway.Slipway;
import dev.slipway.catalog.StoreSettings;
import dev.slipway.control.Clock;
import dev.slipway.control.Refusal;
import dev.slipway.control.Refusal.Kind;
import dev.slipway.control.Worker;
import dev.slipway.journal.Store;
import dev.slipway.view.Plain;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A worker in a process of its own that survives this one and its terminal. Only beside an embedded
 * store: what a team shares is driven where the team decides.
 */
final class DetachedWorker implements WorkerDoor {
  /** A Java program starts in a second or two; a machine under load takes its time. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofMillis(100);

  private final Surroundings here;
  private final Supplier<Slipway> slipway;
  private final Clock clock;

  DetachedWorker(Surroundings here, Supplier<Slipway> slipway, Clock clock) {
    this.here = here;
    this.slipway = slipway;
    this.clock = clock;
  }

  @Override
  public Optional<Refusal> summon(Consumer<String> say) {
    Slipway core = slipway.get();
    if (isAlive(core)) {
      return Optional.empty();
    }
    if (!core.isEmbedded()) {
      return Optional.of(
          refusal(
              "E-WORK-01",
              "no worker is running that could carry it out.",
              List.of("A release that nobody drives would stop half way.")));
    }
    Optional<Path> state = StateFolder.ready(here);
    if (state.isEmpty()) {
      return Optional.of(
          refusal(
              "E-WORK-02",
              "no worker could be started in the background.",
              List.of("The folder " + StateFolder.of(here) + " cannot be written.")));
    }
    try {
      return alone(core, state.get(), say);
    } catch (IOException e) {
      return Optional.of(
          refusal("E-WORK-02", "no worker could be started in the background.", List.of(words(e))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(refusal("E-WORK-02", "waiting for a worker was interrupted.", List.of()));
    }
  }

  /** Of several who want a worker at once, one starts it; the others find it there. */
  private Optional<Refusal> alone(Slipway core, Path state, Consumer<String> say)
      throws IOException, InterruptedException {
    String name = name(core);
    Instant patience = clock.now().plus(LONGEST_WAIT);
    try (FileChannel file =
        FileChannel.open(
            state.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (clock.now().isBefore(patience)) {
        try (FileLock lock = file.tryLock()) {
          if (lock != null) {
            return isAlive(core)
                ? Optional.empty()
                : started(core, state.resolve(name + ".log"), say);
          }
        } catch (OverlappingFileLockException sameProcess) {
          // Another thread of this process is at it.
        }
        clock.pause(LOOK);
      }
    }
    return isAlive(core)
        ? Optional.empty()
        : Optional.of(
            refusal(
                "E-WORK-02",
                "no worker could be started in the background.",
                List.of("Another process has been starting one for 30 s.")));
  }

  private Optional<Refusal> started(Slipway core, Path log, Consumer<String> say)
      throws IOException, InterruptedException {
    Process process = Relaunch.inBackground(here.folder(), here.environment(), log);
    Instant patience = clock.now().plus(LONGEST_WAIT);
    while (clock.now().isBefore(patience)) {
      if (isAlive(core)) {
        say.accept(
            "A worker carries releases out in the background now; its log: "
                + Plain.line(log.toString()));
        return Optional.empty();
      }
      if (!process.isAlive()) {
        break;
      }
      clock.pause(LOOK);
    }
    // Whatever it is still trying must not begin to drive after this was refused.
    process.destroy();
    return Optional.of(
        refusal(
            "E-WORK-02",
            "no worker could be started in the background.",
            List.of("Its log: " + Plain.line(log.toString()), lastLine(log))));
  }

  /** Whether some other process performs effects for the store. */
  private static boolean isAlive(Slipway core) {
    Instant now = core.store().now(core.desk().now());
    long mine = ProcessHandle.current().pid();
    return core.store().read(Store.Reader::workers).stream()
        .anyMatch(row -> row.pid() != mine && Worker.isFresh(row, now));
  }

  /** One store, one name, whatever folder a command is typed in. */
  private static String name(Slipway core) {
    String store =
        switch (core.settings().store()) {
          case StoreSettings.Sqlite sqlite -> sqlite.file().toAbsolutePath().normalize().toString();
          case StoreSettings.Postgresql postgresql -> postgresql.address();
        };
    UUID digest = UUID.nameUUIDFromBytes(store.getBytes(StandardCharsets.UTF_8));
    return "work-" + digest.toString().substring(0, 8);
  }

  private static String lastLine(Path log) throws IOException {
    try (var lines = Files.lines(log, StandardCharsets.UTF_8)) {
      return Plain.line(lines.filter(line -> !line.isBlank()).reduce("", (a, b) -> b));
    }
  }

  private static Refusal refusal(String code, String what, List<String> why) {
    return new Refusal(
        code,
        Kind.CONFLICT,
        "Nothing was started: " + what,
        why.stream().filter(line -> !line.isBlank()).toList(),
        List.of("slipway work", "or work in the interactive shell: slipway"));
  }

  private static String words(IOException fault) {
    return Plain.line(fault.getClass().getSimpleName() + ": " + fault.getMessage());
  }
}
