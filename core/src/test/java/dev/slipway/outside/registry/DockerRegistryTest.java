package dev.slipway.outside.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Registry;
import dev.slipway.outside.exec.AService;
import dev.slipway.plan.ImageSource;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.rig.Pusher;
import dev.slipway.rig.RealRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's docker-registry: basic authentication, and no referrers, as before OCI 1.1. */
class DockerRegistryTest extends RegistryContract {
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(20));
  @TempDir private static Path folder;
  @TempDir private Path home;
  private static RealRegistry real;

  @BeforeAll
  static void begin() {
    real = RealRegistry.locked(folder);
  }

  @AfterAll
  static void end() {
    real.close();
  }

  @Override
  ImageSource image() {
    return new ImageSource(real.host(), "team/shop", "{version}", true);
  }

  @Override
  Pusher pusher() {
    return new Pusher(real.host(), "team/shop");
  }

  @Override
  Registry registry() {
    return with(auths(RealRegistry.USER, RealRegistry.PASSWORD), SHORT);
  }

  private Registry with(String configuration, Patience patience) {
    write("config.json", configuration);
    return new OciRegistry(
        Map.of("DOCKER_CONFIG", home.toString(), "PATH", home + ":/usr/bin:/bin"), patience);
  }

  private static String auths(String user, String password) {
    String both =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    return "{\"auths\":{\"" + real.host() + "\":{\"auth\":\"" + both + "\"}}}";
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(home.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  @Override
  ArtifactDigest attach(ArtifactDigest image, String type) {
    ArtifactDigest statement = pusher().image("statement", "amd64", type);
    ArtifactDigest unused =
        pusher()
            .index(
                image.value().replace(':', '-'),
                Pusher.entry(statement, "\"artifactType\":\"" + type + "\""));
    return statement;
  }

  private static String why(Registry registry) {
    ImageSource image = new ImageSource(real.host(), "team/shop", "{version}", true);
    OutsideFailure failure =
        assertThrows(OutsideFailure.class, () -> registry.resolve(image, "1.0.0"));
    assertEquals("registry " + real.host(), failure.system());
    return String.valueOf(failure.getMessage());
  }

  @Test
  void wrongCredentialsAreSaidWithTheFileAndWhatToDo() {
    String why = why(with(auths(RealRegistry.USER, "guessed"), SHORT));

    assertTrue(why.contains("refuses the credentials of " + home.resolve("config.json")), why);
    assertTrue(why.contains("docker login " + real.host()), why);
    assertFalse(why.contains("guessed"), why);
  }

  @Test
  void noCredentialsAreSaidToBeMissing() {
    String why = why(with("{}", SHORT));

    assertTrue(why.contains("config.json has nothing for it (401)"), why);
  }

  @Test
  void credentialsComeFromTheHelperThatDockerNames() {
    helper(
        "kept",
        "read -r server\n[ \"$1 $server\" = \"get "
            + real.host()
            + "\" ] || exit 9\n"
            + "printf '%s' '{\"ServerURL\":\"x\",\"Username\":\""
            + RealRegistry.USER
            + "\",\"Secret\":\""
            + RealRegistry.PASSWORD
            + "\"}'\n");
    ArtifactDigest pushed = pusher().image("helped", "amd64", COMMIT);

    String own = "{\"credHelpers\":{\"" + real.host() + "\":\"kept\"}}";
    assertEquals(pushed, with(own, SHORT).resolve(image(), "helped").orElseThrow());
    String all = "{\"credsStore\":\"kept\"}";
    assertEquals(pushed, with(all, SHORT).resolve(image(), "helped").orElseThrow());
  }

  @Test
  void aHelperThatHangsIsEndedWithWhatItStarted() throws IOException {
    helper("hangs", "sleep 600 &\necho $! > \"$DOCKER_CONFIG/started\"\nwait\n");
    Patience brief =
        new Patience(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(2));

    String why = why(with("{\"credsStore\":\"hangs\"}", brief));

    assertTrue(why.contains("docker-credential-hangs did not end within 2 s"), why);
    long started = Long.parseLong(Files.readString(home.resolve("started")).strip());
    AService.await(
        () -> !ProcessHandle.of(started).map(ProcessHandle::isAlive).orElse(false),
        "the end of what it started");
  }

  @Test
  void nothingThatAHelperPrintsIsToldToAnybody() {
    helper("leaks", "echo 'the password is hunter2'\nexit 3\n");
    String why = why(with("{\"credsStore\":\"leaks\"}", SHORT));
    assertTrue(why.contains("docker-credential-leaks ended with 3"), why);
    assertFalse(why.contains("hunter2"), why);

    helper("garbles", "echo 'hunter2 {'\n");
    why = why(with("{\"credsStore\":\"garbles\"}", SHORT));
    assertTrue(why.contains("printed no JSON"), why);
    assertFalse(why.contains("hunter2"), why);
  }

  @Test
  void aHelperIsNeverAPathOrALineOfAShell() {
    String why = why(with("{\"credsStore\":\"../x; touch y\"}", SHORT));

    assertTrue(why.contains("a credential helper that cannot be one"), why);
  }

  @Test
  void aBrokenConfigurationIsSaidWithoutAWordOfIt() {
    String why = why(with("{\"auths\":{\"x\":\"hunter2\"", SHORT));

    assertTrue(why.contains("is not Docker's configuration in JSON"), why);
    assertFalse(why.contains("hunter2"), why);
  }

  private void helper(String name, String lines) {
    Path file = write("docker-credential-" + name, "#!/bin/sh\n" + lines);
    assertTrue(file.toFile().setExecutable(true));
  }

  @Test
  void aRegistryThatIsAwayOrPausedIsSaidToBe(@TempDir Path own) {
    try (RealRegistry registry = RealRegistry.open(own)) {
      ImageSource image = new ImageSource(registry.host(), "team/shop", "{version}", true);
      ArtifactDigest pushed =
          new Pusher(registry.host(), "team/shop").image("1.0.0", "amd64", COMMIT);
      Registry asked =
          with(
              "{}",
              new Patience(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(2)));
      assertEquals(pushed, asked.resolve(image, "1.0.0").orElseThrow());

      registry.pause();
      OutsideFailure silent =
          assertThrows(OutsideFailure.class, () -> asked.resolve(image, "1.0.0"));
      assertTrue(silent.toString().contains("no answer within 2 s"), silent::toString);
      registry.resume();

      registry.stop();
      OutsideFailure away = assertThrows(OutsideFailure.class, () -> asked.image(image, pushed));
      assertTrue(away.toString().contains("nobody listens there"), away::toString);
      registry.start();
      assertEquals(pushed, asked.resolve(image, "1.0.0").orElseThrow());
    }
  }
}
