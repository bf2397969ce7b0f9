package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.Eventually;
import dev.slipway.rig.SteadyTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake is as strict as Discord: asked by bare HTTP, without any library. */
@ExtendWith(SteadyTime.class)
class FakeDiscordTest {
  private static final String MESSAGES = "channels/" + World.CHANNEL + "/messages";

  private final HttpClient http = HttpClient.newHttpClient();
  private FakeDiscord discord;

  @BeforeEach
  void open() throws Exception {
    discord = new FakeDiscord();
  }

  @AfterEach
  void close() {
    discord.close();
    http.close();
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(discord.rest.address() + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bot " + FakeDiscord.TOKEN)
            .header("User-Agent", "DiscordBot (https://example.org, 1)")
            .header("Content-Type", "application/json")
            .build(),
        BodyHandlers.ofString());
  }

  private static String refusal(HttpResponse<String> answer) {
    DataObject body = DataObject.fromJson(answer.body());
    return answer.statusCode() + " " + body.getInt("code", -1);
  }

  private String post(String message) throws Exception {
    HttpResponse<String> answer = call("POST", MESSAGES, message);
    return answer.statusCode() == 200
        ? DataObject.fromJson(answer.body()).getString("id")
        : refusal(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'content':''}; 400 50006",
        "{'content':'LONG2001'}; 400 50035",
        "{'content':'x','nonce':'12345678901234567890123456'}; 400 50035",
        "{'content':'x','flags':64}; 400 50035",
        "{'embeds':[{'title':'LONG257'}]}; 400 50035",
        "{'embeds':[{'description':'LONG4097'}]}; 400 50035",
        "{'embeds':[{'fields':[{'name':'x','value':''}]}]}; 400 50035",
        "{'embeds':[{'description':'LONG4000'},{'description':'LONG2001'}]}; 400 50035",
        "{'content':'x','components':[{'type':1,'components':[]}]}; 400 50035",
        "{'content':'x','components':[{'type':2,'style':1,'label':'x','custom_id':'x'}]}; 400 50035",
        "{'content':'x','components':[{'type':1,'components':[B,B]}]}; 400 50035",
        "{'content':'x','components':[{'type':1,'components':[{'type':2,'style':1,'label':'x','custom_id':'LONG101'}]}]}; 400 50035",
        "{'content':'x','components':[{'type':1,'components':[{'type':3,'custom_id':'x','options':[]}]}]}; 400 50035",
        "{'content':'x','allowed_mentions':{'parse':['users'],'users':['1']}}; 400 50035",
        "{'content':'x','allowed_mentions':{'parse':['all']}}; 400 50035",
      })
  void refusesMessages(String message, String refusal) throws Exception {
    String json = message.replace("B", "{'type':2,'style':1,'label':'x','custom_id':'same'}");
    for (int length : List.of(101, 257, 2001, 4000, 4097)) {
      json = json.replace("LONG" + length, "x".repeat(length));
    }

    assertEquals(refusal, post(json.replace('\'', '"')));
    assertEquals(List.of(), discord.messages(World.CHANNEL));
  }

  @Test
  void refusesStrangers() throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(discord.rest.address() + "users/@me"))
                .header("Authorization", "Bot wrong")
                .build(),
            BodyHandlers.ofString());

    assertEquals("401 0", refusal(answer));
  }

  @Test
  void refusesWhatTheBotHasNoRightTo() throws Exception {
    discord.world.permissions = Permission.VIEW_CHANNEL.getRawValue();

    assertEquals("403 50013", post("{\"content\":\"x\"}"));
    assertEquals("403 50013", refusal(call("GET", MESSAGES, "")));
    discord.world.permissions = 0;
    assertEquals("403 50001", post("{\"content\":\"x\"}"));
    assertEquals("404 10003", refusal(call("POST", "channels/1/messages", "{}")));
  }

  @Test
  void makesOneMessageOfOneNonceAndForgetsItInHistory() throws Exception {
    String message = "{\"content\":\"x\",\"nonce\":\"n-1\",\"enforce_nonce\":true}";

    assertEquals(post(message), post(message));
    assertEquals(1, discord.messages(World.CHANNEL).size());
    assertTrue(!call("GET", MESSAGES, "").body().contains("nonce"));
  }

  @Test
  void tellsEveryoneWhoIsNamedUnlessItIsToldNotTo() throws Exception {
    String ada = discord.world.person("ada", false).id();
    discord.world.permissions |= Permission.MESSAGE_MENTION_EVERYONE.getRawValue();

    String all = post("{\"content\":\"<@" + ada + "> @everyone\"}");
    String none =
        post("{\"content\":\"<@" + ada + "> @everyone\",\"allowed_mentions\":{\"parse\":[]}}");

    assertTrue(discord.world.message(World.CHANNEL, all).toldEveryone);
    assertEquals(1, discord.world.message(World.CHANNEL, all).told.size());
    assertTrue(!discord.world.message(World.CHANNEL, none).toldEveryone);
    assertEquals(0, discord.world.message(World.CHANNEL, none).told.size());
  }

  @Test
  void limitsAChannelAndSaysForHowLong() throws Exception {
    for (int i = 0; i < 5; i++) {
      HttpResponse<String> answer = call("POST", MESSAGES, "{\"content\":\"x\"}");
      assertEquals(
          Integer.toString(4 - i),
          answer.headers().firstValue("X-RateLimit-Remaining").orElseThrow());
    }

    HttpResponse<String> sixth = call("POST", MESSAGES, "{\"content\":\"x\"}");

    assertEquals(429, sixth.statusCode());
    assertTrue(DataObject.fromJson(sixth.body()).getDouble("retry_after") > 1);
    assertEquals("user", sixth.headers().firstValue("X-RateLimit-Scope").orElseThrow());
    assertEquals(
        200,
        call("POST", "channels/" + World.SECOND_CHANNEL + "/messages", "{\"content\":\"x\"}")
            .statusCode());
  }

  @Test
  void refusesChangesOfOthersMessagesAndInArchivedThreads() throws Exception {
    World.Message others =
        discord.posts.write(discord.world.person("ada", false), World.CHANNEL, "hello");
    assertEquals(
        "403 50005", refusal(call("PATCH", MESSAGES + "/" + others.id, "{\"content\":\"x\"}")));
    assertEquals("403 50013", refusal(call("DELETE", MESSAGES + "/" + others.id, "")));
    assertEquals("404 10008", refusal(call("PATCH", MESSAGES + "/1", "{\"content\":\"x\"}")));

    String root = post("{\"content\":\"root\"}");
    String threads = MESSAGES + "/" + root + "/threads";
    assertEquals("400 50035", refusal(call("POST", threads, "{\"name\":\"\"}")));
    assertEquals(200, call("POST", threads, "{\"name\":\"shop/42\"}").statusCode());
    assertEquals("400 160004", refusal(call("POST", threads, "{\"name\":\"shop/42\"}")));
    String lines = "channels/" + root + "/messages";
    String line =
        DataObject.fromJson(call("POST", lines, "{\"content\":\"x\"}").body()).getString("id");
    discord.world.channel(root).archived = true;
    assertEquals("400 50083", refusal(call("PATCH", lines + "/" + line, "{\"content\":\"y\"}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[{'name':'Slipway','description':'x'}]",
        "[{'name':'a b','description':'x'}]",
        "[{'name':'slipway','description':''}]",
        "[{'name':'slipway','description':'LONG101'}]",
        "[{'name':'s','description':'x'},{'name':'s','description':'x'}]",
        "[{'name':'s','description':'x','options':[{'type':3,'name':'a','description':'x'},{'type':3,'name':'b','description':'x','required':true}]}]",
        "[{'name':'s','description':'x','options':[{'type':5,'name':'a','description':'x','autocomplete':true}]}]",
        "[{'name':'s','description':'x','options':[{'type':3,'name':'a','description':'x','max_length':6001}]}]",
        "[{'name':'s','description':'x','options':[MANY]}]",
      })
  void refusesCommands(String commands) throws Exception {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      List<String> options = new ArrayList<>();
      for (int o = 0; o < 4; o++) {
        options.add("{'type':3,'name':'o" + o + "','description':'" + "x".repeat(90) + "'}");
      }
      many.add(
          "{'type':1,'name':'c"
              + i
              + "','description':'x','options':["
              + String.join(",", options)
              + "]}");
    }
    String json =
        commands.replace("LONG101", "x".repeat(101)).replace("MANY", String.join(",", many));

    assertEquals(
        "400 50035",
        refusal(
            call(
                "PUT",
                "applications/" + World.BOT + "/guilds/" + World.SERVER + "/commands",
                json.replace('\'', '"'))));
    assertTrue(discord.commands().isEmpty());
  }

  private Interactions.One interaction(int type, String on) {
    return discord.interactions.open(type, discord.world.person("ada", false), World.CHANNEL, on);
  }

  private String callback(Interactions.One one, String body) throws Exception {
    HttpResponse<String> answer =
        call("POST", "interactions/" + one.id + "/" + one.token + "/callback", body);
    return answer.statusCode() == 200 ? "200" : refusal(answer);
  }

  @Test
  void takesOneFirstWordOfTheRightKind() throws Exception {
    Interactions.One command = interaction(Interactions.COMMAND, "");
    assertEquals("400 50035", callback(command, "{\"type\":6}"));
    assertEquals("400 50035", callback(command, "{\"type\":8,\"data\":{\"choices\":[]}}"));
    assertEquals("200", callback(command, "{\"type\":5,\"data\":{\"flags\":64}}"));
    assertEquals("400 40060", callback(command, "{\"type\":5}"));

    Interactions.One form = interaction(Interactions.MODAL, "");
    assertEquals("400 50035", callback(form, "{\"type\":9,\"data\":{}}"));
    Interactions.One click = interaction(Interactions.COMPONENT, "1");
    assertEquals("400 50035", callback(click, "{\"type\":9,\"data\":{\"custom_id\":\"x\"}}"));
    assertEquals("200", callback(click, "{\"type\":6}"));
    assertEquals(
        "404 10062",
        callback(
            new Interactions.One("1", "made-up", 2, command.by, World.CHANNEL, ""),
            "{\"type\":5}"));
  }

  @Test
  void takesNoFirstWordThatIsTooLate() throws Exception {
    discord.interactions.firstWordWithin = 30;
    Interactions.One late = interaction(Interactions.COMMAND, "");
    Eventually.so("too late", () -> System.currentTimeMillis() - late.at > 30);

    assertEquals("404 10062", callback(late, "{\"type\":5}"));
    assertEquals(List.of(late), discord.interactions.ignored());
  }

  @Test
  void takesWhatFollowsOnlyAfterAFirstWordAndForFifteenMinutes() throws Exception {
    Interactions.One one = interaction(Interactions.COMMAND, "");
    String follow = "webhooks/" + World.BOT + "/" + one.token;
    assertEquals("404 10015", refusal(call("POST", follow, "{\"content\":\"x\"}")));

    assertEquals("200", callback(one, "{\"type\":5,\"data\":{\"flags\":64}}"));
    // Although it asks to be seen by everyone: it takes the place of "thinking".
    assertEquals(200, call("POST", follow, "{\"content\":\"x\"}").statusCode());
    assertEquals(List.of(), discord.messages(World.CHANNEL));
    assertEquals(200, call("POST", follow, "{\"content\":\"y\"}").statusCode());
    assertEquals(1, discord.messages(World.CHANNEL).size());

    discord.interactions.tokenLife = 0;
    Eventually.so("a millisecond", () -> System.currentTimeMillis() > one.at + 1);
    assertEquals("401 50027", refusal(call("POST", follow, "{\"content\":\"z\"}")));
  }

  @Test
  void listsReactionsInPages() throws Exception {
    String id = post("{\"content\":\"x\"}");
    FakePeople people = new FakePeople(discord);
    for (int i = 0; i < 5; i++) {
      people.reacts(people.person("p" + i), discord.world.message(World.CHANNEL, id), "✅");
    }
    String path = MESSAGES + "/" + id + "/reactions/%E2%9C%85?limit=3";

    DataArray first = DataArray.fromJson(call("GET", path, "").body());
    DataArray rest =
        DataArray.fromJson(
            call("GET", path + "&after=" + first.getObject(2).getString("id"), "").body());

    assertEquals(3, first.length());
    assertEquals(2, rest.length());
  }
}
