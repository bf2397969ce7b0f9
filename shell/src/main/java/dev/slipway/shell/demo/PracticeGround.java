package dev.slipway.shell.demo;

import dev.slipway.practice.FleetProcess;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A folder with everything a practice release needs: repository, configuration, and the fleet with
 * v1 under load.
 */
public final class PracticeGround implements AutoCloseable {
  static final int RATE = 120;
  static final List<String> VERSIONS = List.of("v1", "v2", "v3");
  private static final int INSTANCES = 4;

  private final Path folder;
  private final FleetProcess fleet;

  private PracticeGround(Path folder, FleetProcess fleet) {
    this.folder = folder;
    this.fleet = fleet;
  }

  /**
   * @param bake how long each stage is watched
   * @param owned whether the fleet ends with this process
   */
  public record Wish(Path folder, Duration bake, Duration observe, boolean owned) {}

  /**
   * @throws IOException when the folder, git or the fleet fails; says why
   */
  public static PracticeGround prepare(Wish wish) throws IOException {
    Path folder = wish.folder().toAbsolutePath();
    Files.createDirectories(folder);
    Path repository = folder.resolve("shop");
    if (!Files.isDirectory(repository.resolve(".git"))) {
      ScratchRepository.make(repository, Instant.now());
    }
    Path file = folder.resolve("slipway.yaml");
    // Whoever practises on a ground that stays may have changed it.
    if (!Files.exists(file)) {
      Files.writeString(file, configuration(wish), StandardCharsets.UTF_8);
    }
    Optional<Long> parent =
        wish.owned() ? Optional.of(ProcessHandle.current().pid()) : Optional.empty();
    FleetProcess fleet =
        FleetProcess.start(
            new FleetProcess.Settings(folder.resolve("fleet"), RATE, Optional.empty(), parent));
    if (fleet.state().of(new Version("v1")).isEmpty()) {
      VERSIONS.forEach(label -> fleet.registerArtifact(new Version(label), digest(label)));
      fleet.bringUp(new Version("v1"), INSTANCES);
      fleet.load(RATE);
    }
    return new PracticeGround(folder, fleet);
  }

  /** What "building" a practice version yields: always the same for a label. */
  private static ArtifactDigest digest(String label) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(("practice shop " + label).getBytes(StandardCharsets.UTF_8));
      return new ArtifactDigest("sha256:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public Path folder() {
    return folder;
  }

  public Path configurationFile() {
    return folder.resolve("slipway.yaml");
  }

  public Path storeFile() {
    return folder.resolve("slipway.db");
  }

  public Path documents() {
    return folder.resolve("documents");
  }

  public FleetProcess fleet() {
    return fleet;
  }

  /** Where people look at the fleet. */
  String page() {
    return fleet.addresses().page().map(URI::toString).orElse("(no page: an older fleet)");
  }

  @Override
  public void close() {
    fleet.stop();
  }

  private static String configuration(Wish wish) {
    String user =
        ProcessHandle.current().info().user().orElse("you").replaceAll("[^A-Za-z0-9._-]", "_");
    String stage =
        "bake: " + wish.bake().toSeconds() + "s, observe: " + wish.observe().toSeconds() + "s";
    return """
    # The practice ground. Times are short: one second here stands for a minute in earnest.
    version: 1
    store: { kind: sqlite, path: slipway.db }

    people:
      you:  { name: You,        emails: [you@example.org],  os-users: [%1$s], roles: [developer, service-owner] }
      chi:  { name: Chi Tan,    emails: [chi@example.org],  roles: [on-call] }
      dana: { name: Dana Reyes, emails: [dana@example.org], roles: [developer, on-call] }
      eli:  { name: Eli Novak,  emails: [eli@example.org],  roles: [developer] }

    policies:
      practice:
        levels: { medium-from: 3, high-from: 6, high-at-once: [money, permissions, rollback-hostile] }
        low:    { strategy: rolling, stages: [5, 10, 25, 50, 100], %2$s, approvals: [] }
        medium: { strategy: canary,  stages: [5, 10, 25, 50, 100], %2$s, approvals: [{ role: on-call, count: 1 }] }
        high:   { strategy: canary,  stages: [1, 5, 10, 25, 50, 100], %2$s, approvals: [{ role: on-call, count: 1 }, { role: service-owner, count: 1 }] }
        hold: { at-most: 60m, then: roll-back }

    services:
      shop:
        repository: { path: shop, versions: tags, tag-pattern: "{version}" }
        risk: { high-traffic: ["src/cart/**"] }
        migrations: { path: db/migration, tool: flyway }
        environments:
          prod:
            policy: practice
            target: { kind: practice, fleet: fleet/fleet.json }
            items: [change-read, artifact-known, migration-safe, rollback-plan, old-version-ready, capacity, metrics-alive]
            verify-rollback: 10s
            verify-deadline: 60s
            limits:
              breaks-in-a-row: 2
              interval: 1s
              window: 10s
              minimum-requests: 40
              minimum-failures: 5
              grace: 20s
              blind-limit: 60s
              error-rate: { at-most: 2%%, and-above-baseline-by: 1%% }
              latency-p95: { at-most: 500ms }
              orders: { at-least-of-baseline: 70%% }
    """
        .formatted(user, stage);
  }
}
