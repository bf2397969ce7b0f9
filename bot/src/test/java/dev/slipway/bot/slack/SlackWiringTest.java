package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.GivenServer;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.Eventually;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** The whole server with Slack, from its configuration on. */
@Tag("T2")
class SlackWiringTest {
  @TempDir private Path folder;

  private FakeSlack slack;

  @BeforeEach
  void pretend() throws Exception {
    slack = new FakeSlack(Manifest.read(), InstantSource.system());
    slack.channel(SlackRig.CHANNEL, FakeSlackState.BOT, slack.member("U0ADA", "ada", false));
    Files.writeString(folder.resolve("bot"), FakeSlackState.BOT_TOKEN + "\n");
    Files.writeString(folder.resolve("app"), FakeSlackState.APP_TOKEN + "\n");
    Files.writeString(folder.resolve("sign"), FakeSlackCalls.SECRET + "\n");
  }

  @AfterEach
  void close() {
    slack.close();
  }

  private GivenServer server(String mode) throws Exception {
    return GivenServer.in(
        folder,
        GivenServer.CONFIGURATION
            + "chat: { slack: { "
            + mode
            + ", token-from: { file: bot }, api: \""
            + slack.api()
            + "\" } }\n");
  }

  private void answers(GivenServer server) {
    ChatPlatform bot = server.context().getBean(ChatPlatform.class);
    Eventually.so(() -> bot.connection().words(), () -> bot.connection().up());

    slack.command("U0ADA", SlackRig.CHANNEL, "list");

    Eventually.so("an answer", () -> whispers().size() == 1);
    assertTrue(whispers().getFirst().contains("There is no release yet"), whispers().toString());
    assertTrue(slack.delivered.getFirst().acknowledged());
  }

  private List<String> whispers() {
    synchronized (slack.state) {
      return slack.state.whispers.stream()
          .map(whispered -> SlackText.of(whispered.blocks()))
          .toList();
    }
  }

  @Test
  void opensAConnectionAndAnswersOnIt() throws Exception {
    try (GivenServer server = server("app-token-from: { file: app }")) {
      answers(server);
    }
    Eventually.so("it hung up", () -> slack.socket.connections() == 0);
  }

  @Test
  void takesSlacksCalls() throws Exception {
    try (GivenServer server =
        server("mode: http, path: /from/slack, signing-secret-from: { file: sign }")) {
      slack.callsTo(URI.create("http://127.0.0.1:" + port(server) + "/from/slack"));
      answers(server);
    }
  }

  private static int port(GivenServer server) {
    return Objects.requireNonNull(((WebServerApplicationContext) server.context()).getWebServer())
        .getPort();
  }

  @Test
  void takesNoCallsWhereItOpensTheConnection() throws Exception {
    try (GivenServer server = server("app-token-from: { file: app }")) {
      FakeSlackCalls calls =
          new FakeSlackCalls(
              URI.create("http://127.0.0.1:" + port(server) + "/slack/events"), slack.state.clock);

      assertTrue(
          List.of(401, 404)
              .contains(calls.send(calls.signed("{}", "application/json", "x").build())));
      calls.close();
    }
  }

  @Test
  void hasNoSlackWhereNoneIsConfigured() throws Exception {
    try (GivenServer server = GivenServer.in(folder)) {
      assertEquals(
          Optional.empty(),
          server.context().getBeanProvider(SlackPlatform.class).stream().findFirst());
    }
  }
}
