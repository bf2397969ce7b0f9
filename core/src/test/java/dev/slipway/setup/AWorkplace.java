package dev.slipway.setup;

import dev.slipway.Setup;
import dev.slipway.view.DoctorView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder somebody stands in, with a home, a real git and a clock of its own. */
final class AWorkplace {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final String RIGHT =
      """
      version: 1
      store: { path: state/slipway.db }
      people:
        ada: { name: Ada Okafor, emails: [ada@example.org], os-users: [ada], roles: [developer, on-call, service-owner] }
      policies:
        alone:
          medium: { approvals: [] }
          high: { approvals: [] }
      services:
        shop:
          repository: { path: shop, tag-pattern: "v{version}" }
          environments:
            prod: { policy: alone, target: { kind: practice, fleet: fleet.json } }
      """;

  final Path folder;
  private final Map<String, String> environment =
      new HashMap<>(Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin")));
  private String user = "ada";
  private Instant now = NOW;
  private ZoneId zone = ZoneOffset.UTC;

  AWorkplace(Path folder) {
    this.folder = folder;
  }

  AWorkplace as(String name) {
    user = name;
    return this;
  }

  AWorkplace at(Instant moment) {
    now = moment;
    return this;
  }

  AWorkplace in(ZoneId there) {
    zone = there;
    return this;
  }

  AWorkplace variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  AWorkplace write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text, StandardCharsets.UTF_8);
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A repository with one commit and these tags. */
  AWorkplace repository(String path, String... tags) {
    write(path + "/README.md", path);
    git(path, "init", "--quiet", "--initial-branch=main");
    git(path, "add", "--all");
    git(path, "commit", "--quiet", "--message=begin");
    for (String tag : tags) {
      git(path, "tag", tag);
    }
    return this;
  }

  void git(String path, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=Ada Okafor", "-c", "user.email=ada@example.org"));
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.resolve(path).toFile())
              .redirectErrorStream(true);
      builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + said);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(ended);
    }
  }

  Ground ground() {
    return new Ground(
        folder, folder.resolve("home"), user, environment, "0.1.0", "25.0.1", zone, now);
  }

  Doctor.Report report(Optional<String> only) {
    return Setup.doctor(ground()).examine(only);
  }

  DoctorView examined() {
    return ((Doctor.Report.Examined) report(Optional.empty())).view();
  }

  List<DoctorView.Check> examined(String only) {
    return ((Doctor.Report.Examined) report(Optional.of(only))).view().checks();
  }

  DoctorView.Check theOnly(String only) {
    List<DoctorView.Check> checks = examined(only);
    if (checks.size() != 1) {
      throw new AssertionError("one check was expected: " + checks);
    }
    return checks.getFirst();
  }
}
