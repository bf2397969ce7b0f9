package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.Answering;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Form;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Press;
import dev.slipway.command.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import net.dv8tion.jda.api.utils.data.DataArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Answers in Discord's time: a first word within three seconds, the rest within fifteen minutes.
 */
@Tag("T2")
class DiscordAnswersTest {
  private ADiscord chat;
  private World.Person ada;

  /** Open: the core answers at once. */
  private final CountDownLatch core = new CountDownLatch(1);

  @BeforeEach
  void open() throws Exception {
    opened(ADiscord.inTime());
  }

  private void opened(ADiscord one) {
    chat = one.open();
    ada = chat.people.person("ada");
  }

  /** However long the machine stands still meanwhile, the core's answer is the first word. */
  private void isWaitedForLong() throws Exception {
    chat.close();
    opened(new ADiscord());
  }

  @AfterEach
  void close() {
    core.countDown();
    chat.close();
  }

  /** What is done once the core answers. */
  private interface Then {
    void answer(Answering answering);
  }

  private void blockedThen(Then then) {
    chat.answers =
        (incoming, answering) -> {
          try {
            core.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          then.answer(answering);
        };
  }

  private Interactions.One types(String line) {
    return chat.people.types(ada, World.CHANNEL, "run", Map.of("line", line));
  }

  private World.Message aButton() throws Exception {
    Press press = new Press("approve", "shop/42", 1, "", Optional.empty());
    var unused =
        chat.platform.post(
            ADiscord.CHANNEL,
            new Message(
                "shop",
                List.of(
                    new Message.Buttons(
                        List.of(
                            new Message.Button("Approve", "Approve", Message.Tone.GOOD, press)))),
                1,
                Optional.empty()),
            new PostId("root"),
            false);
    return chat.newest(World.CHANNEL);
  }

  private void acknowledged(Interactions.One one) {
    Eventually.so("acknowledged", one::isAnswered);
    assertEquals(List.of(), chat.discord.interactions.ignored());
  }

  private void eventuallyPrivate(String text) {
    Eventually.so(
        () -> text + " in " + chat.discord.privately(ada).stream().map(m -> m.content).toList(),
        () -> chat.discord.privately(ada).stream().anyMatch(m -> m.content.contains(text)));
  }

  @Test
  void aQuickAnswerIsTheFirstWord() throws Exception {
    isWaitedForLong();
    chat.answers = (incoming, answering) -> answering.privately(Message.of("3 releases."));

    Interactions.One one = types("list");

    eventuallyPrivate("3 releases.");
    assertEquals(4, one.answer);
    assertEquals(List.of(), chat.discord.messages(World.CHANNEL));
  }

  @Test
  void aQuickFactIsSeenByEveryone() throws Exception {
    isWaitedForLong();
    chat.answers = (incoming, answering) -> answering.openly(Message.of("Approved."));

    Interactions.One one = types("approve shop/42");

    Eventually.so("told", () -> chat.discord.messages(World.CHANNEL).size() == 1);
    assertEquals("Approved.", chat.newest(World.CHANNEL).content);
    assertEquals(4, one.answer);
  }

  /** Discord waits three seconds; nobody knows when the core answers. */
  @Test
  void acknowledgesInTimeWhileTheCoreIsBlocked() {
    blockedThen(answering -> answering.privately(Message.of("At last.")));

    Interactions.One one = types("list");
    acknowledged(one);
    assertEquals(5, one.answer);
    assertEquals(List.of(), chat.discord.privately(ada));
    core.countDown();

    eventuallyPrivate("At last.");
    assertEquals(1, chat.discord.privately(ada).size());
  }

  @Test
  void acknowledgesManyInTimeWhileTheCoreIsBlocked() throws Exception {
    blockedThen(answering -> {});
    World.Message root = aButton();

    for (int i = 0; i < 50; i++) {
      Interactions.One unused = types("show shop/" + i);
      Interactions.One click = chat.people.presses(ada, root, "Approve");
      assertEquals(root.id, click.on);
    }

    Eventually.so(
        "all acknowledged",
        () -> chat.discord.interactions.all().stream().allMatch(Interactions.One::isAnswered));
    Eventually.so("all heard", () -> chat.heard.size() == 100);
  }

  @Test
  void aLateFactIsStillSeenByEveryone() {
    blockedThen(answering -> answering.openly(Message.of("Approved.")));

    acknowledged(types("approve shop/42"));
    core.countDown();

    Eventually.so("told", () -> chat.discord.messages(World.CHANNEL).size() == 1);
    assertEquals("Approved.", chat.newest(World.CHANNEL).content);
    assertEquals(List.of(), chat.discord.privately(ada));
  }

  @Test
  void severalAnswersFollowEachOther() {
    blockedThen(answering -> {
      answering.privately(Message.of("One."));
      answering.privately(Message.of("Two."));
      answering.openly(Message.of("Three."));
    });

    acknowledged(types("start shop/42 --watch"));
    core.countDown();

    eventuallyPrivate("One.");
    eventuallyPrivate("Two.");
    Eventually.so("told", () -> chat.discord.messages(World.CHANNEL).size() == 1);
  }

  @Test
  void aClickIsAcknowledgedInSilence() throws Exception {
    blockedThen(answering -> answering.privately(Message.of("Approved.")));
    World.Message root = aButton();

    Interactions.One one = chat.people.presses(ada, root, "Approve");
    acknowledged(one);
    assertEquals(6, one.answer);
    core.countDown();

    eventuallyPrivate("Approved.");
  }

  @Test
  void aFormThatComesTooLateIsAskedForAgain() throws Exception {
    Form form =
        new Form(
            new Press("approve", "shop/42", 1, "", Optional.empty()),
            "Approve",
            "",
            List.of(new Form.Question("name", "Name", "shop/42", false)));
    blockedThen(answering -> answering.form(form));
    World.Message root = aButton();

    acknowledged(chat.people.presses(ada, root, "Approve"));
    core.countDown();

    eventuallyPrivate("Please do it once more.");
  }

  /** After fifteen minutes Discord knows the question no more; a person is told directly. */
  @Test
  void anAnswerThatIsTooLateForItsQuestionFindsItsWay() {
    blockedThen(answering -> {
      answering.privately(Message.of("For you."));
      answering.openly(Message.of("For all."));
    });

    acknowledged(types("start shop/42 --watch"));
    chat.discord.interactions.tokenLife = 0;
    core.countDown();

    eventuallyPrivate("For you.");
    Eventually.so("told", () -> chat.discord.messages(World.CHANNEL).size() == 1);
    assertEquals("For all.", chat.newest(World.CHANNEL).content);
  }

  @Test
  void aPrivateAnswerToAMentionIsADirectMessage() {
    chat.answers = (incoming, answering) -> answering.privately(Message.of("Only you."));

    World.Message unused =
        chat.people.writes(ada, World.CHANNEL, "<@" + World.BOT + "> show shop/42");

    eventuallyPrivate("Only you.");
    assertEquals(1, chat.discord.messages(World.CHANNEL).size());
  }

  @Test
  void whoeverTakesNoDirectMessagesIsToldHowElse() {
    chat.discord.closeMessagesOf(ada);
    chat.answers = (incoming, answering) -> answering.privately(Message.of("A secret."));

    World.Message question =
        chat.people.writes(ada, World.CHANNEL, "<@" + World.BOT + "> show shop/42");

    Eventually.so("answered", () -> chat.discord.messages(World.CHANNEL).size() == 2);
    World.Message answer = chat.newest(World.CHANNEL);
    assertTrue(answer.content.contains("Type /slipway run"), answer.content);
    assertEquals(question.id, answer.replyTo);
    assertTrue(!answer.content.contains("secret"));
  }

  @Test
  void offersTheRestOfALine() throws Exception {
    isWaitedForLong();
    chat.completes =
        line -> {
          List<Candidate> all = new ArrayList<>();
          for (int i = 0; i < 40; i++) {
            all.add(new Candidate("shop/" + i, "rolling out", "releases", true, ""));
          }
          return line.equals("approve sh") ? all : List.of();
        };

    Interactions.One one =
        chat.people.isTyping(ada, World.CHANNEL, "run", Map.of("line", "approve sh"), "line");

    Eventually.so("offered", one::isAnswered);
    assertEquals(25, one.choices.length());
    assertEquals("approve shop/0", one.choices.getObject(0).getString("name"));
    assertEquals("approve shop/0", one.choices.getObject(0).getString("value"));
  }

  @Test
  void offersTheValuesOfAnOption() throws Exception {
    isWaitedForLong();
    chat.completes =
        line ->
            line.equals("approve shop/42 --as on")
                ? List.of(
                    new Candidate("on-call", "needed, and yours", "roles", true, ""),
                    new Candidate("owner", "", "roles", false, "it is not yours"))
                : List.of();
    Map<String, String> typed = new java.util.LinkedHashMap<>();
    typed.put("release", "shop/42");
    typed.put("as", "on");

    Interactions.One one = chat.people.isTyping(ada, World.CHANNEL, "approve", typed, "as");

    Eventually.so("offered", one::isAnswered);
    assertEquals(
        List.of("on-call · needed, and yours", "owner · not now: it is not yours"),
        one.choices.stream(DataArray::getObject).map(choice -> choice.getString("name")).toList());
    assertEquals("on-call", one.choices.getObject(0).getString("value"));
  }

  @Test
  void offersNothingRatherThanTooLate() {
    chat.completes =
        line -> {
          try {
            core.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };

    Interactions.One one =
        chat.people.isTyping(ada, World.CHANNEL, "run", Map.of("line", "show "), "line");

    acknowledged(one);
    assertEquals(0, one.choices.length());
    assertEquals(List.of(), chat.heard.stream().filter(Incoming.Typed.class::isInstance).toList());
  }
}
