package dev.slipway.bot.team;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.bot.GivenServer;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.command.remote.Standing;
import dev.slipway.control.Answer;
import dev.slipway.control.Tokens;
import dev.slipway.release.Actor;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong between a shell and its server: what, why, what helps, and the exit code. */
@Tag("T2")
class TeamTroubleTest {
  private static final String PROXY = "<html><body>Sign in to the guest network</body></html>";

  @TempDir private Path folder;

  /** Answers everything like this. */
  private static HttpServer answering(int status, String type, String body) throws Exception {
    HttpServer one =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    one.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.getResponseHeaders().set("Location", "http://elsewhere.example.org/");
          exchange.sendResponseHeaders(status, bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
    one.start();
    return one;
  }

  private AShell shell(HttpServer server) {
    return shell("http://127.0.0.1:" + server.getAddress().getPort(), "slipway_x");
  }

  private AShell shell(String address, String token) {
    return new AShell(folder, folder)
        .variable("SLIPWAY_SERVER", address)
        .variable("SLIPWAY_TOKEN", token);
  }

  private static void assertNo(AShell.Said said, int exit, String code, String... words) {
    assertEquals(exit, said.exit(), said.all());
    assertTrue(said.err().contains(code), said.err());
    assertTrue(said.err().contains("Fix:"), said.err());
    for (String one : words) {
      assertTrue(said.err().replaceAll("\\s+", " ").contains(one), said.err());
    }
    assertFalse(said.all().contains("E-BUG"), said.all());
  }

  @ParameterizedTest
  @CsvSource({"200", "403", "407", "502", "503", "302"})
  void aProxyThatAnswersInTheServersPlaceIsNotTakenForIt(int status) throws Exception {
    HttpServer proxy = answering(status, "text/html", PROXY);
    try {
      AShell.Said said = shell(proxy).runs("list");

      assertNo(said, 1, "E-SERVER-03", "is not understood here");
      assertFalse(said.all().contains("guest network"), said.all());
      assertEquals("", shell(proxy).runs("__complete", "--", "show", "").all());
    } finally {
      proxy.stop(0);
    }
  }

  @Test
  void aServerOfAnotherProtocolIsNamedWithBothVersions() throws Exception {
    Standing later =
        new Standing(
            "ada",
            "Ada",
            false,
            List.of(),
            Instant.now().plusSeconds(86_400),
            "9.1.0",
            Standing.PROTOCOL + 1,
            "c",
            Instant.now());
    HttpServer newer = answering(200, "application/json", RecordJson.write(later));
    try {
      AShell.Said said =
          new AShell(folder, folder)
              .piping("slipway_x\n")
              .runs("login", "http://127.0.0.1:" + newer.getAddress().getPort());

      assertNo(said, 1, "E-SERVER-03", "Slipway 9.1.0", "protocol " + (Standing.PROTOCOL + 1));
      assertFalse(Files.exists(folder.resolve(".config/slipway/token")));
    } finally {
      newer.stop(0);
    }
  }

  @Test
  void aViewOfANewerServerIsNamedAndNotGuessed() throws Exception {
    String view =
        "{\"exit\":0,\"format\":{\"kind\":\"text\",\"fields\":[],\"noColor\":false,\"ascii\":false,"
            + "\"quiet\":false,\"header\":false},\"view\":{\"schema\":\"release.list/9\"}}";
    HttpServer newer = answering(200, "application/json", view);
    try {
      assertNo(shell(newer).runs("list"), 1, "E-SERVER-03", "release.list/9");
    } finally {
      newer.stop(0);
    }
  }

  @Test
  void anAnswerWithoutEndIsReadNoFurther() throws Exception {
    HttpServer endless = answering(200, "application/json", " ".repeat(17_000_000));
    try {
      assertNo(shell(endless).runs("list"), 1, "E-SERVER-03", "more than 16000000 bytes");
    } finally {
      endless.stop(0);
    }
  }

  @Test
  void nobodyThereSaysHowToGoBackWithoutIt() {
    assertNo(
        shell("http://127.0.0.1:1", "slipway_x").runs("rollback", "shop/1", "--yes"),
        1,
        "E-SERVER-01",
        "go on without you",
        "rollback.sh");
  }

  @Test
  void aTokenThatEndedOrWasRevokedSaysWhenAndHowToGetAnother() throws Exception {
    try (GivenServer server = GivenServer.in(folder)) {
      Actor ada = Actor.person("ada", "test");
      Tokens tokens = server.slipway().desk().tokens();
      Tokens.Made made =
          ((Answer.Yes<Tokens.Made>)
                  tokens.create(ada, Optional.empty(), "ada", Duration.ofDays(1), ""))
              .value();
      AShell shell = shell(server.address(), made.secret().text());
      assertEquals(0, shell.runs("list").exit());

      assertEquals(0, shell.runs("token", "revoke", made.token().id()).exit());

      assertNo(shell.runs("list"), 4, "E-SIGN-04", "Somebody ended it at", "slipway login");
      assertNo(
          shell(server.address(), "slipway_wrong").runs("list"),
          4,
          "E-SIGN-02",
          "slipway login " + server.address());
    }
  }
}
