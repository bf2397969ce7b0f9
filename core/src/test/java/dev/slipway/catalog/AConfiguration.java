package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A configuration in a folder of its own, small and right until a test changes it. */
final class AConfiguration {
  static final String RIGHT =
      """
      version: 1
      people:
        ada: { name: Ada Okafor, emails: [ada@example.org], os-users: [ada], roles: [developer] }
        chi: { name: Chi Tan, emails: [chi@example.org], roles: [on-call] }
        dora: { name: Dora Lind, emails: [dora@example.org], roles: [service-owner] }
      policies:
        default:
          levels: { medium-from: 3, high-from: 6 }
          low: { strategy: rolling, bake: 5m }
          medium:
            strategy: canary
            stages: [5, 25, 100]
            approvals: [{ role: on-call, count: 1 }]
          hold: { at-most: 60m, then: roll-back }
      services:
        shop:
          repository: { path: ., tag-pattern: "v{version}" }
          risk: { money: ["src/payment/**"] }
          migrations: { path: db/migration }
          environments:
            prod:
              policy: default
              target: { kind: practice, fleet: fleet.json }
              limits:
                window: 60s
                error-rate: { at-most: 2% }
                latency-p95: { at-most: 500ms }
                orders: { at-least-of-baseline: 70% }
              items: [capacity]
              verify-rollback: 30s
      """;

  private final Path folder;

  AConfiguration(Path folder) {
    this.folder = folder;
  }

  Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Reading read(String text) {
    return new CatalogueReader(folder).read(write("slipway.yaml", text));
  }

  Reading.Read readRight(String text) {
    Reading reading = read(text);
    if (reading instanceof Reading.Problems problems) {
      return fail("expected no problem: " + problems.all().stream().map(Problem::words).toList());
    }
    return assertInstanceOf(Reading.Read.class, reading);
  }

  List<Problem> problemsOf(String text) {
    return assertInstanceOf(Reading.Problems.class, read(text)).all();
  }

  /** The right configuration with one piece of text replaced. */
  static String with(String piece, String instead) {
    if (!RIGHT.contains(piece)) {
      throw new IllegalArgumentException("not in the configuration: " + piece);
    }
    return RIGHT.replace(piece, instead);
  }
}
