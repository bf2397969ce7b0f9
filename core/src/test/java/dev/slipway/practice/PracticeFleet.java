package dev.slipway.practice;

import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.health.Limits;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Snapshot;
import dev.slipway.plan.Service;
import dev.slipway.plan.TargetSpec;
import dev.slipway.practice.fleet.Fleet;
import dev.slipway.practice.fleet.FleetSettings;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * A practice fleet inside the test's own process, with v1 up and v2 known; real sockets, quick
 * starts.
 */
public final class PracticeFleet implements AutoCloseable {
  static final Version V1 = new Version("v1");
  static final Version V2 = new Version("v2");
  static final ArtifactDigest DIGEST_1 = new ArtifactDigest("sha256:" + "1".repeat(64));
  static final ArtifactDigest DIGEST_2 = new ArtifactDigest("sha256:" + "2".repeat(64));
  static final Targets.Versions BOTH =
      new Targets.Versions(Optional.of(V1), Optional.of(DIGEST_1), V2, DIGEST_2);

  final Path file;
  final FleetProcess demo;
  private final Fleet fleet;

  private PracticeFleet(Fleet fleet, Path folder) {
    this.fleet = fleet;
    this.file = folder.resolve(Fleet.FILE);
    this.demo = FleetProcess.attach(file).orElseThrow();
    demo.registerArtifact(V1, DIGEST_1);
    demo.registerArtifact(V2, DIGEST_2);
    demo.bringUp(V1, 3);
  }

  /**
   * @param rate requests per second; each instance is declared to carry 200
   */
  static PracticeFleet in(Path folder, int rate) {
    return in(folder, rate, 0);
  }

  static PracticeFleet in(Path folder, int rate, int page) {
    try {
      FleetSettings settings =
          new FleetSettings(folder, rate, 42, OptionalLong.empty(), 200, 8, Duration.ZERO, page);
      return new PracticeFleet(Fleet.start(settings), folder);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  Target target() {
    return target(file, BOTH);
  }

  static Target target(Path file, Targets.Versions versions) {
    Service.Environment environment = environment(file);
    return new PracticeTargets().open(service(environment), environment, versions);
  }

  static Service.Environment environment(Path file) {
    Limits limits =
        new Limits(
            3,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            40,
            5,
            Duration.ofSeconds(60),
            Duration.ofSeconds(600),
            List.of());
    return new Service.Environment(
        new EnvironmentName("prod"),
        "default",
        new TargetSpec.Practice(file),
        limits,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        List.of());
  }

  static Service service(Service.Environment environment) {
    return new Service(
        new ServiceName("shop"),
        Path.of("."),
        "{version}",
        Map.of(),
        Optional.empty(),
        Map.of(environment.name(), environment));
  }

  /**
   * Waits until the new version has had so many requests after this call, and returns what was
   * measured of them.
   */
  Snapshot afterRequestsOfTheNewVersion(long count) {
    // What was under way when the test changed something is left out.
    Instant from = Instant.now().plusMillis(200);
    Snapshot[] seen = new Snapshot[1];
    until(
        Duration.ofSeconds(60),
        () -> {
          Instant now = Instant.now();
          if (!now.isAfter(from)) {
            return false;
          }
          seen[0] = target().metrics().read(now, Duration.between(from, now));
          return seen[0].requests(Side.CANARY) >= count;
        });
    return seen[0];
  }

  static double value(Snapshot snapshot, Signal signal, Side side) {
    return snapshot.of(signal, side).orElseThrow().value().orElseThrow();
  }

  /** Asks again and again until something holds, for a limited time. */
  static void until(Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not come true within " + limit);
      }
      try {
        Thread.sleep(10);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }

  @Override
  public void close() {
    fleet.close();
  }
}
