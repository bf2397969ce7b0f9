package dev.slipway.outside.git;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.slipway.control.port.ChangeSource.Range;
import dev.slipway.control.port.ChangeSource.Reading;
import dev.slipway.plan.Service;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real git repository in a temporary folder, with its own clock. */
final class ARepository {
  final Path folder;
  private long seconds = 1_760_000_000L;
  private String author = "Ada Okafor";
  private String email = "ada@example.org";

  ARepository(Path folder) {
    this.folder = folder;
    git("init", "--quiet", "--initial-branch=main");
  }

  ARepository by(String name, String address) {
    author = name;
    email = address;
    return this;
  }

  ARepository at(long epochSeconds) {
    seconds = epochSeconds;
    return this;
  }

  ARepository write(String path, String text) {
    return write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  ARepository write(String path, byte[] bytes) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, bytes);
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  ARepository commit(String message) {
    git("add", "--all");
    run(
        message.getBytes(StandardCharsets.UTF_8),
        "commit",
        "--quiet",
        "--allow-empty",
        "--allow-empty-message",
        "--cleanup=verbatim",
        "--file=-");
    return this;
  }

  ARepository tag(String name) {
    git("tag", name);
    return this;
  }

  String git(String... arguments) {
    return run(new byte[0], arguments);
  }

  private String run(byte[] input, String... arguments) {
    seconds += 60;
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "commit.gpgsign=false",
                "-c",
                "tag.gpgsign=false",
                "-c",
                "protocol.file.allow=always"));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "GIT_AUTHOR_NAME",
                author,
                "GIT_AUTHOR_EMAIL",
                email,
                "GIT_AUTHOR_DATE",
                seconds + " +0000",
                "GIT_COMMITTER_NAME",
                author,
                "GIT_COMMITTER_EMAIL",
                email,
                "GIT_COMMITTER_DATE",
                seconds + " +0000",
                "GIT_CONFIG_NOSYSTEM",
                "1",
                "LC_ALL",
                "C"));
    try {
      Process process = builder.start();
      try (var stream = process.getOutputStream()) {
        stream.write(input);
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + " said " + output);
      }
      return output.strip();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  Service service() {
    return service(folder, "v{version}");
  }

  static Service service(Path folder, String tagPattern) {
    return new Service(
        new ServiceName("shop"),
        folder,
        tagPattern,
        Map.of(),
        Optional.of("db/migration"),
        Map.of());
  }

  /** What is between two of its versions; the empty word stands for nothing before. */
  Range range(String from, String to) {
    Reading reading = read(service(), from, to);
    return assertInstanceOf(Reading.Found.class, reading, reading::toString).range();
  }

  /** Why that cannot be told. */
  static Reading.Missing missing(Service service, String from, String to) {
    Reading reading = read(service, from, to);
    return assertInstanceOf(Reading.Missing.class, reading, reading::toString);
  }

  private static Reading read(Service service, String from, String to) {
    Optional<Version> before = Optional.of(from).filter(f -> !f.isEmpty()).map(Version::new);
    return new GitChangeSource().read(service, before, new Version(to));
  }
}
