package dev.slipway.outside.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.slipway.control.port.Smoke.Seen;
import dev.slipway.plan.SmokeCheck.Expected;
import dev.slipway.plan.SmokeCheck.Kind;
import dev.slipway.plan.SmokeCheck.Request;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real TLS server whose certificate holds for ten days and is its own authority. */
@Tag("V1")
@Tag("G2")
class CertificatesTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final char[] PASSWORD = "changeit".toCharArray();
  @TempDir private static Path folder;
  private static HttpsServer server;

  @BeforeAll
  static void begin() throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        "shop",
        "-keyalg",
        "EC",
        "-dname",
        "CN=shop",
        "-validity",
        "10",
        "-ext",
        "san=ip:127.0.0.1",
        "-ext",
        "bc=ca:true");
    keytool("-exportcert", "-alias", "shop", "-rfc", "-file", authority().toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(folder.resolve("keys.p12"))) {
      keys.load(stream, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", exchange -> AShopfront.text(exchange, 200, "safe"));
    server.start();
  }

  @AfterAll
  static void end() {
    server.stop(0);
  }

  private static void keytool(String... words) throws Exception {
    List<String> command = new java.util.ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(
        List.of("-keystore", folder.resolve("keys.p12").toString(), "-storepass", "changeit"));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertEquals(0, process.waitFor());
  }

  private static Path authority() {
    return folder.resolve("authority.pem");
  }

  private static Seen look(Instant now, String address, int daysLeft, Optional<Path> authority) {
    return new SmokeChecks(Map.of(), () -> now)
        .make(new Kind.Certificate(address, daysLeft, authority), Map.of(), LONG);
  }

  private static String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Test
  void tellsHowLongACertificateHolds() {
    Seen seen = look(Instant.now(), address(), 5, Optional.of(authority()));

    assertTrue(seen.well(), seen.words());
    assertTrue(seen.words().contains("holds for 9 more days, until 2"), seen.words());
  }

  @Test
  void aCertificateThatEndsTooSoonIsNotWell() {
    Seen seen = look(Instant.now(), address(), 14, Optional.of(authority()));

    assertFalse(seen.well());
    assertTrue(seen.words().endsWith("; 14 are wanted"), seen.words());
  }

  @Test
  void aCertificateOfNobodyWeTrustIsNotWell() {
    Seen seen = look(Instant.now(), address(), 1, Optional.empty());

    assertFalse(seen.well());
    assertTrue(seen.words().contains("is not trusted"), seen.words());
  }

  @Test
  void aCertificateOfAnotherHostIsNotWell() {
    Seen seen =
        look(
            Instant.now(),
            address().replace("127.0.0.1", "localhost"),
            1,
            Optional.of(authority()));

    assertFalse(seen.well());
    assertTrue(seen.words().contains("is not trusted: "), seen.words());
  }

  @Test
  void whoSpeaksNoTlsAndWhoIsNotThereAreToldApart() {
    try (AShopfront plain = new AShopfront()) {
      // It goes on waiting for the end of a request that is none.
      Seen seen =
          new SmokeChecks(Map.of(), Instant::now)
              .make(
                  new Kind.Certificate(plain.address(), 1, Optional.empty()),
                  Map.of(),
                  Duration.ofSeconds(1));
      assertFalse(seen.well());
      assertFalse(seen.words().contains("takes no connection"), seen.words());
    }
    assertTrue(
        look(Instant.now(), "127.0.0.1:1", 1, Optional.empty())
            .words()
            .contains("takes no connection"));
    assertEquals(
        "\"127.0.0.1\" is not a host and a port",
        look(Instant.now(), "127.0.0.1", 1, Optional.empty()).words());
  }

  @Test
  void anAuthorityThatCannotBeReadIsSaid() {
    Seen seen = look(Instant.now(), address(), 1, Optional.of(folder.resolve("none.pem")));

    assertTrue(
        seen.words().endsWith("none.pem holds no certificates that can be read"), seen.words());
  }

  @Test
  void aJourneyTrustsTheSameAuthority() {
    Request request =
        new Request(
            "GET",
            "https://{address}/",
            Map.of(),
            Optional.empty(),
            new Expected(200, Map.of(), Optional.of("safe"), Map.of()),
            Map.of());
    SmokeChecks checks = new SmokeChecks(Map.of(), Instant::now);
    Map<String, String> places = Map.of("address", address());

    assertEquals(
        new Seen(true, "answers 200"),
        checks.make(new Kind.Journey(List.of(request), Optional.of(authority())), places, LONG));
    Seen untrusted =
        checks.make(new Kind.Journey(List.of(request), Optional.empty()), places, LONG);
    assertTrue(untrusted.words().startsWith("no secure connection"), untrusted.words());
  }
}
