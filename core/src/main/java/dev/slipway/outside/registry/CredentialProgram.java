package dev.slipway.outside.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program "docker-credential-…" that keeps credentials: asked on its standard input, ended with
 * everything it started when it is late. Nothing that it prints is shown to anybody.
 */
record CredentialProgram(String name, Map<String, String> environment, Duration limit) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final int MOST_PRINTED = 64 * 1024;
  private static final String NOT_FOUND = "credentials not found in native keychain";
  private static final JsonMapper JSON = new JsonMapper();

  /** Why there is nothing to be had from it; carries nothing that it printed. */
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String why) {
      super(why);
    }
  }

  private record Ended(int code, String output) {}

  /**
   * @param server the key under which Docker keeps it
   * @return empty when the program works and knows nothing of this server
   */
  Optional<Credential> get(String server) throws Broken {
    Ended ended = run(program(), server);
    if (ended.code() != 0) {
      if (ended.output().strip().equals(NOT_FOUND)) {
        return Optional.empty();
      }
      throw new Broken("docker-credential-" + name + " ended with " + ended.code());
    }
    try {
      JsonNode told = JSON.readTree(ended.output());
      String user = told.path("Username").asString("");
      String secret = told.path("Secret").asString("");
      return user.isEmpty() && secret.isEmpty()
          ? Optional.empty()
          : Optional.of(Credential.of(user, secret));
    } catch (JacksonException nonsense) {
      // Its text could be the secret itself, so not even the place of the mistake is told.
      throw new Broken("docker-credential-" + name + " printed no JSON");
    }
  }

  private String program() throws Broken {
    if (!NAME.matcher(name).matches()) {
      throw new Broken("Docker's configuration names a credential helper that cannot be one");
    }
    String file = "docker-credential-" + name;
    return Arrays.stream(Optional.ofNullable(environment.get("PATH")).orElse("").split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, file))
        .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
        .map(Path::toString)
        .findFirst()
        .orElseThrow(() -> new Broken("there is no program " + file));
  }

  private Ended run(String program, String server) throws Broken {
    Process process;
    try {
      ProcessBuilder builder =
          new ProcessBuilder(List.of(program, "get"))
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().clear();
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException wrong) {
      throw new Broken("docker-credential-" + name + " cannot be run");
    }
    FutureTask<Ended> work = new FutureTask<>(() -> talked(process, server));
    Thread unused = Thread.ofPlatform().daemon().name("credential-helper").start(work);
    try {
      return work.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new Broken(
          "docker-credential-" + name + " did not end within " + limit.toSeconds() + " s");
    } catch (ExecutionException failed) {
      throw new Broken("docker-credential-" + name + " cannot be understood");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Broken("docker-credential-" + name + " was interrupted");
    } finally {
      end(process);
    }
  }

  private static Ended talked(Process process, String server)
      throws IOException, InterruptedException {
    try (OutputStream question = process.getOutputStream()) {
      question.write((server + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException deaf) {
      // It may answer without having listened.
    }
    try (InputStream output = process.getInputStream()) {
      byte[] printed = output.readNBytes(MOST_PRINTED + 1);
      if (printed.length > MOST_PRINTED) {
        throw new IOException("too much");
      }
      return new Ended(process.waitFor(), new String(printed, StandardCharsets.UTF_8));
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    Process unused = process.destroyForcibly();
  }
}
