package dev.slipway.bot.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.Attention;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One story for every platform (T2): people type, press and fill in, and the same comes of it
 * wherever they are. Ada writes the code, Ben owns the service, Chi is on call; Mallory is in the
 * chat and in no catalogue.
 */
@Tag("T2")
public abstract class ConversationStory extends FormStory {
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
        Map.of("chi", new Attention.Asked(Attention.Wish.MINE, Optional.of(chi().key()))),
        shop.desk().attention().all());

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
