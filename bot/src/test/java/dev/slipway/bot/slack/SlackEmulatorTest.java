package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Reactions;
import dev.slipway.bot.conversation.Words;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * HTTP mode against a Slack that others wrote: it signs what it sends, waits for each answer, and
 * grants the scopes of the manifest and no other.
 */
@Tag("T2")
class SlackEmulatorTest {
  private static final String ADA = "xoxp-ada";
  private static final String BOT = "U0SLIPWAY";

  private final HeardInSlack heard = new HeardInSlack();
  private Optional<SlackDoor> door = Optional.empty();
  private Optional<SlackPlatform> platform = Optional.empty();
  private Optional<SlackEmulator> emulator = Optional.empty();

  @BeforeEach
  void canRun() throws Exception {
    Optional<String> missing = SlackEmulator.missing();
    boolean mustRun = "true".equals(System.getenv("CI"));
    assertFalse(missing.isPresent() && mustRun, missing.orElse(""));
    assumeTrue(missing.isEmpty(), missing.orElse(""));
  }

  @AfterEach
  void close() {
    platform.ifPresent(SlackPlatform::close);
    emulator.ifPresent(SlackEmulator::close);
    door.ifPresent(SlackDoor::close);
  }

  private static JsonObject seed(String secret) throws Exception {
    JsonObject seed = new JsonObject();
    seed.addProperty("signing_secret", secret);
    seed.addProperty("strict_scopes", true);
    JsonObject ada = new JsonObject();
    ada.addProperty("name", "ada");
    seed.add("users", list(ada));
    JsonArray scopes = new JsonArray();
    Manifest.read().scopes().forEach(scopes::add);
    JsonObject app = new JsonObject();
    app.addProperty("client_id", "1.2");
    app.addProperty("client_secret", "s");
    app.addProperty("app_id", "A0SLIPWAY");
    app.addProperty("name", "slipway");
    app.add("redirect_uris", new JsonArray());
    app.add("scopes", scopes);
    app.addProperty("bot_id", "B0SLIPWAY");
    app.addProperty("bot_user_id", BOT);
    app.addProperty("bot_name", "slipway");
    seed.add("oauth_apps", list(app));
    JsonObject bot = new JsonObject();
    bot.addProperty("token", FakeSlackState.BOT_TOKEN);
    bot.addProperty("type", "bot");
    bot.addProperty("user_id", BOT);
    bot.addProperty("bot_id", "B0SLIPWAY");
    bot.addProperty("bot_user_id", BOT);
    bot.add("scopes", scopes);
    JsonObject person = new JsonObject();
    person.addProperty("token", ADA);
    person.addProperty("user", "ada");
    seed.add("tokens", list(bot, person));
    return seed;
  }

  private static JsonArray list(JsonObject... entries) {
    JsonArray list = new JsonArray();
    List.of(entries).forEach(list::add);
    return list;
  }

  private SlackEmulator start(String secret) throws Exception {
    SlackDoor open = new SlackDoor();
    door = Optional.of(open);
    int port = open.port();
    SlackEmulator slack =
        new SlackEmulator(URI.create("http://127.0.0.1:" + port + "/slack/events"), seed(secret));
    emulator = Optional.of(slack);
    SlackPlatform bot =
        new SlackPlatform(
            SlackRig.settings(SlackRig.Mode.HTTP, slack.address + "/api/"), SlackRig.ENVIRONMENT);
    platform = Optional.of(bot);
    open.open(bot, Clock.systemUTC());
    heard.then =
        (incoming, answering) -> {
          if (incoming instanceof Incoming.Typed typed) {
            answering.privately(Message.of("You said: " + typed.line()));
          }
        };
    bot.open(heard);
    Eventually.so(() -> bot.connection().words(), () -> bot.connection().up());
    return slack;
  }

  private static String channel(SlackEmulator slack, String kind) throws Exception {
    JsonArray channels =
        slack.call(ADA, "conversations.list", Map.of("types", kind)).getAsJsonArray("channels");
    for (JsonElement channel : channels) {
      if (BlockRules.text(channel.getAsJsonObject(), "name").equals("general")) {
        String id = BlockRules.text(channel.getAsJsonObject(), "id");
        slack.call(ADA, "conversations.join", Map.of("channel", id));
        return id;
      }
    }
    throw new AssertionError("no channel in " + channels);
  }

  private List<String> lines() {
    return heard.all.stream()
        .filter(Incoming.Typed.class::isInstance)
        .map(incoming -> ((Incoming.Typed) incoming).line())
        .toList();
  }

  @Test
  void answersADirectMessage() throws Exception {
    SlackEmulator slack = start(FakeSlackCalls.SECRET);
    String direct =
        BlockRules.text(
            slack.call(ADA, "conversations.open", Map.of("users", BOT)).getAsJsonObject("channel"),
            "id");

    slack.call(ADA, "chat.postMessage", Map.of("channel", direct, "text", "show shop/2"));

    Eventually.so(
        () -> "an answer, heard " + heard.all,
        () -> history(slack, direct).contains("You said: show shop/2"));
    assertEquals(List.of("show shop/2"), lines());
  }

  private static String history(SlackEmulator slack, String channel) {
    try {
      return slack.call(ADA, "conversations.history", Map.of("channel", channel)).toString();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void followsAMessageThroughItsWholeLife() throws Exception {
    SlackEmulator slack = start(FakeSlackCalls.SECRET);
    SlackPlatform bot = platform.orElseThrow();
    Place channel = Place.channel(SlackPlatform.NAME, channel(slack, "public_channel"));
    slack.call(FakeSlackState.BOT_TOKEN, "auth.test", Map.of());
    Message first = Message.of("shop v2 to prod <!channel>");
    PostId id = new PostId("life-1");

    MessageId posted = bot.post(channel, first, id, false);
    assertEquals(Optional.of(posted), bot.find(channel, id));
    slack.call(
        ADA,
        "reactions.add",
        Map.of("channel", posted.channel(), "timestamp", posted.id(), "name", "white_check_mark"));
    Eventually.so(
        () -> "a reaction in " + heard.all,
        () -> heard.all.stream().anyMatch(incoming -> incoming instanceof Incoming.Reacted));
    Reactions reactions = bot.reactions(posted);
    bot.edit(
        posted,
        new Message(
            "rolling out",
            List.of(new Message.Paragraph(Words.of("rolling out"))),
            2,
            Optional.of("shop/2")),
        id);
    String edited = history(slack, posted.channel());
    bot.remove(Place.channel(posted.platform(), posted.channel()), posted, id);

    assertEquals(1, reactions.all().size());
    assertTrue(reactions.complete());
    assertTrue(edited.contains("rolling out") && !edited.contains("shop v2"), edited);
    assertEquals(Optional.empty(), bot.find(channel, id));
    Eventually.so(
        () -> "its removal in " + heard.all,
        () -> heard.all.stream().anyMatch(incoming -> incoming instanceof Incoming.Removed));
    for (JsonElement delivery : slack.deliveries()) {
      assertEquals(
          200, delivery.getAsJsonObject().get("status_code").getAsInt(), delivery.toString());
    }
  }

  @Test
  void refusesWhatIsSignedWithAnotherSecret() throws Exception {
    SlackEmulator slack = start("another secret");
    String direct =
        BlockRules.text(
            slack.call(ADA, "conversations.open", Map.of("users", BOT)).getAsJsonObject("channel"),
            "id");

    slack.call(ADA, "chat.postMessage", Map.of("channel", direct, "text", "show shop/2"));

    JsonArray deliveries = slack.deliveries();
    assertFalse(deliveries.isEmpty());
    for (JsonElement delivery : deliveries) {
      assertEquals(401, delivery.getAsJsonObject().get("status_code").getAsInt());
    }
    assertEquals(List.of(), heard.all);
  }
}
