package dev.slipway.bot.discord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.Eventually;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake's gateway is as strict as Discord's: asked by a bare socket, without any library. */
class FakeGatewayTest {
  private FakeDiscord discord;

  @BeforeEach
  void open() throws Exception {
    discord = new FakeDiscord(500);
  }

  @AfterEach
  void close() {
    discord.close();
  }

  private World.Message message() throws Exception {
    return discord.posts.post(
        World.CHANNEL, Multipart.of("application/json", "{\"content\":\"x\"}".getBytes(UTF_8)));
  }

  /** A client of the gateway that does only what it is told. */
  private class Bare extends WebSocketClient {
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    Bare(String query) throws Exception {
      super(URI.create(discord.gateway.address() + query));
      boolean unused = connectBlocking(5, TimeUnit.SECONDS);
    }

    @Override
    public void onOpen(ServerHandshake handshake) {}

    @Override
    public void onMessage(String message) {
      DataObject json = DataObject.fromJson(message);
      said.add("op " + json.getInt("op") + " " + json.getString("t", ""));
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      said.add("closed " + code);
    }

    @Override
    public void onError(Exception error) {}

    String next() throws InterruptedException {
      return Optional.ofNullable(said.poll(60, TimeUnit.SECONDS)).orElse("silence").strip();
    }
  }

  private static String identify(String token, int intents) {
    return DataObject.empty()
        .put("op", 2)
        .put("d", DataObject.empty().put("token", token).put("intents", intents))
        .toString();
  }

  @ParameterizedTest
  @CsvSource({
    "?v=9&encoding=json, '', closed 4012",
    "?v=10&encoding=json&compress=zlib-stream, '', closed 4012",
  })
  void speaksOneLanguage(String query, String unused, String closed) throws Exception {
    assertEquals(closed, new Bare(query).next());
  }

  @Test
  void closesOnWhoeverBreaksTheRules() throws Exception {
    assertClosed("closed 4004", identify("wrong", 1));
    assertClosed("closed 4013", identify(FakeDiscord.TOKEN, 1 << 22));
    assertClosed("closed 4014", identify(FakeDiscord.TOKEN, FakeGateway.MESSAGE_CONTENT));
    assertClosed("closed 4003", "{\"op\":3,\"d\":{}}");
    assertClosed("closed 4001", "{\"op\":99}");
    assertClosed(
        "op 9",
        "{\"op\":6,\"d\":{\"token\":\""
            + FakeDiscord.TOKEN
            + "\",\"session_id\":\"x\",\"seq\":1}}");
  }

  private void assertClosed(String expected, String said) throws Exception {
    Bare bare = new Bare("?v=10&encoding=json");
    assertEquals("op 10", bare.next());
    bare.send(said);
    assertEquals(expected, bare.next());
    bare.close();
  }

  @Test
  void closesOnWhoeverSendsNoHeartbeat() throws Exception {
    Bare silent = new Bare("?v=10&encoding=json");

    assertEquals("op 10", silent.next());
    assertEquals("closed 4009", silent.next());
  }

  @Test
  void tellsOnlyWhatWasAskedForAndReplaysWhatWasMissed() throws Exception {
    Bare bare = new Bare("?v=10&encoding=json");
    assertEquals("op 10", bare.next());
    bare.send(identify(FakeDiscord.TOKEN, FakeGateway.GUILDS | FakeGateway.GUILD_REACTIONS));
    assertEquals("op 0 READY", bare.next());
    assertEquals("op 0 GUILD_CREATE", bare.next());
    assertEquals("op 0 GUILD_CREATE", bare.next());
    World.Message message = message();
    FakePeople people = new FakePeople(discord);
    people.reacts(people.person("ada"), message, "✅");
    assertEquals("op 0 MESSAGE_REACTION_ADD", bare.next());

    discord.gateway.dropAll();
    assertTrue(bare.next().startsWith("closed"));
    people.reacts(people.person("ben"), message, "✅");
    Bare again = new Bare("?v=10&encoding=json");
    assertEquals("op 10", again.next());
    again.send(
        "{\"op\":6,\"d\":{\"token\":\""
            + FakeDiscord.TOKEN
            + "\",\"session_id\":\"session-1\",\"seq\":4}}");
    assertEquals("op 0 MESSAGE_REACTION_ADD", again.next());
    assertEquals("op 0 RESUMED", again.next());
    again.close();
  }

  /** Discord shows the text of messages only to bots that are named in them. */
  @Test
  void hidesTextThatIsNotForTheBot() throws Exception {
    BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    Bare bare =
        new Bare("?v=10&encoding=json") {
          @Override
          public void onMessage(String message) {
            DataObject json = DataObject.fromJson(message);
            if (json.getString("t", "").equals("MESSAGE_CREATE")) {
              texts.add(json.getObject("d").getString("content"));
            }
          }
        };
    bare.send(identify(FakeDiscord.TOKEN, FakeGateway.GUILD_MESSAGES));
    Eventually.so("identified", () -> discord.gateway.identified() == 1);
    FakePeople people = new FakePeople(discord);
    World.Message first = people.writes(people.person("ada"), World.CHANNEL, "a secret");
    World.Message second =
        people.writes(people.person("ada"), World.CHANNEL, "<@" + World.BOT + "> show");

    assertEquals("", texts.poll(60, TimeUnit.SECONDS));
    assertEquals("<@" + World.BOT + "> show", texts.poll(60, TimeUnit.SECONDS));
    assertTrue(!first.id.equals(second.id));
    bare.close();
  }
}
