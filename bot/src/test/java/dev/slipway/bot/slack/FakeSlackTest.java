package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.bot.conversation.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pretended Slack refuses what Slack refuses; otherwise passing on it would prove nothing. */
class FakeSlackTest {
  private static final String BLOCK =
      "[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"hello\"}}]";

  private static final class Moved implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-20T14:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final Moved clock = new Moved();
  private final HttpClient http = HttpClient.newHttpClient();
  private FakeSlack slack;

  @BeforeEach
  void open() throws Exception {
    slack = new FakeSlack(Manifest.read(), clock);
    slack.channel("C1", FakeSlackState.BOT, "U1");
    slack.member("U1", "ada", false);
  }

  @AfterEach
  void close() {
    slack.close();
    http.shutdownNow();
  }

  private HttpResponse<String> asked(String token, String method, Map<String, String> arguments)
      throws Exception {
    String form =
        arguments.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + FakeSlackCalls.encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    return http.send(
        HttpRequest.newBuilder(URI.create(slack.api() + method))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** "ok", or the error. */
  private String said(String method, Map<String, String> arguments) throws Exception {
    return said(FakeSlackState.BOT_TOKEN, method, arguments);
  }

  private String said(String token, String method, Map<String, String> arguments) throws Exception {
    JsonObject answer =
        JsonParser.parseString(asked(token, method, arguments).body()).getAsJsonObject();
    return answer.get("ok").getAsBoolean() ? "ok" : BlockRules.text(answer, "error");
  }

  private String posted(String blocks) throws Exception {
    return said("chat.postMessage", Map.of("channel", "C1", "blocks", blocks));
  }

  @Test
  void takesAGoodMessage() throws Exception {
    assertEquals("ok", posted(BLOCK));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | invalid_blocks_format",
        "[] | invalid_blocks",
        "[{'type':'section'}] | invalid_blocks",
        "[{'type':'section','text':{'type':'mrkdwn','text':''}}] | invalid_blocks",
        "[{'type':'section','text':{'type':'mrkdwn','text':'a'},'colour':'red'}] | invalid_blocks",
        "[{'type':'section','text':{'type':'mrkdwn','text':'a','emoji':true}}] | invalid_blocks",
        "[{'type':'header','text':{'type':'mrkdwn','text':'a'}}] | invalid_blocks",
        "[{'type':'fancy'}] | invalid_blocks",
        "[{'type':'divider','block_id':'a'},{'type':'divider','block_id':'a'}] | invalid_blocks",
        "[{'type':'actions','elements':[]}] | invalid_blocks",
        "[{'type':'actions','elements':[{'type':'button','text':{'type':'plain_text','text':'a'}}]}] | invalid_blocks",
        "[{'type':'actions','elements':[{'type':'button','action_id':'a','style':'blue','text':{'type':'plain_text','text':'a'}}]}] | invalid_blocks",
        "[{'type':'actions','elements':[{'type':'static_select','action_id':'a','placeholder':{'type':'plain_text','text':'a'},'options':[]}]}] | invalid_blocks",
        "[{'type':'image','slack_file':{'id':'F1'},'alt_text':'a'}] | invalid_blocks",
        "[{'type':'input','label':{'type':'plain_text','text':'a'},'element':{'type':'plain_text_input','action_id':'a'}}] | invalid_blocks",
      })
  void refusesBadBlocks(String blocks, String error) throws Exception {
    assertEquals(error, posted(blocks.replace('\'', '"')));
  }

  @Test
  void refusesBlocksPastTheirLimits() {
    for (String block :
        new String[] {
          "{'type':'section','text':{'type':'mrkdwn','text':'" + "x".repeat(3_001) + "'}}",
          "{'type':'header','text':{'type':'plain_text','text':'" + "x".repeat(151) + "'}}",
          "{'type':'actions','elements':["
              + "{'type':'button','action_id':'a','text':{'type':'plain_text','text':'x'}},"
                  .repeat(25)
              + "{'type':'button','action_id':'b','text':{'type':'plain_text','text':'x'}}]}"
        }) {
      assertFalse(wrong("[" + block + "]").isEmpty(), block.substring(0, 30));
    }
    assertFalse(wrong("[" + "{'type':'divider'},".repeat(50) + "{'type':'divider'}]").isEmpty());
    String section =
        "{'type':'section','text':{'type':'mrkdwn','text':'" + "x".repeat(2_900) + "'}}";
    assertTrue(wrong("[" + section + "," + section + "]").isEmpty());
    assertFalse(wrong("[" + (section + ",").repeat(4) + section + "]").isEmpty());
  }

  private static List<String> wrong(String blocks) {
    JsonArray parsed = JsonParser.parseString(blocks.replace('\'', '"')).getAsJsonArray();
    return BlockRules.ofMessage(parsed, file -> false);
  }

  @Test
  void refusesWhoeverMayNot() throws Exception {
    assertEquals("invalid_auth", said("xoxb-guessed", "auth.test", Map.of()));
    assertEquals("not_authed", said("", "auth.test", Map.of()));
    assertEquals("not_allowed_token_type", said(FakeSlackState.APP_TOKEN, "auth.test", Map.of()));
    assertEquals("not_allowed_token_type", said("apps.connections.open", Map.of()));
    assertEquals("unknown_method", said("chat.shout", Map.of()));
    slack.state.scopes.clear();
    assertEquals("missing_scope", posted(BLOCK));
    assertEquals("missing_scope", said("conversations.history", Map.of("channel", "C1")));
  }

  @Test
  void refusesWhatIsNotThere() throws Exception {
    slack.channel("C2");
    assertEquals(
        "channel_not_found", said("chat.postMessage", Map.of("channel", "C9", "text", "a")));
    assertEquals("not_in_channel", said("chat.postMessage", Map.of("channel", "C2", "text", "a")));
    assertEquals("no_text", said("chat.postMessage", Map.of("channel", "C1")));
    assertEquals(
        "thread_not_found",
        said("chat.postMessage", Map.of("channel", "C1", "text", "a", "thread_ts", "1.1")));
    assertEquals(
        "message_not_found", said("chat.update", Map.of("channel", "C1", "ts", "1", "text", "a")));
    String strangers = slack.write("U1", "C1", Optional.empty(), "mine").ts;
    assertEquals(
        "cant_update_message",
        said("chat.update", Map.of("channel", "C1", "ts", strangers, "text", "a")));
    assertEquals(
        "cant_delete_message", said("chat.delete", Map.of("channel", "C1", "ts", strangers)));
    assertEquals(
        "user_not_in_channel",
        said("chat.postEphemeral", Map.of("channel", "C1", "user", "U9", "text", "a")));
    assertEquals(
        "invalid_metadata_format",
        said("chat.postMessage", Map.of("channel", "C1", "text", "a", "metadata", "{}")));
    assertEquals(
        "file_not_found",
        said("files.completeUploadExternal", Map.of("files", "[{\"id\":\"F9\"}]")));
  }

  @Test
  void aTriggerLivesThreeSecondsAndOnce() throws Exception {
    String view =
        "{\"type\":\"modal\",\"title\":{\"type\":\"plain_text\",\"text\":\"t\"},\"blocks\":"
            + "[{\"type\":\"divider\"}]}";
    slack.state.triggersLive = Duration.ofSeconds(3);
    String used = slack.state.trigger("U1");
    String late = slack.state.trigger("U1");

    assertEquals("ok", said("views.open", Map.of("trigger_id", used, "view", view)));
    assertEquals(
        "exchanged_trigger_id", said("views.open", Map.of("trigger_id", used, "view", view)));
    clock.now = clock.now.plusMillis(3_001);
    assertEquals(
        "expired_trigger_id", said("views.open", Map.of("trigger_id", late, "view", view)));
    assertEquals(
        "invalid_arguments",
        said(
            "views.open",
            Map.of(
                "trigger_id",
                slack.state.trigger("U1"),
                "view",
                view.replace("\"t\"", "\"" + "t".repeat(25) + "\""))));
  }

  @Test
  void aResponseAddressWorksFiveTimesForHalfAnHour() throws Exception {
    String five = slack.state.responses("C1", "U1");
    String late = slack.state.responses("C1", "U1");

    for (int i = 0; i < 5; i++) {
      assertEquals(200, responded(five));
    }
    assertEquals(404, responded(five));
    clock.now = clock.now.plus(Duration.ofMinutes(31));
    assertEquals(404, responded(late));
  }

  private int responded(String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(slack.web.address() + "/response/" + id))
            .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"a\"}"))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void oneMessageASecondInAChannelWithASmallBurst() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertEquals("ok", posted(BLOCK));
    }
    HttpResponse<String> tooMuch =
        asked(FakeSlackState.BOT_TOKEN, "chat.postMessage", Map.of("channel", "C1", "text", "a"));

    assertEquals(429, tooMuch.statusCode());
    assertEquals("1", tooMuch.headers().firstValue("Retry-After").orElse(""));
    clock.now = clock.now.plusSeconds(1);
    assertEquals("ok", posted(BLOCK));
    assertEquals(
        429,
        asked(FakeSlackState.BOT_TOKEN, "chat.postMessage", Map.of("channel", "C1")).statusCode());
  }

  @Test
  void fiftyEditsAMinute() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertEquals(
          "message_not_found",
          said("chat.update", Map.of("channel", "C1", "ts", "1", "text", "a")));
    }
    assertEquals("ratelimited", said("chat.update", Map.of("channel", "C1", "ts", "1")));
  }

  @Test
  void aTicketOpensOneConnection() throws Exception {
    String address =
        BlockRules.text(
            JsonParser.parseString(
                    asked(FakeSlackState.APP_TOKEN, "apps.connections.open", Map.of()).body())
                .getAsJsonObject(),
            "url");

    connect(address, new Silent());
    Eventually.so("connected", () -> slack.socket.connections() == 1);
    Silent second = new Silent();
    connect(address, second);
    Eventually.so("refused", () -> second.closed.isDone());

    assertEquals(1, slack.socket.connections());
  }

  private void connect(String address, Silent listener) throws Exception {
    var unused = http.newWebSocketBuilder().buildAsync(URI.create(address), listener).get();
  }

  /** Acknowledges nothing. */
  private static final class Silent implements WebSocket.Listener {
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      closed.complete(true);
      return null;
    }
  }

  @Test
  void whatIsNotAcknowledgedFails() throws Exception {
    slack.acknowledgedWithin = Duration.ofMillis(100);
    connect(slack.socket.ticket(), new Silent());
    Eventually.so("connected", () -> slack.socket.connections() == 1);

    slack.command("U1", "C1", "list");

    Eventually.so("failed", () -> slack.delivered.size() == 1);
    FakeSlack.Delivered delivered = slack.delivered.getFirst();
    assertFalse(delivered.acknowledged());
    assertEquals(1, delivered.attempts());
    assertTrue(delivered.took().compareTo(slack.acknowledgedWithin) >= 0);
  }

  @Test
  void anEventIsSentThreeTimesMoreWithTheReason() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    HttpServer app =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          byte[] body = exchange.getRequestBody().readAllBytes();
          boolean signed =
              SlackSignature.proves(
                  FakeSlackCalls.SECRET,
                  String.valueOf(headers.getFirst("X-Slack-Request-Timestamp")),
                  body,
                  String.valueOf(headers.getFirst("X-Slack-Signature")),
                  Clock.systemUTC().instant().plus(Duration.between(Instant.now(), clock.now)));
          seen.add(
              signed
                  + " "
                  + headers.getFirst("X-Slack-Retry-Num")
                  + " "
                  + headers.getFirst("X-Slack-Retry-Reason"));
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    app.start();
    slack.callsTo(URI.create("http://127.0.0.1:" + app.getAddress().getPort() + "/"));

    slack.direct("U1", "list");

    Eventually.so("given up", () -> slack.delivered.size() == 1);
    app.stop(0);
    assertEquals(
        List.of(
            "true null null", "true 1 http_timeout", "true 2 http_timeout", "true 3 http_timeout"),
        seen);
  }
}
