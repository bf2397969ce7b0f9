package dev.slipway.outside.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Registry;
import dev.slipway.control.port.Registry.Attestation;
import dev.slipway.plan.ImageSource;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.rig.Pusher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry of OCI 1.1: tokens and referrers. And one that means no good. */
class TokenRegistryTest extends RegistryContract {
  private static final String BASIC = "c2xpcHdheTpvcGVuIHNlc2FtZQ==";
  @TempDir private Path home;
  private final ARegistry registry = new ARegistry();

  @AfterEach
  void end() {
    registry.close();
  }

  @Override
  ImageSource image() {
    return new ImageSource(registry.host(), "team/shop", "{version}", true);
  }

  @Override
  Pusher pusher() {
    return new Pusher(registry.host(), "team/shop");
  }

  @Override
  Registry registry() {
    return with("{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"" + BASIC + "\"}}}");
  }

  private Registry with(String configuration) {
    try {
      Files.writeString(home.resolve("config.json"), configuration);
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
    return new OciRegistry(
        Map.of("DOCKER_CONFIG", home.toString()),
        new Patience(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(20)));
  }

  @Override
  ArtifactDigest attach(ArtifactDigest image, String type) {
    return pusher()
        .manifest(
            "",
            Pusher.MANIFEST,
            "{\"schemaVersion\":2,\"artifactType\":\""
                + type
                + "\",\"config\":{},\"layers\":[],\"subject\":{\"digest\":\""
                + image
                + "\"}}");
  }

  @Test
  void everyPageOfTheReferrersIsRead() {
    ArtifactDigest image = pusher().image("2.0.0", "amd64", COMMIT);
    List<Attestation> attached =
        List.of("a/a", "b/b", "c/c").stream()
            .map(type -> new Attestation(type, attach(image, type)))
            .sorted(java.util.Comparator.comparing(one -> one.digest().value()))
            .toList();

    assertEquals(attached, registry().attestations(image(), image));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 405, 406, 501})
  void whereNobodyKnowsReferrersTheirTagIsReadHoweverThatIsSaid(int status) {
    ArtifactDigest image = pusher().image("2.0.1", "amd64", COMMIT + status);
    ArtifactDigest statement = pusher().image("statement", "amd64", "x/y");
    ArtifactDigest unused =
        pusher()
            .index(
                image.value().replace(':', '-'),
                Pusher.entry(statement, "\"artifactType\":\"x/y\""));
    registry.withoutReferrers = OptionalInt.of(status);

    assertEquals(
        List.of(new Attestation("x/y", statement)), registry().attestations(image(), image));
  }

  @Test
  void aRegistryThatFailsToListReferrersIsNotTakenForOneWithout() {
    ArtifactDigest image = pusher().image("2.0.2", "amd64", COMMIT);
    registry.withoutReferrers = OptionalInt.of(500);

    assertThrows(OutsideFailure.class, () -> registry().attestations(image(), image));
  }

  @Test
  void thePasswordGoesToTheTokenServerOnly() {
    ArtifactDigest unused = pusher().image("2.1.0", "amd64", COMMIT);
    registry.authorizations.clear();
    assertTrue(registry().resolve(image(), "2.1.0").isPresent());

    assertEquals(
        List.of(
            "/v2/team/shop/manifests/2.1.0 ",
            "/token?service=the%2C+rig&scope=repository%3Ateam%2Fshop%3Apull Basic " + BASIC + " ",
            "/v2/team/shop/manifests/2.1.0 Bearer " + ARegistry.TOKEN),
        registry.authorizations);
  }

  @Test
  void anIdentityTokenIsExchanged() {
    ArtifactDigest pushed = pusher().image("2.2.0", "amd64", COMMIT);
    Registry asked =
        with("{\"auths\":{\"" + registry.host() + "\":{\"identitytoken\":\"an-identity\"}}}");

    assertEquals(Optional.of(pushed), asked.resolve(image(), "2.2.0"));
  }

  @Test
  void bytesThatAreAnotherImageAreRefused() {
    ArtifactDigest first = pusher().image("2.3.0", "amd64", COMMIT);
    registry.whim =
        Optional.of(exchange -> {
          exchange.getResponseHeaders().set("Docker-Content-Digest", first.value());
          ARegistry.answer(exchange, 200, "{\"schemaVersion\":2,\"config\":{}}");
        });

    assertTrue(why("2.3.0").contains("as " + first.brief()), why("2.3.0"));
    assertThrows(OutsideFailure.class, () -> registry().image(image(), first));
  }

  @Test
  void whatIsNoRegistryIsSaidToBeNone() {
    registry.whim =
        Optional.of(exchange -> ARegistry.answer(exchange, 200, "<html>\u001b[2JLog in</html>"));
    assertTrue(why("x").contains("may be no registry"), why("x"));

    registry.whim =
        Optional.of(exchange -> ARegistry.answer(exchange, 200, "{\"schemaVersion\":1}"));
    assertTrue(why("x").contains("no image of this age"), why("x"));

    registry.whim = Optional.of(exchange -> ARegistry.answer(exchange, 503, "busy"));
    assertTrue(why("x").contains("answers 503, expected 200"), why("x"));

    registry.whim = Optional.of(exchange -> ARegistry.answer(exchange, 429, ""));
    assertTrue(why("x").contains("(429)"), why("x"));
  }

  @Test
  void anAnswerWithoutEndIsNotReadToItsEnd() {
    registry.whim =
        Optional.of(exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] blank = new byte[64 * 1024];
          try (var body = exchange.getResponseBody()) {
            while (true) {
              body.write(blank);
            }
          }
        });

    assertTrue(why("x").contains("larger than 4096 KiB"), why("x"));
  }

  @Test
  void nothingIsFetchedFromWhereNobodyProtectsIt() {
    registry.whim =
        Optional.of(exchange -> {
          exchange.getResponseHeaders().set("Location", "http://registry.invalid/manifests/x");
          ARegistry.answer(exchange, 307, "");
        });

    assertTrue(why("x").contains("without TLS"), why("x"));
  }

  @Test
  void whoWeAreIsNotToldToWhereAnAnswerSendsUs() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    HttpServer elsewhere =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    elsewhere.createContext(
        "/",
        exchange -> {
          seen.add(exchange.getRequestHeaders().keySet().toString());
          ARegistry.answer(exchange, 404, "");
        });
    elsewhere.start();
    try {
      int port = elsewhere.getAddress().getPort();
      registry.whim =
          Optional.of(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port + "/x");
            ARegistry.answer(exchange, 307, "");
          });

      assertEquals(Optional.empty(), registry().resolve(image(), "x"));
      assertEquals(1, seen.size());
      assertFalse(seen.getFirst().contains("Authorization"), seen.toString());
    } finally {
      elsewhere.stop(0);
    }
  }

  /** A registry that gives out manifests to everybody, and keeps them somewhere else. */
  @Test
  void whereAnAnswerSendsUsMayNotAskForThePassword() throws IOException {
    List<String> told = new CopyOnWriteArrayList<>();
    HttpServer open =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    HttpServer elsewhere =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    String host = "127.0.0.1:" + open.getAddress().getPort();
    String there = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
    open.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Location", there + "/manifest");
          ARegistry.answer(exchange, 307, "");
        });
    elsewhere.createContext(
        "/",
        exchange -> {
          told.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange
              .getResponseHeaders()
              .set("WWW-Authenticate", "Bearer realm=\"" + there + "/token\"");
          ARegistry.answer(exchange, 401, "{}");
        });
    open.start();
    elsewhere.start();
    try {
      Registry asked = with("{\"auths\":{\"" + host + "\":{\"auth\":\"" + BASIC + "\"}}}");
      ImageSource image = new ImageSource(host, "team/shop", "{version}", true);

      assertThrows(OutsideFailure.class, () -> asked.resolve(image, "x"));
      assertEquals(List.of("null"), told);
    } finally {
      open.stop(0);
      elsewhere.stop(0);
    }
  }

  /** A registry may name whom it likes; who we are is no business of theirs. */
  @Test
  void aTokenIsFetchedFromTheRegistrysOwnServerOnly() {
    ArtifactDigest pushed = pusher().image("2.5.0", "amd64", COMMIT);
    registry.tokensFrom = Optional.of(registry.host().replace("127.0.0.1", "localhost"));
    registry.authorizations.clear();

    String why = why("2.5.0");

    assertTrue(why.contains("names localhost to say there who we are"), why);
    assertTrue(why.contains("token-server: localhost"), why);
    assertEquals(List.of("/v2/team/shop/manifests/2.5.0 "), registry.authorizations);

    ImageSource named =
        new ImageSource(registry.host(), "team/shop", "{version}", true, registry.tokensFrom);
    assertEquals(Optional.of(pushed), registry().resolve(named, "2.5.0"));
  }

  @ParameterizedTest
  @CsvSource({
    "registry.example.org, https://registry.example.org/token, yes",
    "registry.example.org, https://REGISTRY.example.org:5001/token, yes",
    "registry.example.org, https://auth.registry.example.org/token, yes",
    "registry.example.org, https://example.org/jwt/auth, yes",
    "docker.io, https://auth.docker.io/token, yes",
    "registry.example.org, https://auth.docker.io/token, no",
    "registry.example.org, https://auth.example.org/token, no",
    "registry.example.org, https://registry.example.org.evil.example/token, no",
    "registry.example.org, https://registry.example.org@evil.example/token, no",
    "registry.example.org, https://evil-registry.example.org/token, no",
    "registry.example.org, https://org/token, no",
    "named.example.org, https://tokens.example.com/token, yes",
    "named.example.org, https://tokens.example.com:8443/token, yes",
    "port.example.org, https://tokens.example.com/token, no",
    "port.example.org, https://tokens.example.com:8443/token, yes"
  })
  void whoseTokenServerItIs(String registry, String realm, String expected) {
    Optional<String> configured =
        switch (registry) {
          case "named.example.org" -> Optional.of("Tokens.example.com");
          case "port.example.org" -> Optional.of("tokens.example.com:8443");
          default -> Optional.empty();
        };
    ImageSource image = new ImageSource(registry, "team/shop", "x", false, configured);
    URI at = URI.create("https://" + registry.replace("docker.io", "registry-1.docker.io") + "/v2");

    assertEquals(expected.equals("yes"), new TokenServer(URI.create(realm)).isOf(image, at));
  }

  @Test
  void oneQuestionEndsHoweverManyAnswersItTakes() {
    ArtifactDigest pushed = pusher().image("2.4.0", "amd64", COMMIT);
    Registry asked =
        new OciRegistry(
            Map.of("DOCKER_CONFIG", home.toString()),
            new Patience(Duration.ofSeconds(20), Duration.ofMillis(1), Duration.ofSeconds(20)));

    OutsideFailure late = assertThrows(OutsideFailure.class, () -> asked.image(image(), pushed));

    assertTrue(late.toString().contains("within"), late::toString);
  }

  private String why(String tag) {
    return assertThrows(OutsideFailure.class, () -> registry().resolve(image(), tag)).toString();
  }
}
