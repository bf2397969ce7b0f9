package dev.slipway.bot.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.AShop;
import dev.slipway.control.Answer;
import dev.slipway.control.Clock;
import dev.slipway.control.Opening;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.ChatBook;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.release.Actor;
import dev.slipway.risk.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One story for every platform (T2): people type, press and fill in, and the same comes of it
 * wherever they are. Ada writes the code, Ben owns the service, Chi is on call; Mallory is in the
 * chat and in no catalogue.
 */
@Tag("T2")
public abstract class ConversationStory {
  @TempDir private Path folder;

  private ChatRig rig;
  private AShop shop;
  private ChatBook book;
  private ChatPlatform platform;

  /** The platform under test, with people in it; its pace is kept by this clock where it can be. */
  protected abstract ChatRig open(Clock clock);

  @BeforeEach
  void open() {
    TheClock clock = new TheClock();
    rig = open(clock);
    shop =
        AShop.whosePeopleChat(
            folder,
            Map.of(
                "ada", List.of(rig.member("ada").key()),
                "ben", List.of(rig.member("ben").key()),
                "chi", List.of(rig.member("chi").key())),
            List.of());
    clock.follow(shop.clock());
    book = new SqlChatBook(shop.store());
    platform = rig.platform();
    platform.open(conversation());
    Eventually.so("connected", () -> platform.connection().up());
  }

  private Conversation conversation() {
    return new Conversation(shop.desk(), book, (at, channel) -> "#shop-deploys", new NoReactions());
  }

  @AfterEach
  void close() {
    platform.close();
    rig.close();
    shop.close();
  }

  /** A rig is made before the shop whose clock it has. */
  private static final class TheClock implements Clock {
    private volatile Optional<Clock> shop = Optional.empty();

    void follow(Clock clock) {
      shop = Optional.of(clock);
    }

    @Override
    public Instant now() {
      return shop.map(Clock::now).orElse(AShop.START);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      shop.orElseThrow().pause(duration);
    }
  }

  private static final class NoReactions implements Reacting {
    @Override
    public void reacted(Incoming.Reacted reacted, Answering answering) {}

    @Override
    public void removed(MessageId message) {}

    @Override
    public void settle(dev.slipway.release.ReleaseId release) {}
  }

  private Account ada() {
    return rig.member("ada");
  }

  private Account chi() {
    return rig.member("chi");
  }

  private Account mallory() {
    return rig.member("mallory");
  }

  private Place channel() {
    return Place.channel(platform.name(), rig.channel());
  }

  private ReleaseRecord release(String id) {
    return shop.desk().lookup().find(id, Optional.empty()) instanceof Answer.Yes<ReleaseRecord> yes
        ? yes.value()
        : org.junit.jupiter.api.Assertions.fail("no release " + id);
  }

  private String lastPrivate(Account who) {
    List<String> all = rig.privately(who);
    return all.isEmpty() ? "" : all.getLast();
  }

  private void eventuallyPrivate(Account who, String words) {
    Eventually.so(
        () -> "\"" + words + "\" for " + who.id() + " in " + rig.privately(who),
        () -> lastPrivate(who).contains(words));
  }

  private void eventuallyInChannel(String words) {
    Eventually.so(
        () -> "\"" + words + "\" in " + rig.messages(channel()),
        () -> rig.messages(channel()).stream().anyMatch(seen -> seen.text().contains(words)));
  }

  /** A message with a button, as the bot would have posted it. */
  private MessageId posted(ReleaseRecord release, Message.Button... buttons) throws ChatTrouble {
    MessageId id =
        platform.post(
            channel(),
            new Message(
                "shop v2 to prod",
                List.of(
                    new Message.Paragraph(Words.of("shop v2 to prod")),
                    new Message.Buttons(List.of(buttons))),
                1,
                Optional.of(release.id().toString())),
            new PostId("story-" + release.id().number()),
            false);
    ChatBook.Standing fresh =
        ChatBook.Standing.fresh(Channels.key(id), StreamName.of(release.id()), "root", shop.now());
    book.keep(
        new ChatBook.Standing(
            fresh.channel(),
            fresh.stream(),
            fresh.slot(),
            1,
            Optional.of(id.id()),
            1,
            "x",
            shop.now(),
            shop.now(),
            shop.now(),
            1,
            0,
            ChatBook.Standing.State.STANDING,
            ""));
    return id;
  }

  private static Message.Button button(
      String label, String verb, ReleaseRecord release, long footing) {
    return button(label, verb, release, footing, Optional.empty());
  }

  private static Message.Button button(
      String label,
      String verb,
      ReleaseRecord release,
      long footing,
      Optional<Press.FormKind> form) {
    return new Message.Button(
        label,
        label,
        Message.Tone.PLAIN,
        new Press(verb, release.id().toString(), footing, "", form));
  }

  @Test
  void answersAQuestionOnlyToWhoeverAsked() {
    shop.opened("v2");

    rig.types(ada(), channel(), "show shop/2");

    eventuallyPrivate(ada(), "100 % on v1");
    assertEquals(List.of(), rig.messages(channel()));
    assertEquals(List.of(), rig.privately(chi()));
  }

  @Test
  void tellsEveryoneWhatWasChangedAndRemembersWhoAndWhere() {
    shop.opened("v2");

    rig.types(chi(), channel(), "approve shop/2 —note “here until six”");

    eventuallyInChannel("You approved shop/2");
    Actor by = release("shop/2").story().getLast().entry().by();
    assertEquals("chi", by.name());
    assertTrue(by.surface().endsWith(" #shop-deploys"), by.surface());
  }

  @Test
  void saysNoOnlyToWhoeverAskedAndWhatHelps() {
    shop.opened("v2");

    rig.types(ada(), channel(), "approve shop/2");

    eventuallyPrivate(
        ada(), "Your approval of shop/2 would not count: you wrote one of its commits");
    assertEquals(List.of(), rig.messages(channel()));
  }

  @Test
  void helpsWithAWordThatIsMistyped() {
    rig.types(ada(), channel(), "lisst");

    eventuallyPrivate(ada(), "list");
  }

  @Test
  void aStrangerMayLookAndNeverAct() {
    shop.opened("v2");
    long before = release("shop/2").version();

    rig.types(mallory(), channel(), "show shop/2");
    eventuallyPrivate(mallory(), "100 % on v1");
    rig.types(mallory(), channel(), "cancel shop/2 --reason fun");

    eventuallyPrivate(mallory(), "chat: [" + mallory().key() + "]");
    assertEquals(before, release("shop/2").version());
  }

  @Test
  void asksBeforeAStartAndAYesStartsIt() {
    shop.withAWorker().ready("v2");

    rig.types(ada(), channel(), "start shop/2");
    eventuallyPrivate(ada(), "[Yes, go on]");
    assertFalse(release("shop/2").state().isMoving());

    rig.pressesPrivately(ada(), "Yes, go on");

    Eventually.so("started", () -> release("shop/2").state().isMoving());
  }

  @Test
  void aNoChangesNothingAndAQuestionIsAnsweredOnce() {
    shop.withAWorker().ready("v2");
    rig.types(ada(), channel(), "start shop/2");
    eventuallyPrivate(ada(), "[Yes, go on]");

    rig.pressesPrivately(ada(), "No");

    eventuallyPrivate(ada(), "Nothing was changed.");
    assertFalse(release("shop/2").state().isMoving());
  }

  @Test
  void aYesThatComesTooLateDoesNothing() {
    shop.withAWorker().ready("v2");
    rig.types(ada(), channel(), "start shop/2");
    eventuallyPrivate(ada(), "[Yes, go on]");
    shop.later(Duration.ofMinutes(16));

    rig.pressesPrivately(ada(), "Yes, go on");

    eventuallyPrivate(ada(), "more than 15 minutes ago");
    assertFalse(release("shop/2").state().isMoving());
  }

  @Test
  void aThreadMeansItsRelease() throws ChatTrouble {
    ReleaseRecord release = shop.opened("v2");
    MessageId root = posted(release, button("Details", "details", release, 1));

    rig.types(ada(), Place.threadOf(root), "show");

    eventuallyPrivate(ada(), "shop/2");
  }

  @Test
  void aButtonIsTheSameAsTheLine() throws ChatTrouble {
    ReleaseRecord release = shop.opened("v2");
    MessageId root = posted(release, button("Approve", "approve", release, Footing.of(release)));

    rig.presses(chi(), root, "Approve");

    eventuallyPrivate(chi(), "You approved shop/2");
    assertEquals(1, release("shop/2").gateRecords().size());
  }

  @Test
  void aClickThatComesTwiceIsAnsweredOnce() throws ChatTrouble {
    ReleaseRecord release = shop.opened("v2");
    MessageId root = posted(release, button("Approve", "approve", release, Footing.of(release)));
    rig.presses(chi(), root, "Approve");
    eventuallyPrivate(chi(), "You approved shop/2");

    rig.repeatsLastEvent();
    rig.types(chi(), channel(), "list");

    Eventually.so("list is answered", () -> rig.privately(chi()).size() == 2);
    assertEquals(1, release("shop/2").gateRecords().size());
  }

  @Test
  void twoServersAnswerOneClickOnce() throws ChatTrouble {
    ReleaseRecord release = shop.opened("v2");
    ChatPlatform second = rig.anotherPlatform();
    second.open(conversation());
    Eventually.so("connected", () -> second.connection().up());
    MessageId root = posted(release, button("Approve", "approve", release, Footing.of(release)));

    rig.presses(chi(), root, "Approve");
    eventuallyPrivate(chi(), "You approved shop/2");
    rig.types(chi(), channel(), "list");

    Eventually.so("list is answered", () -> rig.privately(chi()).size() == 2);
    assertEquals(1, release("shop/2").gateRecords().size());
    second.close();
  }

  @Test
  void aButtonOfAnOlderMessageDoesNothing() throws ChatTrouble {
    ReleaseRecord release = shop.opened("v2");
    MessageId root = posted(release, button("Approve", "approve", release, Footing.of(release)));
    raiseTheRisk(release);

    rig.presses(chi(), root, "Approve");

    eventuallyPrivate(chi(), "This message was older, nothing done");
    assertEquals(
        0,
        release("shop/2").gateRecords().stream()
            .filter(record -> record instanceof dev.slipway.gate.GateRecord.Approved)
            .count());
  }

  private ReleaseRecord raiseTheRisk(ReleaseRecord release) {
    return AShop.yes(
        shop.desk()
            .opening()
            .plan(
                AShop.BEN,
                release,
                new Opening.PlanWish(Optional.empty(), Optional.of(Level.HIGH), "money")));
  }

  /** The safe direction is never refused for being late. */
  @Test
  void theWayBackIsTakenFromAnyMessage() throws ChatTrouble {
    ReleaseRecord release = shop.atAQuarter("v2");
    MessageId root = posted(release, button("Roll back", "rollback", release, 1));

    rig.presses(ada(), root, "Roll back");

    Eventually.so(
        "rolling back", () -> release("shop/2").state() instanceof dev.slipway.rollout.RollingBack);
  }

  @Test
  void aHighRiskIsApprovedByTypingTheName() throws ChatTrouble {
    ReleaseRecord release = raiseTheRisk(shop.opened("v2"));
    MessageId root =
        posted(
            release,
            button(
                "Approve",
                "approve",
                release,
                Footing.of(release),
                Optional.of(Press.FormKind.TYPED_NAME)));

    rig.presses(chi(), root, "Approve");
    Eventually.so("a form", () -> rig.form(chi()).isPresent());
    rig.submits(chi(), Map.of(Forms.NAME, "shop/3"));
    eventuallyPrivate(chi(), "typed letter by letter");
    assertEquals(0, approvals());

    shop.later(Duration.ofSeconds(3));
    rig.presses(chi(), root, "Approve");
    Eventually.so("a form", () -> rig.form(chi()).isPresent());
    rig.submits(chi(), Map.of(Forms.NAME, "shop/2"));

    Eventually.so("approved", () -> approvals() == 1);
  }

  private long approvals() {
    return release("shop/2").story().stream()
        .filter(told ->
            told.fact() instanceof Fact.Gated gated
                && gated.record() instanceof dev.slipway.gate.GateRecord.Approved)
        .count();
  }

  @Test
  void aHighRiskIsNotApprovedByAButtonAlone() throws ChatTrouble {
    ReleaseRecord release = raiseTheRisk(shop.opened("v2"));
    MessageId root = posted(release, button("Approve", "approve", release, Footing.of(release)));

    rig.presses(chi(), root, "Approve");

    eventuallyPrivate(chi(), "needs the button and the name");
    assertEquals(0, approvals());
  }

  @Test
  void anItemIsConfirmedWithEvidence() throws ChatTrouble {
    ReleaseRecord release = shop.opened("v2");
    MessageId root =
        posted(
            release,
            new Message.Button(
                "Confirm on-call",
                "Confirm on-call",
                Message.Tone.PLAIN,
                new Press(
                    "confirm",
                    "shop/2",
                    Footing.of(release),
                    "on-call",
                    Optional.of(Press.FormKind.EVIDENCE))));

    rig.presses(chi(), root, "Confirm on-call");
    Eventually.so("a form", () -> rig.form(chi()).isPresent());
    rig.submits(chi(), Map.of(Forms.EVIDENCE, "Chi watches until six"));

    eventuallyPrivate(chi(), "on-call of shop/2 is confirmed");
    assertEquals(
        "Chi watches until six",
        release("shop/2").gateRecords().stream()
            .filter(r -> r instanceof dev.slipway.gate.GateRecord.ItemConfirmed)
            .map(r -> ((dev.slipway.gate.GateRecord.ItemConfirmed) r).evidence())
            .findFirst()
            .orElseThrow());
  }

  private MessageId withAForm(ReleaseRecord release, String label, String verb, Press.FormKind form)
      throws ChatTrouble {
    return posted(release, button(label, verb, release, Footing.of(release), Optional.of(form)));
  }

  @Test
  void aFormOpensOnceForTwoClicksAndForAClickThatComesAgain() throws ChatTrouble {
    MessageId root = withAForm(shop.opened("v2"), "Hold back", "reject", Press.FormKind.REASON);

    rig.presses(chi(), root, "Hold back");
    Eventually.so("a form", () -> rig.form(chi()).isPresent());
    rig.repeatsLastEvent();
    rig.presses(chi(), root, "Hold back");
    rig.types(chi(), channel(), "list");
    eventuallyPrivate(chi(), "shop/2");

    assertEquals(1, rig.formsOpened(chi()));
    shop.later(Duration.ofSeconds(3));
    rig.presses(chi(), root, "Hold back");
    Eventually.so("whoever comes again gets it again", () -> rig.formsOpened(chi()) == 2);
  }

  @Test
  void twoServersOpenOneForm() throws ChatTrouble {
    ChatPlatform second = rig.anotherPlatform();
    second.open(conversation());
    Eventually.so("connected", () -> second.connection().up());
    MessageId root = withAForm(shop.opened("v2"), "Hold back", "reject", Press.FormKind.REASON);

    rig.presses(chi(), root, "Hold back");
    Eventually.so("a form", () -> rig.form(chi()).isPresent());
    rig.types(chi(), channel(), "list");
    eventuallyPrivate(chi(), "shop/2");

    assertEquals(1, rig.formsOpened(chi()));
    second.close();
  }

  @Test
  void aStageIsWatchedForAsLongAsTheFormSays() throws ChatTrouble {
    MessageId root = withAForm(shop.atAQuarter("v2"), "Extend…", "extend", Press.FormKind.LONGER);

    rig.presses(ada(), root, "Extend…");
    Eventually.so("a form", () -> rig.form(ada()).isPresent());
    rig.submits(ada(), Map.of(Forms.LONGER, "20m"));

    eventuallyPrivate(ada(), "shop/2 is watched 20 min longer");
    assertEquals(
        Duration.ofMinutes(20),
        ((dev.slipway.rollout.Shifting) release("shop/2").state()).longer());
  }

  @Test
  void whatIsWrittenIntoAFormIsNoOption() throws ChatTrouble {
    MessageId root = withAForm(shop.atAQuarter("v2"), "Extend…", "extend", Press.FormKind.LONGER);

    rig.presses(ada(), root, "Extend…");
    Eventually.so("a form", () -> rig.form(ada()).isPresent());
    rig.submits(ada(), Map.of(Forms.LONGER, "--help"));

    eventuallyPrivate(ada(), "--help");
    assertTrue(lastPrivate(ada()).contains("E-USAGE"), lastPrivate(ada()));
  }

  @Test
  void aFormOfAnOlderMessageDoesNothing() throws ChatTrouble {
    ReleaseRecord release = shop.atAQuarter("v2");
    MessageId root = withAForm(release, "Finish…", "finish", Press.FormKind.REASON);
    ReleaseRecord unused = AShop.yes(shop.desk().course().pause(AShop.BEN, release, "a log line"));

    rig.presses(ada(), root, "Finish…");
    Eventually.so("a form", () -> rig.form(ada()).isPresent());
    rig.submits(ada(), Map.of(Forms.REASON, "quiet for an hour"));

    eventuallyPrivate(ada(), "This message was older, nothing done");
  }

  @Test
  void oversizedInputIsRefusedWithoutBeingRepeated() {
    rig.types(ada(), channel(), "show " + "x".repeat(3100));

    eventuallyPrivate(ada(), "too long for a command");
    assertFalse(lastPrivate(ada()).contains("xxx"));
  }

  @Test
  void aFloodOfMentionsTellsNobody() {
    rig.types(ada(), channel(), "show " + "<@U1> <!channel> @everyone ".repeat(40));

    Eventually.so("an answer", () -> !rig.privately(ada()).isEmpty());
    assertEquals(List.of(), rig.messages(channel()));
    assertEquals(List.of(), rig.privately(chi()));
  }

  @Test
  void markupOfStrangersStaysText() {
    shop.whoseCommitSays("<!channel> *boom* <https://evil.example|click> @everyone `rm`");
    shop.opened("v2");
    rig.types(chi(), channel(), "approve shop/2 --note \"<!here> @everyone\"");

    eventuallyInChannel("You approved shop/2");
    assertTrue(
        rig.messages(channel()).stream().allMatch(seen -> seen.mentioned().isEmpty()),
        rig.messages(channel()).toString());
  }

  @Test
  void completesWhatIsBeingTyped() {
    shop.opened("v2");

    List<String> values =
        conversation().complete(chi(), channel(), "approve sh").stream()
            .map(dev.slipway.command.Candidate::value)
            .toList();

    assertEquals(List.of("shop/2"), values.stream().filter("shop/2"::equals).toList());
  }

  @Test
  void aWishHoldsForThePersonAndStrangersHaveNone() {
    rig.types(chi(), channel(), "notify me: mine");
    eventuallyPrivate(chi(), "From now on you are told directly");
    assertEquals(
        Map.of("chi", dev.slipway.control.Attention.Wish.MINE), shop.desk().attention().all());

    rig.types(mallory(), channel(), "notify me mine");
    eventuallyPrivate(mallory(), "chat: [" + mallory().key() + "]");
    rig.types(chi(), channel(), "notify me everything");
    eventuallyPrivate(chi(), "mine, approvals, nothing");

    assertEquals(1, shop.desk().attention().all().size());
    assertEquals(List.of(), rig.messages(channel()), "nobody else's business");
  }

  @Test
  void whatWaitsForSomebodyIsSaidToThemAlone() {
    shop.opened("v2");

    rig.types(chi(), channel(), "todo");

    eventuallyPrivate(chi(), "shop/2 wants your approval as on-call");
    assertEquals(List.of(), rig.messages(channel()));
  }
}
