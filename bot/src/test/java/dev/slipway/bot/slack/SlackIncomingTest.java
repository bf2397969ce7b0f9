package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Form;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Press;
import dev.slipway.bot.slack.FakeSlackDelivery.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people do reaches the bot once, in both modes, whatever happens in between. */
@Tag("T2")
class SlackIncomingTest {
  private static final Place CHANNEL = Place.channel(SlackPlatform.NAME, SlackRig.CHANNEL);

  private final HeardInSlack heard = new HeardInSlack();
  private final List<SlackRig> rigs = new ArrayList<>();

  private SlackRig open(SlackRig.Mode mode) {
    SlackRig rig = new SlackRig(mode);
    rigs.add(rig);
    SlackPlatform bot = rig.platform();
    bot.open(heard);
    Eventually.so(() -> bot.connection().words(), () -> bot.connection().up());
    return rig;
  }

  @AfterEach
  void close() {
    rigs.forEach(SlackRig::close);
  }

  private <T extends Incoming> T next(Class<T> kind) {
    Eventually.so(
        () -> kind.getSimpleName() + " among " + heard.all,
        () -> heard.all.stream().anyMatch(kind::isInstance));
    return heard.all.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  private static MessageId posted(SlackRig rig) throws ChatTrouble {
    Press press = new Press("approve", "shop/42", 7, "", Optional.empty());
    Press item = new Press("confirm", "shop/42", 7, "", Optional.of(Press.FormKind.EVIDENCE));
    Message message =
        new Message(
            "shop v2",
            List.of(
                new Message.Buttons(
                    List.of(
                        new Message.Button(
                            "Approve", "Approve shop 42", Message.Tone.GOOD, press))),
                new Message.Menu(
                    "Confirm an item",
                    item,
                    List.of(
                        new Message.Choice("on-call", "Somebody is on call"),
                        new Message.Choice("backup", "There is a backup")))),
            7,
            Optional.of("shop/42"));
    return rig.platform().post(CHANNEL, message, new PostId("root-42"), false);
  }

  @ParameterizedTest
  @EnumSource
  void acknowledgesInTimeThoughTheCoreIsBlocked(SlackRig.Mode mode) throws Exception {
    SlackRig rig = open(mode);
    CountDownLatch blocked = new CountDownLatch(1);
    heard.then =
        (incoming, answering) -> {
          try {
            blocked.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Account ada = rig.member("ada");
    MessageId on = posted(rig);

    for (int i = 0; i < 30; i++) {
      rig.types(ada, CHANNEL, "show shop/" + i);
      rig.presses(ada, on, "Approve");
    }
    rig.reacts(ada, on, "✅");

    Eventually.so(
        () -> "61 deliveries, not " + rig.slack.delivered.size(),
        () -> rig.slack.delivered.size() == 61);
    blocked.countDown();
    Eventually.so("all heard", () -> heard.all.size() == 61);
    for (FakeSlack.Delivered delivered : rig.slack.delivered) {
      assertTrue(delivered.acknowledged() && delivered.attempts() == 1, delivered.toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aButtonComesBackAsItWasSent(SlackRig.Mode mode) throws Exception {
    SlackRig rig = open(mode);
    MessageId on = posted(rig);

    rig.presses(rig.member("chi"), on, "Approve");

    Incoming.Pressed pressed = next(Incoming.Pressed.class);
    assertEquals(rig.member("chi"), pressed.by());
    assertEquals(on, pressed.on());
    assertEquals(CHANNEL, pressed.at());
    assertEquals(new Press("approve", "shop/42", 7, "", Optional.empty()), pressed.press());
  }

  @ParameterizedTest
  @EnumSource
  void anEntryOfAMenuOpensAFormAndItsAnswersComeBack(SlackRig.Mode mode) throws Exception {
    SlackRig rig = open(mode);
    Account chi = rig.member("chi");
    heard.then =
        (incoming, answering) -> {
          if (incoming instanceof Incoming.Pressed pressed) {
            answering.form(
                new Form(
                    pressed.press(),
                    "Evidence for an item of shop/42",
                    "What shows that it is so?",
                    List.of(new Form.Question("evidence", "Evidence", "a link", true))));
          }
        };

    rig.chooses(chi, posted(rig), "Somebody is on call");
    Eventually.so("a form", () -> rig.form(chi).isPresent());
    rig.submits(chi, Map.of("evidence", "Chi <watches> & waits"));

    Incoming.Submitted submitted = next(Incoming.Submitted.class);
    assertEquals("on-call", submitted.press().argument());
    assertEquals(Map.of("evidence", "Chi <watches> & waits"), submitted.answers());
    assertEquals(CHANNEL, submitted.at());
  }

  @ParameterizedTest
  @EnumSource
  void aFormThatComesTooLateIsAnsweredInWords(SlackRig.Mode mode) throws Exception {
    SlackRig rig = open(mode);
    Account chi = rig.member("chi");
    heard.then =
        (incoming, answering) -> {
          if (incoming instanceof Incoming.Pressed pressed) {
            synchronized (rig.slack.state) {
              rig.slack.state.triggers.replaceAll((id, trigger) ->
                  new FakeSlackState.Trigger(
                      trigger.user, trigger.made.minus(Duration.ofHours(1))));
            }
            answering.form(new Form(pressed.press(), "Evidence", "", List.of()));
          }
        };

    rig.presses(chi, posted(rig), "Approve");

    Eventually.so(
        () -> "words in " + rig.privately(chi),
        () -> rig.privately(chi).stream().anyMatch(text -> text.contains("Press it once more")));
  }

  @ParameterizedTest
  @EnumSource
  void aMentionInAThreadIsALineOfThatThread(SlackRig.Mode mode) throws Exception {
    SlackRig rig = open(mode);
    MessageId root = posted(rig);

    rig.types(rig.member("ada"), Place.threadOf(root), "show --reason “soon”");

    Incoming.Typed typed = next(Incoming.Typed.class);
    assertEquals("show --reason “soon”", typed.line());
    assertEquals(Place.threadOf(root), typed.at());
  }

  @ParameterizedTest
  @EnumSource
  void aDirectMessageIsALineAndIsAnsweredThere(SlackRig.Mode mode) {
    SlackRig rig = open(mode);
    Account ada = rig.member("ada");
    heard.then = (incoming, answering) -> answering.privately(Message.of("100 % on v1"));

    rig.slack.direct(ada.id(), "list");

    assertEquals("list", next(Incoming.Typed.class).line());
    Eventually.so("an answer", () -> rig.privately(ada).contains("100 % on v1"));
  }

  @ParameterizedTest
  @EnumSource
  void aCommandIsAnsweredWhereTheBotIsNotToo(SlackRig.Mode mode) {
    SlackRig rig = open(mode);
    Account ada = rig.member("ada");
    rig.slack.channel("C0ELSEWHERE", ada.id());
    synchronized (rig.slack.state) {
      FakeSlackState.Channel two = new FakeSlackState.Channel(true, true);
      two.members.addAll(List.of(ada.id(), rig.member("chi").id()));
      rig.slack.state.channels.put("D0ADACHI", two);
    }
    heard.then =
        (incoming, answering) -> {
          answering.privately(Message.of("only you"));
          answering.openly(Message.of("everyone"));
        };

    for (String channel : List.of("C0ELSEWHERE", "D0ADACHI")) {
      Place there = Place.channel(SlackPlatform.NAME, channel);
      rig.types(ada, there, "list");

      Eventually.so(
          () -> "everyone in " + rig.messages(there),
          () -> rig.messages(there).stream().anyMatch(seen -> seen.text().equals("everyone")));
    }
    assertEquals(List.of("only you", "only you"), rig.privately(ada));
  }

  @ParameterizedTest
  @EnumSource
  void answersMoreThanFiveTimesThoughSlacksAddressDoesNot(SlackRig.Mode mode) {
    SlackRig rig = open(mode);
    Account ada = rig.member("ada");
    heard.then =
        (incoming, answering) -> {
          for (int i = 0; i < 7; i++) {
            answering.privately(Message.of("answer " + i));
          }
        };

    rig.types(ada, CHANNEL, "list");

    Eventually.so(
        () -> "seven of " + rig.privately(ada), () -> rig.privately(ada).contains("answer 6"));
    assertEquals(7, rig.privately(ada).size());
  }

  @ParameterizedTest
  @EnumSource
  void programsReactionsMeanNothing(SlackRig.Mode mode) throws Exception {
    SlackRig rig = open(mode);
    MessageId on = posted(rig);

    rig.reacts(rig.bot("robot"), on, "✅");
    rig.reacts(rig.member("chi"), on, "✅");
    rig.takesReactionBack(rig.member("chi"), on, "✅");

    Eventually.so("two reactions", () -> heard.all.size() == 2);
    Eventually.so("three deliveries", () -> rig.slack.delivered.size() == 3);
    assertTrue(
        heard.all.stream().allMatch(incoming -> incoming.by().equals(rig.member("chi"))),
        heard.all.toString());
  }

  @ParameterizedTest
  @EnumSource
  void hearsThatItsOwnMessageIsGoneAndNothingOfOthers(SlackRig.Mode mode) throws Exception {
    SlackRig rig = open(mode);
    MessageId on = posted(rig);
    FakeSlackState.Posted other =
        rig.slack.write("U0ADA", SlackRig.CHANNEL, Optional.empty(), "hello");

    rig.slack.delete(other.channel, other.ts);
    rig.deletes(on);

    assertEquals(on, next(Incoming.Removed.class).message());
    assertEquals(1, heard.all.size(), heard.all.toString());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSentAgainKeepsItsId(SlackRig.Mode mode) throws Exception {
    SlackRig rig = open(mode);
    rig.reacts(rig.member("chi"), posted(rig), "✅");
    next(Incoming.Reacted.class);

    rig.repeatsLastEvent();

    Eventually.so("heard again", () -> heard.all.size() == 2);
    assertEquals(heard.all.getFirst(), heard.all.getLast());
  }

  @ParameterizedTest
  @EnumSource
  void aMentionThatArrivesAsMessageTooIsOneEvent(SlackRig.Mode mode) {
    SlackRig rig = open(mode);
    Account ada = rig.member("ada");
    rig.slack.mention(ada.id(), SlackRig.CHANNEL, Optional.empty(), "list");
    Incoming.Typed first = next(Incoming.Typed.class);
    FakeSlackState.Posted written =
        rig.slack.state.in(SlackRig.CHANNEL, Optional.empty()).getLast();

    rig.slack.send(
        Kind.EVENT, rig.slack.callback(FakeSlackState.TEAM, FakeSlack.message(written, "message")));

    Eventually.so("heard again", () -> heard.all.size() == 2);
    assertEquals(first, heard.all.getLast());
  }

  @ParameterizedTest
  @EnumSource
  void aButtonOfAnotherWorkspaceIsRefusedAndItsEventsAreDropped(SlackRig.Mode mode)
      throws Exception {
    SlackRig rig = open(mode);
    // What is refused is not acknowledged.
    rig.slack.acknowledgedWithin = Duration.ofSeconds(2);
    MessageId on = posted(rig);
    JsonObject container = new JsonObject();
    container.addProperty("type", "message");
    container.addProperty("message_ts", on.id());
    container.addProperty("channel_id", on.channel());
    JsonObject action = new JsonObject();
    action.addProperty("type", "button");
    action.addProperty("action_id", "press-0");
    action.addProperty("value", "approve shop/42 7");
    FakeSlackState.Posted written =
        rig.slack.write("U0EVE", SlackRig.CHANNEL, Optional.empty(), "<@U0SLIPWAY> cancel shop/42");

    rig.slack.send(Kind.INTERACTION, rig.slack.pressed("T0STRANGER", "U0EVE", container, action));
    rig.slack.send(
        Kind.EVENT, rig.slack.callback("T0STRANGER", FakeSlack.message(written, "app_mention")));
    JsonObject shared = FakeSlack.message(written, "app_mention");
    shared.addProperty("user_team", "T0STRANGER");
    rig.slack.send(Kind.EVENT, rig.slack.callback(FakeSlackState.TEAM, shared));
    rig.types(rig.member("ada"), CHANNEL, "list");

    next(Incoming.Typed.class);
    Eventually.so("four deliveries", () -> rig.slack.delivered.size() == 4);
    assertEquals(1, heard.all.size(), heard.all.toString());
    for (FakeSlack.Delivered delivered : rig.slack.delivered) {
      assertEquals(
          delivered.kind() != Kind.INTERACTION, delivered.acknowledged(), delivered.toString());
    }
  }
}
