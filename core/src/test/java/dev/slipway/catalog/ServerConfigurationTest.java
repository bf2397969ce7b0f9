package dev.slipway.catalog;

import static dev.slipway.catalog.AConfiguration.RIGHT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a server listens, as people write it. */
class ServerConfigurationTest {
  @TempDir private Path folder;

  private static String with(String server) {
    return RIGHT.replace("version: 1\n", "version: 1\nserver: " + server + "\n");
  }

  private ServerSettings read(String server) {
    return new AConfiguration(folder).readRight(with(server)).server();
  }

  @Test
  void itListensToThisComputerAloneUnlessToldOtherwise() {
    assertEquals(ServerSettings.usual(), new AConfiguration(folder).readRight(RIGHT).server());
    assertEquals(ServerSettings.usual(), read("{}"));
  }

  @Test
  void withACertificateItListensToEverybody() {
    assertEquals(
        new ServerSettings(
            "0.0.0.0",
            8443,
            Optional.of(
                new ServerSettings.Tls(
                    folder.resolve("server.crt"), new Secret.InFile(folder.resolve("server.key")))),
            Optional.of(URI.create("https://slipway.example.org")),
            Duration.ofDays(30)),
        read(
            "{ address: 0.0.0.0, port: 8443, certificate: server.crt, private-key-from: { file: server.key }, url: \"https://slipway.example.org\" }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ address: 0.0.0.0 }|can be reached from other computers|certificate:",
        "{ address: slipway.example.org }|can be reached from other computers|127.0.0.1",
        "{ address: 127.0.0.1.example.org }|can be reached from other computers|127.0.0.1",
        "{ address: \"a b\" }|is not the address|127.0.0.1",
        "{ certificate: server.crt }|private-key-from is missing|add private-key-from",
        "{ private-key-from: { env: KEY } }|certificate is missing|add certificate",
        "{ port: 70000 }|not between 0 and 65535|write a number",
        "{ url: \"http://slipway.example.org\" }|is not an address for people|https://",
        "{ url: \"https://ada@slipway.example.org\" }|is not an address for people|https://",
        "{ private-key-from: \"-----BEGIN PRIVATE KEY-----\" }|secret|env",
      })
  void whatCannotBeIsRefusedWithAFix(String server, String what, String fix) throws Exception {
    Path file =
        Files.writeString(folder.resolve("slipway.yaml"), with(server), StandardCharsets.UTF_8);
    Reading.Problems problems =
        assertInstanceOf(Reading.Problems.class, new CatalogueReader(folder).read(file));
    String words = problems.all().stream().map(Problem::words).collect(Collectors.joining("\n"));
    assertTrue(words.contains(what), words);
    assertTrue(words.contains(fix), words);
    assertTrue(words.contains("slipway.yaml:2"), words);
  }

  @Test
  void whereItListensChangesNoRelease() {
    assertEquals(
        new AConfiguration(folder).readRight(RIGHT).catalogue().hash(),
        new AConfiguration(folder).readRight(with("{ port: 1 }")).catalogue().hash());
  }

  @Test
  void whatWasToldIsKeptForAWeekAtLeast() {
    assertEquals(Duration.ofDays(7), read("{ keep-told: 7d }").keepTold());
    assertTrue(
        new AConfiguration(folder)
            .problemsOf(RIGHT.replace("version: 1\n", "version: 1\nserver: { keep-told: 6d }\n"))
            .getFirst()
            .words()
            .contains("shorter than a week"));
  }
}
