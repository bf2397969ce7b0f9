package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.ChatTrouble.Kind;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.Png;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Reactions;
import dev.slipway.bot.conversation.Words;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the bot does in Slack, and what it learns when Slack does not do it. */
@Tag("T2")
class SlackPlatformTest {
  private static final Place CHANNEL = Place.channel(SlackPlatform.NAME, SlackRig.CHANNEL);
  private static final PostId ID = new PostId("post-1");

  private final SlackRig rig = new SlackRig(SlackRig.Mode.SOCKET);
  private final SlackPlatform bot = rig.platform();
  private final HeardInSlack heard = new HeardInSlack();

  @BeforeEach
  void open() {
    bot.open(heard);
    Eventually.so(() -> bot.connection().words(), () -> bot.connection().up());
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static ChatTrouble trouble(Kind kind, org.junit.jupiter.api.function.Executable call) {
    ChatTrouble trouble = assertThrows(ChatTrouble.class, call);
    assertEquals(kind, trouble.kind(), trouble.getMessage());
    assertFalse(String.valueOf(trouble.getMessage()).contains("xoxb"), trouble.getMessage());
    return trouble;
  }

  private String shown() {
    return rig.messages(CHANNEL).getLast().text();
  }

  private long calls(String method) {
    synchronized (rig.slack.state) {
      return rig.slack.state.calls.stream().filter(method::equals).count();
    }
  }

  @Test
  void waitsAsLongAsSlackSaysWhenItIsTooMuch() {
    rig.throttles(1, Duration.ofSeconds(7));

    ChatTrouble trouble =
        trouble(Kind.THROTTLED, () -> bot.post(CHANNEL, Message.of("hello"), ID, false));

    assertEquals(Duration.ofSeconds(7), trouble.after());
  }

  @Test
  void doesNotKnowWhetherAPostStandsWhoseAnswerWasLostAndFindsIt() throws ChatTrouble {
    rig.losesNextAnswer();

    trouble(Kind.UNKNOWN, () -> bot.post(CHANNEL, Message.of("hello"), ID, false));

    assertEquals(1, rig.messages(CHANNEL).size());
    assertEquals(1, calls("chat.postMessage"));
    assertEquals(rig.messages(CHANNEL).getFirst().id(), bot.find(CHANNEL, ID).orElseThrow());
    assertEquals(Optional.empty(), bot.find(CHANNEL, new PostId("post-2")));
  }

  @Test
  void findsEachThatStandsThereTwice() throws ChatTrouble {
    MessageId first = bot.post(CHANNEL, Message.of("hello"), ID, false);
    MessageId second = bot.post(CHANNEL, Message.of("hello"), ID, false);

    assertEquals(List.of(first, second), bot.findAll(CHANNEL, ID));
    assertEquals(Optional.of(first), bot.find(CHANNEL, ID));
  }

  @Test
  void findsTheNewestOfALongThread() throws ChatTrouble {
    rig.slack.web.ratesHold = false;
    MessageId root = bot.post(CHANNEL, Message.of("root"), ID, false);
    Place thread = Place.threadOf(root);
    for (int i = 0; i < 250; i++) {
      rig.slack.write("U0ADA", root.channel(), Optional.of(root.id()), "talk " + i);
    }
    MessageId last = bot.post(thread, Message.of("event"), new PostId("event-9"), false);

    assertEquals(Optional.of(last), bot.find(thread, new PostId("event-9")));
  }

  @Test
  void doesNotTakeAStrangersMessageForItsOwn() throws ChatTrouble {
    bot.post(CHANNEL, Message.of("hello"), ID, false);
    FakeSlackState.Posted forged =
        rig.slack.write("U0MALLORY", SlackRig.CHANNEL, Optional.empty(), "forged");
    forged.metadata =
        com.google.gson.JsonParser.parseString(
                "{\"event_type\":\"slipway_post\",\"event_payload\":{\"id\":\"post-2\"}}")
            .getAsJsonObject();

    assertEquals(Optional.empty(), bot.find(CHANNEL, new PostId("post-2")));
  }

  @Test
  void cannotReachASlackThatIsNotThere() {
    SlackPlatform nowhere =
        new SlackPlatform(
            SlackRig.settings(SlackRig.Mode.SOCKET, "http://127.0.0.1:9/api/"),
            SlackRig.ENVIRONMENT);

    trouble(Kind.AWAY, () -> nowhere.post(CHANNEL, Message.of("hello"), ID, false));
    nowhere.close();
  }

  @Test
  void editsInPlaceWithFreshBlocksAndSaysWhatIsGone() throws ChatTrouble {
    MessageId posted = bot.post(CHANNEL, Message.of("one"), ID, false);
    String before =
        rig.slack.state.message(posted.channel(), posted.id()).orElseThrow().blocks.toString();

    bot.edit(posted, Message.of("one"), ID);

    assertNotEquals(
        before,
        rig.slack.state.message(posted.channel(), posted.id()).orElseThrow().blocks.toString());
    assertEquals(Optional.of(posted), bot.find(CHANNEL, ID));
    bot.remove(CHANNEL, posted, ID);
    bot.remove(CHANNEL, posted, ID);
    trouble(Kind.GONE, () -> bot.edit(posted, Message.of("two"), ID));
    trouble(Kind.GONE, () -> bot.reactions(posted));
    trouble(Kind.GONE, () -> bot.post(Place.threadOf(posted), Message.of("late"), ID, false));
  }

  @Test
  void saysWhatAPersonHasToDoAboutAChannel() {
    rig.slack.channel("C0SECRET");

    ChatTrouble outside =
        trouble(
            Kind.REFUSED,
            () ->
                bot.post(
                    Place.channel(SlackPlatform.NAME, "C0SECRET"), Message.of("x"), ID, false));

    assertTrue(String.valueOf(outside.getMessage()).contains("/invite @slipway"));
  }

  @Test
  void saysWhichScopeIsMissing() {
    synchronized (rig.slack.state) {
      rig.slack.state.scopes.remove("chat:write");
    }

    ChatTrouble trouble = trouble(Kind.AWAY, () -> bot.post(CHANNEL, Message.of("x"), ID, false));

    assertTrue(String.valueOf(trouble.getMessage()).contains("add the scope chat:write"));
  }

  @Test
  void saysThatItsTokenIsRefused() {
    synchronized (rig.slack.state) {
      rig.slack.state.botToken = "xoxb-another";
    }
    rig.slack.socket.cut();

    Eventually.so(
        () -> bot.connection().words(),
        () -> bot.connection().words().contains("invalid_auth; copy the token anew"));
    assertFalse(bot.connection().up());
    assertFalse(bot.connection().words().contains("xoxb-fake"));
  }

  @Test
  void aPictureStandsInTheMessageOnceSlackHasLookedThroughIt() throws ChatTrouble {
    synchronized (rig.slack.state) {
      rig.slack.state.filesNotYet = 1;
    }
    Message chart =
        new Message(
            "rolled back",
            List.of(
                new Message.Picture(
                    new Png("png".getBytes(StandardCharsets.UTF_8)),
                    "errors.png",
                    "Error rate rose to 11.8 percent")),
            0,
            Optional.empty());

    bot.post(CHANNEL, chart, ID, false);

    assertEquals("(picture: Error rate rose to 11.8 percent)", shown());
    assertEquals(1, rig.messages(CHANNEL).size());
  }

  @Test
  void aPictureThatCannotBeShownIsTold() throws ChatTrouble {
    synchronized (rig.slack.state) {
      rig.slack.state.scopes.remove("files:write");
      rig.slack.state.filesNotYet = 1_000;
    }
    Message.Picture picture =
        new Message.Picture(new Png(new byte[] {1}), "errors.png", "Errors rose");
    Message chart = new Message("rolled back", List.of(picture), 0, Optional.empty());

    ChatTrouble noScope = trouble(Kind.AWAY, () -> bot.post(CHANNEL, chart, ID, false));
    synchronized (rig.slack.state) {
      rig.slack.state.scopes.add("files:write");
    }
    bot.post(CHANNEL, chart, ID, false);

    assertTrue(String.valueOf(noScope.getMessage()).contains("files:write"));
    assertEquals("Errors rose", shown());
  }

  @Test
  void aTextTooLongForAMessageIsAFileInItsThread() throws ChatTrouble {
    Message message =
        new Message(
            "the log",
            List.of(
                new Message.Paragraph(Words.of("The log is attached.")),
                new Message.Attachment("log.txt", "line\n".repeat(5_000))),
            0,
            Optional.empty());

    MessageId posted = bot.post(CHANNEL, message, ID, false);

    assertEquals(1, rig.messages(CHANNEL).size());
    String file = rig.messages(Place.threadOf(posted)).getLast().text();
    assertTrue(file.startsWith("(file log.txt)\nline\nline"), file.substring(0, 40));
  }

  @Test
  void aLineOfAThreadMayStandInTheChannelToo() throws ChatTrouble {
    MessageId root = bot.post(CHANNEL, Message.of("root"), ID, false);

    bot.post(Place.threadOf(root), Message.of("quiet"), new PostId("q"), false);
    bot.post(Place.threadOf(root), Message.of("loud"), new PostId("l"), true);

    assertEquals(2, rig.messages(CHANNEL).size());
    assertTrue(rig.messages(CHANNEL).getLast().alsoInChannel());
  }

  @Test
  void listsReactionsOfPeopleAndKnowsWhenThatIsNotAll() throws ChatTrouble {
    Account chi = rig.member("chi");
    Account ben = rig.member("ben");
    Account robot = rig.bot("robot");
    MessageId posted = bot.post(CHANNEL, Message.of("approve?"), ID, false);
    for (Account who : List.of(chi, ben, robot)) {
      rig.reacts(who, posted, "✅");
    }
    rig.slack.react(chi.id(), posted.channel(), posted.id(), "eyes", true);

    Reactions all = bot.reactions(posted);
    rig.listsReactionsInPart(true);
    Reactions some = bot.reactions(posted);

    assertTrue(all.complete());
    assertEquals(
        List.of(
            new Reactions.Reaction(chi, "white_check_mark"),
            new Reactions.Reaction(ben, "white_check_mark"),
            new Reactions.Reaction(chi, "eyes")),
        all.all());
    assertFalse(some.complete());
  }

  @Test
  void tellsOnePersonWhereNobodyElseSees() throws ChatTrouble {
    Account chi = rig.member("chi");

    bot.post(bot.direct(chi), Message.of("You are needed."), ID, false);

    assertEquals(List.of("You are needed."), rig.privately(chi));
    assertEquals(List.of(), rig.messages(CHANNEL));
    trouble(Kind.REFUSED, () -> bot.direct(new Account("discord", "1")));
  }

  private void named(String name) {
    synchronized (rig.slack.state) {
      java.util.Objects.requireNonNull(rig.slack.state.channels.get(SlackRig.CHANNEL)).name = name;
    }
  }

  @Test
  void channelsAreCalledAsPeopleCallThemAndAskedForOnce() {
    named("shop-deploys");

    rig.types(rig.member("ada"), CHANNEL, "list");
    Eventually.so("heard", () -> heard.all.size() == 1);
    rig.types(rig.member("ada"), CHANNEL, "list");
    Eventually.so("heard again", () -> heard.all.size() == 2);

    assertEquals("#shop-deploys", bot.channelName(SlackRig.CHANNEL));
    assertEquals("direct message", bot.channelName("D0ADA"));
    assertEquals(1, rig.slack.state.calls.stream().filter("conversations.info"::equals).count());
  }

  @Test
  void withoutTheScopeAChannelIsCalledByItsIdAndWorks() {
    named("shop-deploys");
    rig.slack.state.scopes.remove("channels:read");

    rig.types(rig.member("ada"), CHANNEL, "list");
    Eventually.so("heard", () -> heard.all.size() == 1);

    assertEquals(SlackRig.CHANNEL, bot.channelName(SlackRig.CHANNEL));
  }

  @Test
  void aNameIsTextWhateverItSays() {
    named("x\u202e\n<!channel>");

    rig.types(rig.member("ada"), CHANNEL, "list");
    Eventually.so("heard", () -> heard.all.size() == 1);

    assertFalse(bot.channelName(SlackRig.CHANNEL).matches("(?s).*[\u202e\n].*"));
  }
}
