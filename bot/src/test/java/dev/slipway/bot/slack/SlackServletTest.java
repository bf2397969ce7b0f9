package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.slipway.bot.conversation.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls that are not Slack's, or not from now, reach nobody (T2, misuse). */
@Tag("T2")
class SlackServletTest {
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  private static final String JSON = "application/json";

  private final HeardInSlack heard = new HeardInSlack();
  private FakeSlack slack;
  private SlackPlatform bot;
  private SlackDoor door;
  private FakeSlackCalls calls;

  @BeforeEach
  void open() throws Exception {
    slack = new FakeSlack(Manifest.read(), InstantSource.system());
    bot =
        new SlackPlatform(SlackRig.settings(SlackRig.Mode.HTTP, slack.api()), SlackRig.ENVIRONMENT);
    door = new SlackDoor();
    calls =
        new FakeSlackCalls(
            door.open(bot, Clock.fixed(NOW, ZoneOffset.UTC)), InstantSource.fixed(NOW));
  }

  private void connect() {
    bot.open(heard);
    Eventually.so("connected", () -> bot.connection().up());
  }

  @AfterEach
  void close() {
    calls.close();
    bot.close();
    door.close();
    slack.close();
  }

  private String event(String line) {
    slack.member("U0ADA", "ada", false);
    FakeSlackState.Posted written =
        slack.write("U0ADA", slack.directWith("U0ADA"), java.util.Optional.empty(), line);
    JsonObject message = FakeSlack.message(written, "message");
    message.addProperty("channel_type", "im");
    return slack.callback(FakeSlackState.TEAM, message).toString();
  }

  private int sent(String body, String secret, long seconds) throws IOException {
    return calls.send(calls.signedAt(body, JSON, secret, seconds).build());
  }

  private void assertHeard(int times) throws IOException {
    assertEquals(200, sent(event("last"), FakeSlackCalls.SECRET, NOW.getEpochSecond()));
    Eventually.so("heard", () -> heard.all.size() == times + 1);
  }

  @Test
  void takesWhatSlackSigned() throws Exception {
    connect();

    assertHeard(0);
  }

  @Test
  void refusesForgedSignatures() throws Exception {
    connect();
    String body = event("start shop/42");
    URI address = calls.signed(body, JSON, "x").build().uri();
    HttpRequest unsigned =
        HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    HttpRequest changed =
        HttpRequest.newBuilder(
                calls.signed(body, JSON, FakeSlackCalls.SECRET).build(), (name, value) -> true)
            .POST(HttpRequest.BodyPublishers.ofString(body.replace("shop/42", "shop/43")))
            .build();

    assertEquals(401, sent(body, "another secret", NOW.getEpochSecond()));
    assertEquals(401, calls.send(unsigned));
    assertEquals(401, calls.send(changed));
    assertHeard(0);
  }

  @Test
  void refusesOldSignaturesAndThoseOfTheFuture() throws Exception {
    connect();
    String body = event("start shop/42");
    long now = NOW.getEpochSecond();

    assertEquals(401, sent(body, FakeSlackCalls.SECRET, now - 301));
    assertEquals(401, sent(body, FakeSlackCalls.SECRET, now + 301));
    assertEquals(200, sent(body, FakeSlackCalls.SECRET, now - 299));
    assertHeard(1);
  }

  /** Within the five minutes a replay carries the id of the event, which is handled once. */
  @Test
  void aReplayedCallKeepsItsId() throws Exception {
    connect();
    HttpRequest call = calls.signed(event("list"), JSON, FakeSlackCalls.SECRET).build();

    assertEquals(200, calls.send(call));
    assertEquals(200, calls.send(call));

    Eventually.so("heard", () -> heard.all.size() == 2);
    assertEquals(heard.all.getFirst(), heard.all.getLast());
  }

  @Test
  void refusesOversizedInputBeforeReadingAllOfIt() throws Exception {
    connect();

    assertEquals(413, sent("x".repeat(3_000_000), FakeSlackCalls.SECRET, NOW.getEpochSecond()));
    assertHeard(0);
  }

  @Test
  void refusesWhatCannotBeReadWithoutAWordMore() throws Exception {
    connect();
    HttpClient http = HttpClient.newHttpClient();
    for (String body :
        new String[] {"{", "[]", "{\"type\":\"event_callback\"}", "payload=%7B", "null", ""}) {
      HttpResponse<String> answer =
          http.send(
              calls.signed(body, JSON, FakeSlackCalls.SECRET).build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(400, answer.statusCode(), body + " → " + answer.body());
      assertTrue(answer.body().length() < 60, answer.body());
    }
    assertHeard(0);
  }

  @Test
  void answersSlacksQuestionWhetherTheAddressIsOurs() throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                calls
                    .signed(
                        "{\"type\":\"url_verification\",\"challenge\":\"abc\",\"token\":\"t\"}",
                        JSON,
                        FakeSlackCalls.SECRET)
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertEquals(200, answer.statusCode());
    assertEquals("abc", answer.body());
  }

  @Test
  void letsSlackSendAgainUntilItKnowsItsWorkspace() throws Exception {
    assertEquals(503, sent(event("list"), FakeSlackCalls.SECRET, NOW.getEpochSecond()));

    connect();

    assertHeard(0);
  }
}
