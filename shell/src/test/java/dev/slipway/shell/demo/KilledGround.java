package dev.slipway.shell.demo;

import dev.slipway.Slipway;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Reading;
import dev.slipway.plan.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A practice ground whose fleet outlives every worker, with its store open to look on. */
final class KilledGround implements AutoCloseable {
  private static final int RATE = 40;

  private final PracticeGround ground;
  private final Slipway slipway;

  private KilledGround(PracticeGround ground, Slipway slipway) {
    this.ground = ground;
    this.slipway = slipway;
  }

  static KilledGround prepare(Path folder) throws IOException {
    PracticeGround ground =
        PracticeGround.prepare(
            new PracticeGround.Wish(folder, Duration.ofSeconds(2), Duration.ofSeconds(2), true));
    ground.fleet().load(RATE);
    return new KilledGround(
        ground,
        Slipway.open(
            new Slipway.Settings(
                catalogue(ground), ground.storeFile(), ground.documents(), "kills")));
  }

  /**
   * Fewer stages, so that a life is short; and a machine that is busy with other lives does not
   * look like a slow version.
   */
  private static Catalogue catalogue(PracticeGround ground) throws IOException {
    Path file = ground.configurationFile();
    String text =
        Files.readString(file, StandardCharsets.UTF_8)
            .replace("stages: [5, 10, 25, 50, 100]", "stages: [25, 100]")
            .replace("at-most: 500ms", "at-most: 20s")
            .replace("orders: { at-least-of-baseline: 70% }", "")
            .replace("grace: 20s", "grace: 60s")
            .replace("blind-limit: 60s", "blind-limit: 300s")
            .replace("verify-rollback: 10s", "verify-rollback: 2s");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return switch (CatalogueReader.ofThisUser().read(file)) {
      case Reading.Read read -> read.catalogue();
      case Reading.Problems problems -> throw new IllegalStateException(problems.all().toString());
    };
  }

  PracticeGround ground() {
    return ground;
  }

  Slipway slipway() {
    return slipway;
  }

  /** One release, from its opening to its end. */
  KilledLife.Result live(KilledLife.Kind kind, Random luck, AtomicInteger left)
      throws IOException, InterruptedException {
    return new KilledLife(this, kind, luck).live(left);
  }

  /** What the fleet wrote down. */
  List<String> log() throws IOException {
    return Files.readAllLines(ground.folder().resolve("fleet/fleet.log"), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    slipway.close();
    ground.close();
    try (Stream<Path> files = Files.walk(ground.folder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
