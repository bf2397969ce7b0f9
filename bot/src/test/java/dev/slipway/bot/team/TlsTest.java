package dev.slipway.bot.team;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.GivenServer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of its own, and shells that trust it or do not. */
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  @Test
  void aShellSendsItsTokenOnlyToWhoeverItTrusts() throws Exception {
    certificate("localhost");
    try (GivenServer server =
        GivenServer.of(
            folder.resolve("slipway.yaml"),
            GivenServer.CONFIGURATION,
            "{ address: 0.0.0.0, port: 0, certificate: server.crt, private-key-from: { file: server.key } }")) {
      String address = server.address().replace("http://127.0.0.1", "https://localhost");
      Path laptop = Files.createDirectories(folder.resolve("laptop"));
      AShell shell = new AShell(laptop, folder.resolve("home"));

      AShell.Said stranger = shell.piping(server.token("ben") + "\n").runs("login", address);
      assertEquals(1, stranger.exit(), stranger.all());
      assertTrue(stranger.err().contains("E-SERVER-02"), stranger.err());
      assertTrue(stranger.err().contains("Your token was not sent."), stranger.err());

      AShell.Said known =
          shell
              .piping(server.token("ben") + "\n")
              .runs("login", address, "--certificate", folder.resolve("server.crt").toString());
      assertEquals(0, known.exit(), known.all());
      assertEquals(0, shell.runs("list").exit());

      AShell.Said otherName =
          shell
              .piping(server.token("ben") + "\n")
              .runs(
                  "login",
                  address.replace("localhost", "127.0.0.1"),
                  "--certificate",
                  folder.resolve("server.crt").toString());
      assertTrue(otherName.err().contains("E-SERVER-02"), otherName.all());
    }
  }

  private void certificate(String name) throws Exception {
    Path keys = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                keys.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name)
            .inheritIO()
            .start();
    assertEquals(0, keytool.waitFor());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream bytes = Files.newInputStream(keys)) {
      store.load(bytes, PASSWORD);
    }
    pem("server.crt", "CERTIFICATE", store.getCertificate("server").getEncoded());
    pem("server.key", "PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded());
  }

  private void pem(String file, String kind, byte[] bytes) throws Exception {
    String text =
        "-----BEGIN "
            + kind
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
            + "\n-----END "
            + kind
            + "-----\n";
    Files.writeString(folder.resolve(file), text, StandardCharsets.UTF_8);
  }
}
