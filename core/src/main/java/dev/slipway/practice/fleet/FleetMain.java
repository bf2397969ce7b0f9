package dev.slipway.practice.fleet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The practice fleet's process. Ends when it is asked to, on SIGTERM, and soon after its parent
 * unless it was told to stay.
 */
public final class FleetMain {
  private static final Duration AFTER_PARENT = Duration.ofSeconds(2);

  private FleetMain() {}

  public static void main(String... arguments) throws InterruptedException {
    FleetSettings settings;
    try {
      settings = FleetSettings.parse(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage() + "\nusage: " + FleetSettings.USAGE);
      System.exit(64);
      return;
    }
    // The database's native library is unpacked here and not where other users could look.
    System.setProperty("org.sqlite.tmpdir", settings.folder().toString());
    try (Fleet fleet = Fleet.open(settings)) {
      Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "end"));
      fleet.announce();
      settings
          .parent()
          .ifPresent(pid -> Thread.ofVirtual().name("parent").start(() -> follow(pid, fleet)));
      fleet.awaitStop();
    } catch (IOException failed) {
      System.err.println("the practice fleet did not start: " + failed.getMessage());
      System.exit(1);
    }
  }

  private static void follow(long pid, Fleet fleet) {
    try {
      Optional<Instant> began = beginOf(pid);
      while (began.isPresent() && began.equals(beginOf(pid))) {
        Thread.sleep(500);
      }
      Thread.sleep(AFTER_PARENT);
      while (fleet.stays()) {
        Thread.sleep(500);
      }
      fleet.askToStop("process " + pid + " that started it is gone");
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** When a living process began: the system gives a number again to another process. */
  private static Optional<Instant> beginOf(long pid) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(process -> process.info().startInstant().orElse(Instant.EPOCH));
  }
}
