package dev.slipway.bot.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.GivenServer;
import dev.slipway.command.remote.Candidates;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.LineRequest;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.command.remote.Standing;
import dev.slipway.control.Tokens;
import dev.slipway.release.Actor;
import dev.slipway.view.DoctorView;
import dev.slipway.view.ListView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.TokensView;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes over the network: who is let in, what lines answer, what is turned away. */
class ApiTest {
  @TempDir private static Path folder;
  private static GivenServer server;
  private static String ada;

  @BeforeAll
  static void open() throws Exception {
    server = GivenServer.in(folder);
    ada = server.token("ada");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static LineAnswer line(String token, String... words) throws Exception {
    HttpResponse<String> answer =
        server.post(
            "/api/v1/lines",
            token,
            RecordJson.write(
                new LineRequest(List.of(words), List.of(), Optional.empty(), Optional.empty())));
    assertEquals(200, answer.statusCode(), answer.body());
    return RecordJson.read(answer.body(), LineAnswer.class);
  }

  private static RefusalView refusal(HttpResponse<String> answer) throws Exception {
    LineAnswer no = RecordJson.read(answer.body(), LineAnswer.class);
    return assertInstanceOf(RefusalView.class, no.view().orElseThrow());
  }

  @Test
  void aLineAnswersWithTheViewItself() throws Exception {
    LineAnswer answer = line(ada, "list");

    assertEquals(0, answer.exit());
    assertInstanceOf(ListView.class, answer.view().orElseThrow());
  }

  @Test
  void aNoIsAViewWithTheExitCodeOfTheProgram() throws Exception {
    LineAnswer answer = line(ada, "show", "shop/9");

    assertEquals(5, answer.exit());
    assertEquals(
        "E-REF-02", assertInstanceOf(RefusalView.class, answer.view().orElseThrow()).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"work", "demo", "init"})
  void whatNeedsAComputerOfOnesOwnIsRefused(String verb) throws Exception {
    assertEquals(2, line(ada, verb).exit());
  }

  @Test
  void theServerExaminesItself() throws Exception {
    assertInstanceOf(DoctorView.class, line(ada, "doctor").view().orElseThrow());
  }

  /** Each time everything that the configuration names is asked. */
  @Test
  void nobodyHasTheServerExaminedAllTheTime() throws Exception {
    String ben = server.token("ben");
    for (int i = 0; i < 12; i++) {
      assertEquals(5, line(ben, "doctor", "--only", "nothing").exit());
    }
    LineAnswer answer = line(server.token("ben"), "doctor");

    assertEquals(6, answer.exit());
    assertTrue(
        answer.view().orElseThrow() instanceof RefusalView no
            && no.code().equals("E-API-07")
            && no.toString().contains("Everybody with a token may"));
    assertEquals(5, line(ada, "doctor", "--only", "nothing").exit());
  }

  @Test
  void aTokenThatWasMadeWithAnotherOneEndsWithIt() throws Exception {
    String first = server.token("ben");
    TokensView made =
        assertInstanceOf(TokensView.class, line(first, "token", "create").view().orElseThrow());
    String second = made.tokens().getFirst().secret().orElseThrow();
    assertEquals(0, line(second, "list").exit());

    assertEquals(0, line(ada, "token", "revoke", Tokens.name(first).orElseThrow()).exit());

    assertEquals(401, server.get("/api/v1/standing", second).statusCode());
  }

  @Test
  void aColleagueMakesNoTokenForAnother() throws Exception {
    LineAnswer answer = line(server.token("ben"), "token", "create", "--for", "ada");

    assertEquals(4, answer.exit());
    assertTrue(
        answer.view().orElseThrow() instanceof RefusalView no && no.code().equals("E-TOKEN-02"));
  }

  @Test
  void whoOneIsIsWhatTheTokenSays() throws Exception {
    HttpResponse<String> answer = server.get("/api/v1/standing", server.token("ci"));
    Standing standing = RecordJson.read(answer.body(), Standing.class);

    assertEquals("ci", standing.person());
    assertTrue(standing.machine());
    assertEquals(Standing.PROTOCOL, standing.protocol());
  }

  @Test
  void completesAWordWithCommasAndAll() throws Exception {
    HttpResponse<String> answer =
        server.post(
            "/api/v1/completions",
            ada,
            "{\"words\":[\"token\",\"cr\"],\"index\":1,\"prefix\":\"cr\"}");
    Candidates found = RecordJson.read(answer.body(), Candidates.class);
    assertEquals("create", found.candidates().getFirst().value());

    assertEquals(
        200,
        server
            .post(
                "/api/v1/completions",
                ada,
                "{\"words\":[\"list\",\"a,b\"],\"index\":1,\"prefix\":\"a,b\"}")
            .statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/standing", "/api/v1/lines", "/api/v1/watch/shop/1", "/api", "/api/v2/x",
    "/actuator", "/actuator/prometheus", "/actuator/metrics", "/actuator/env",
        "//actuator/prometheus",
    "/x/../actuator/prometheus",
  })
  void nobodyComesInWithoutAToken(String path) throws Exception {
    HttpResponse<String> answer = server.get(path, "");

    assertTrue(answer.statusCode() == 401 || answer.statusCode() == 400, answer.statusCode() + "");
    if (answer.statusCode() == 401) {
      assertEquals("E-SIGN-01", refusal(answer).code());
      assertEquals(
          "Bearer realm=\"slipway\"", answer.headers().firstValue("WWW-Authenticate").orElse(""));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
  void whetherItIsWellEverybodyMayAsk(String path) throws Exception {
    assertEquals(200, server.get(path, "").statusCode());
  }

  @Test
  void aWrongTokenIsToldNoMoreThanThat() throws Exception {
    HttpResponse<String> answer = server.get("/api/v1/standing", ada.substring(0, 60) + "x");

    assertEquals(401, answer.statusCode());
    assertEquals("E-SIGN-02", refusal(answer).code());
    assertFalse(answer.body().contains(ada.substring(20, 50)), answer.body());
  }

  @Test
  void anExpiredTokenSaysSinceWhenAndWhatHelps() throws Exception {
    String old = server.token("chi");
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store/slipway.db"));
        var statement = connection.createStatement()) {
      statement.execute(
          "update token set expires_micros = 1000000 where id = '"
              + Tokens.name(old).orElseThrow()
              + "'");
    }

    HttpResponse<String> answer = server.get("/api/v1/standing", old);

    assertEquals(401, answer.statusCode());
    assertEquals("E-SIGN-03", refusal(answer).code());
    assertTrue(refusal(answer).why().getFirst().contains("1970-01-01T00:00:01Z"));
    assertTrue(refusal(answer).fix().getFirst().startsWith("slipway token create"));
  }

  @Test
  void aRevokedTokenSaysSo() throws Exception {
    String lost = server.token("chi");
    var unused =
        server
            .slipway()
            .desk()
            .tokens()
            .revoke(Actor.person("chi", "test"), Tokens.name(lost).orElseThrow(), "lost");

    assertEquals("E-SIGN-04", refusal(server.get("/api/v1/standing", lost)).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "{}",
        "[1]",
        "{\"words\":7}",
        "{\"words\":[\"list\"],\"face\":\"chat\"}"
      })
  void aRequestThatIsNoneSaysWhatIsWrong(String body) throws Exception {
    HttpResponse<String> answer = server.post("/api/v1/lines", ada, body);

    if (answer.statusCode() != 200) {
      assertEquals(400, answer.statusCode(), answer.body());
      assertEquals("E-API-01", refusal(answer).code());
    } else {
      // No words at all ask for the overview.
      assertEquals("{}", body);
    }
  }

  @Test
  void aRequestThatIsTooLongIsReadNoFurther() throws Exception {
    String body = "{\"words\":[\"" + "x".repeat(1_200_000) + "\"]}";

    HttpResponse<String> answer = server.post("/api/v1/lines", ada, body);

    assertEquals(413, answer.statusCode());
    assertEquals("E-API-02", refusal(answer).code());
  }

  @Test
  void aLineOfTooManyWordsIsRefused() throws Exception {
    HttpResponse<String> answer =
        server.post("/api/v1/lines", ada, "{\"words\":[" + "\"x\",".repeat(300) + "\"x\"]}");

    assertEquals(400, answer.statusCode());
    assertEquals("E-API-02", refusal(answer).code());
  }

  @Test
  void whatTheApiDoesNotHaveIsSaidInItsOwnShape() throws Exception {
    HttpResponse<String> answer = server.get("/api/v1/nothing", ada);

    assertEquals(404, answer.statusCode());
    assertEquals("E-API-03", refusal(answer).code());
    assertEquals(405, server.get("/api/v1/lines", ada).statusCode());
  }

  @Test
  void evidenceIsBoundToAChange() throws Exception {
    String ci = server.token("ci");
    HttpResponse<String> unbound =
        server.post(
            "/api/v1/evidence",
            ci,
            "{\"service\":\"shop\",\"item\":\"tests-green\",\"evidence\":\"run 8812\"}");
    assertEquals("E-API-04", refusal(unbound).code());

    HttpResponse<String> unknown =
        server.post(
            "/api/v1/evidence",
            ci,
            "{\"service\":\"shop\",\"commit\":\""
                + "1".repeat(40)
                + "\",\"item\":\"tests-green\",\"evidence\":\"run 8812\"}");
    assertEquals(404, unknown.statusCode());
    assertEquals("E-API-05", refusal(unknown).code());
  }

  @Test
  void alertsAreTakenFromWhoeverHasAToken() throws Exception {
    String sent =
        "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"labels\":"
            + "{\"alertname\":\"ShopErrors\"},\"startsAt\":\"2026-11-20T14:02:11.5+01:00\"}]}";
    assertEquals(401, server.post("/api/v1/alerts", "nobody's", sent).statusCode());
    String ci = server.token("ci");
    HttpResponse<String> taken = server.post("/api/v1/alerts", ci, sent);
    assertEquals(200, taken.statusCode(), taken.body());
    assertTrue(taken.body().contains("No release on its way watches these alerts."), taken.body());
    assertEquals(
        400, server.post("/api/v1/alerts", ci, "{\"alerts\":[{\"status\":1}]}").statusCode());
  }
}
