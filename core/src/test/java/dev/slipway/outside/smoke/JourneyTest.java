package dev.slipway.outside.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Smoke.Seen;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.SmokeCheck.Expected;
import dev.slipway.plan.SmokeCheck.Kind;
import dev.slipway.plan.SmokeCheck.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests of a user, against a real server. */
@Tag("V1")
class JourneyTest {
  private static final Expected WELL = expected(200);
  private static final Duration LONG = Duration.ofSeconds(30);
  private final AShopfront shop = new AShopfront();

  @AfterEach
  void closes() {
    shop.close();
  }

  private static Expected expected(int status) {
    return new Expected(status, Map.of(), Optional.empty(), Map.of());
  }

  private static Request get(String path, Expected expected) {
    return new Request(
        "GET", "http://{address}" + path, Map.of(), Optional.empty(), expected, Map.of());
  }

  private Seen make(Request... requests) {
    return make(LONG, requests);
  }

  private Seen make(Duration atMost, Request... requests) {
    return new SmokeChecks(Map.of("SHOP_KEY", "k3y-of-the-shop"), Instant::now)
        .make(
            new Kind.Journey(List.of(requests), Optional.empty()),
            Map.of("address", shop.address(), "version", "v2"),
            atMost);
  }

  @Test
  void anExpectedAnswerIsWell() {
    shop.answers("/", 200, "welcome");

    assertEquals(new Seen(true, "answers 200"), make(get("/", WELL)));
  }

  @Test
  void anythingElseIsSaid() {
    shop.answers("/", 503, "");

    assertEquals(new Seen(false, "answers 503, expected 200"), make(get("/", WELL)));
  }

  @Test
  void aRedirectIsAnAnswerAndNotFollowed() {
    shop.answers("/", 302, "", "Location", "/elsewhere");

    assertEquals(new Seen(true, "answers 302"), make(get("/", expected(302))));
    assertEquals(1, shop.asked.size());
  }

  @Test
  void everyExpectationIsLookedAt() {
    shop.answers(
        "/health",
        200,
        "{\"status\":\"up\",\"parts\":[{\"name\":\"db\",\"open\":3,\"ok\":true}]}",
        "Content-Type",
        "application/json; charset=utf-8");
    Expected all =
        new Expected(
            200,
            Map.of("content-type", "application/json"),
            Optional.of("\"db\""),
            Map.of("/status", "up", "/parts/0/open", "3", "/parts/0/ok", "true"));

    assertEquals(new Seen(true, "answers 200"), make(get("/health", all)));
    assertEquals(
        new Seen(false, "/status is \"up\", expected \"down\""),
        make(get("/health", json("/status", "down"))));
    assertEquals(
        new Seen(false, "has no value at /nothing"), make(get("/health", json("/nothing", "1"))));
    assertEquals(
        new Seen(false, "has no value at /parts"), make(get("/health", json("/parts", "1"))));
    assertEquals(
        new Seen(false, "header X-Version is missing, expected \"v2\""),
        make(
            get(
                "/health",
                new Expected(200, Map.of("X-Version", "v2"), Optional.empty(), Map.of()))));
    assertTrue(
        make(get("/health", new Expected(200, Map.of(), Optional.of("farewell"), Map.of())))
            .words()
            .startsWith("has no \"farewell\" in its body, which begins \"{\"status"));
  }

  private static Expected json(String at, String is) {
    return new Expected(200, Map.of(), Optional.empty(), Map.of(at, is));
  }

  @Test
  void laterStepsGetWhatEarlierOnesTookAndTheCookiesThatCame() {
    shop.answers(
        "/login", 200, "{\"session\":{\"id\":\"a/b c\\\"}\"}}", "Set-Cookie", "seen=yes; Path=/");
    shop.answers("/basket/a/b c\"}", 201, "");

    Seen seen =
        make(
            new Request(
                "POST",
                "http://{address}/login",
                Map.of("Content-Type", text("application/json")),
                Optional.of("{\"user\":\"probe\",\"version\":\"{version}\"}"),
                WELL,
                Map.of("session", "/session/id")),
            new Request(
                "PUT",
                "http://{address}/basket/{session}?v={version}",
                Map.of("Authorization", text("Bearer {session}")),
                Optional.of("{\"of\":\"{session}\"}"),
                expected(201),
                Map.of()));

    assertEquals(new Seen(true, "2 steps, answers 200, 201"), seen);
    assertEquals("{\"user\":\"probe\",\"version\":\"v2\"}", shop.asked.get(0).body());
    AShopfront.Asked second = shop.asked.get(1);
    assertEquals("PUT /basket/a%2Fb%20c%22%7D?v=v2", second.line());
    assertEquals("{\"of\":\"a/b c\\\"}\"}", second.body());
    assertEquals(Optional.of("Bearer a/b c\"}"), second.header("Authorization"));
    assertEquals(Optional.of("seen=yes"), second.header("Cookie"));
  }

  private static ExecSpec.Value text(String text) {
    return new ExecSpec.Value.Text(text);
  }

  @Test
  void whatIsExpectedMayBeTheVersionOrWhatWasTaken() {
    shop.answers("/version", 200, "{\"version\":\"v2\",\"id\":\"seven\"}", "X-Version", "v2");
    shop.answers("/again", 200, "seven");
    Expected expected =
        new Expected(
            200,
            Map.of("X-Version", "{version}"),
            Optional.of("{version}"),
            Map.of("/version", "{version}"));
    Request first =
        new Request(
            "GET",
            "http://{address}/version",
            Map.of(),
            Optional.empty(),
            expected,
            Map.of("id", "/id"));
    Request second = get("/again", new Expected(200, Map.of(), Optional.of("{id}"), Map.of()));

    assertEquals(new Seen(true, "2 steps, answers 200, 200"), make(first, second));
  }

  @Test
  void theStepThatFailedIsNamedAndNoneFollows() {
    shop.answers("/one", 200, "");

    Seen seen = make(get("/one", WELL), get("/two", WELL), get("/three", WELL));

    assertEquals(
        new Seen(false, "step 2, GET http://{address}/two: answers 404, expected 200"), seen);
    assertEquals(2, shop.asked.size());
  }

  @Test
  void secretsAreSentAndNeverShown() {
    shop.answers(
        "/",
        exchange -> {
          String key = String.valueOf(exchange.getRequestHeaders().getFirst("X-Key"));
          AShopfront.text(exchange, 200, "you said " + key);
        });
    Request request =
        new Request(
            "GET",
            "http://{address}/",
            Map.of("X-Key", new ExecSpec.Value.FromEnvironment("SHOP_KEY")),
            Optional.empty(),
            new Expected(200, Map.of(), Optional.of("nothing"), Map.of()),
            Map.of());

    Seen seen = make(request);

    assertEquals(Optional.of("k3y-of-the-shop"), shop.asked.getFirst().header("X-key"));
    assertEquals("has no \"nothing\" in its body, which begins \"you said •••\"", seen.words());
  }

  /** Half a secret is one that can be guessed. */
  @Test
  void aSecretThatDoesNotFitIntoTheWordsIsNotShownInPart() {
    String token = "s3cr3t".repeat(40);
    shop.answers("/login", 200, "{\"token\":\"" + token + "\"}");
    shop.answers("/echo", 200, "{\"you\":\"" + token + "\"}", "X-Echo", "Bearer " + token);
    Request login =
        new Request(
            "GET",
            "http://{address}/login",
            Map.of(),
            Optional.empty(),
            WELL,
            Map.of("token", "/token"));

    for (Expected expected :
        List.of(
            new Expected(200, Map.of(), Optional.of("nothing"), Map.of()),
            new Expected(200, Map.of("X-Echo", "nothing"), Optional.empty(), Map.of()),
            json("/you", "nothing"))) {
      Seen seen = make(login, get("/echo", expected));
      assertTrue(seen.words().contains("•••"), seen.words());
      assertFalse(seen.words().contains("s3cr3t"), seen.words());
    }
  }

  @Test
  void whatWasTakenIsNotShownEither() {
    shop.answers("/login", 200, "{\"token\":\"t0ken-of-a-user\"}");
    shop.answers("/echo", 200, "hello t0ken-of-a-user");

    Seen seen =
        make(
            new Request(
                "GET",
                "http://{address}/login",
                Map.of(),
                Optional.empty(),
                WELL,
                Map.of("token", "/token")),
            get("/echo", new Expected(200, Map.of(), Optional.of("bye"), Map.of())));

    assertFalse(seen.well());
    assertFalse(seen.words().contains("t0ken"), seen.words());
  }

  @Test
  void aSecretThatIsNotThereIsSaidAndNothingIsSent() {
    Request request =
        new Request(
            "GET",
            "http://{address}/",
            Map.of("X-Key", new ExecSpec.Value.FromEnvironment("NOT_SET")),
            Optional.empty(),
            WELL,
            Map.of());

    assertEquals(
        new Seen(false, "the variable NOT_SET is not set where Slipway runs"), make(request));
    assertTrue(shop.asked.isEmpty());
  }

  @Test
  void aTakenWordCannotWriteAHeaderOfItsOwn() {
    shop.answers("/login", 200, "{\"token\":\"x\\r\\nX-Admin: yes\"}");
    Request second =
        new Request(
            "GET",
            "http://{address}/",
            Map.of("Authorization", text("Bearer {token}")),
            Optional.empty(),
            WELL,
            Map.of());

    Seen seen =
        make(
            new Request(
                "GET",
                "http://{address}/login",
                Map.of(),
                Optional.empty(),
                WELL,
                Map.of("token", "/token")),
            second);

    assertTrue(seen.words().endsWith("its address or a header is not one"), seen.words());
    assertEquals(1, shop.asked.size());
  }

  @Test
  void hostileAnswersAreShownAsOneShortLine() {
    shop.answers("/", 200, "\u001b[2J\u001b]0;owned\u0007line\r\nline\u202e " + "x".repeat(9000));

    Seen seen = make(get("/", new Expected(200, Map.of(), Optional.of("no"), Map.of())));

    assertTrue(seen.words().length() < 310, seen.words());
    assertTrue(
        seen.words()
            .codePoints()
            .noneMatch(point ->
                Character.isISOControl(point) || Character.getType(point) == Character.FORMAT),
        seen.words());
  }

  @Test
  void anAnswerWithoutEndIsGivenUp() {
    shop.answers(
        "/large",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (var body = exchange.getResponseBody()) {
            while (true) {
              body.write(new byte[64 * 1024]);
            }
          }
        });

    assertEquals(new Seen(false, "answers with more than 1024 KiB"), make(get("/large", WELL)));
  }

  @Test
  void aStepThatHangsIsNamed() {
    shop.answers("/one", 200, "");
    shop.answers("/slow", exchange -> exchange.sendResponseHeaders(200, 0));

    Seen seen = make(Duration.ofSeconds(2), get("/one", WELL), get("/slow", WELL));

    assertFalse(seen.well());
    assertTrue(
        seen.words().startsWith("step 2, GET http://{address}/slow: no answer"), seen.words());
  }

  @Test
  void nobodyThereIsSaid() {
    shop.close();

    assertEquals(new Seen(false, "takes no connection"), make(get("/", WELL)));
  }
}
