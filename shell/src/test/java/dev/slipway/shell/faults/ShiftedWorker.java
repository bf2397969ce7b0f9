package dev.slipway.shell.faults;

import dev.slipway.Slipway;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Reading;
import dev.slipway.control.Clock;
import dev.slipway.control.SystemClock;
import dev.slipway.control.Worker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;

/** A worker whose clock can jump: it differs from the computer's by what a file says. */
final class ShiftedWorker {
  private static final String FILE = "clock-differs";

  private ShiftedWorker() {}

  public static void main(String... arguments) throws InterruptedException {
    Path folder = Path.of("").toAbsolutePath();
    Reading reading = CatalogueReader.ofThisUser().read(folder.resolve("slipway.yaml"));
    if (!(reading instanceof Reading.Read read)) {
      throw new IllegalStateException(reading.toString());
    }
    Clock clock = new Shifted(folder.resolve(FILE));
    Worker worker =
        Slipway.open(Slipway.Settings.of(read, "faults"), clock).worker(System.out::println);
    while (true) {
      // Until it is killed.
      System.out.println("drives " + worker.driving());
      Thread.sleep(60_000);
    }
  }

  static void differs(Path folder, Duration by) {
    try {
      Path fresh = folder.resolve(FILE + ".new");
      Files.writeString(fresh, by.toString());
      Path unused = Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private record Shifted(Path file, Clock real) implements Clock {
    Shifted(Path file) {
      this(file, new SystemClock());
    }

    @Override
    public Instant now() {
      try {
        return Files.exists(file)
            ? real.now().plus(Duration.parse(Files.readString(file)))
            : real.now();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      real.pause(duration);
    }
  }
}
