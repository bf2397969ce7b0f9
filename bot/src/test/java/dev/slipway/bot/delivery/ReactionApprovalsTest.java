package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.MemoryChat;
import dev.slipway.command.AShop;
import dev.slipway.control.Opening;
import dev.slipway.gate.Approvals;
import dev.slipway.gate.GateRecord;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.risk.Level;
import dev.slipway.rollout.Shifting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G3: approvals by reaction and by button, and what must not be one. */
@Tag("G3")
@Tag("T2")
class ReactionApprovalsTest {
  @TempDir private Path folder;
  private Told<MemoryChat> told;
  private AShop shop;

  @BeforeEach
  void open() {
    told = new Told<>(folder, MemoryChat::new);
    shop = told.shop;
    Delivery unused = told.server("one");
    ReleaseRecord opened = shop.opened("v2");
    told.passes(Duration.ofSeconds(10));
    assertEquals("shop/2", opened.id().toString());
  }

  @AfterEach
  void close() {
    told.close();
  }

  private List<String> approvers() {
    return Approvals.of(shop.desk().gates().status(told.release("shop/2")).facts()).given().stream()
        .map(Approvals.Given::person)
        .toList();
  }

  private void eventuallyApprovedBy(String... people) {
    Eventually.so(() -> "approved by " + approvers(), () -> approvers().equals(List.of(people)));
  }

  private void reacts(String who, ChatRig.Seen on, String emoji) {
    told.chat.reacts(told.account(who), on.id(), emoji);
  }

  private void minutePasses() {
    Told<MemoryChat> unused = told.passes(Duration.ofSeconds(65));
  }

  private long entries() {
    return told.release("shop/2").story().size();
  }

  @Test
  void aReactionApprovesAndIsRemembered() {
    reacts("chi", told.ask(), "✅");

    eventuallyApprovedBy("chi");
    GateRecord.Approved approved =
        (GateRecord.Approved) told.release("shop/2").gateRecords().getLast();
    assertEquals("Memory C1, by reaction", approved.surface());
    told.passes(Duration.ofSeconds(10));
    assertTrue(
        told.thread().stream().anyMatch(s -> s.text().contains("shop v2 to prod is approved.")),
        told.threadTexts().toString());
    assertTrue(told.thread().stream().noneMatch(s -> s.buttons().contains("Approve")));
  }

  @Test
  void takingTheReactionBackWithdraws() {
    ChatRig.Seen ask = told.ask();
    reacts("chi", ask, "✅");
    eventuallyApprovedBy("chi");

    told.chat.takesReactionBack(told.account("chi"), ask.id(), "✅");

    eventuallyApprovedBy();
    told.passes(Duration.ofSeconds(10));
    assertTrue(told.ask().text().contains("needs 1 approval"));
  }

  @Test
  void takingItBackAfterTheStartPausesAtTheEndOfTheStageAndNothingMore() {
    ChatRig.Seen ask = told.ask();
    reacts("chi", ask, "✅");
    eventuallyApprovedBy("chi");
    ReleaseRecord moving = shop.atAQuarter(told.release("shop/2"));
    assertTrue(moving.state().isMoving());

    told.chat.takesReactionBack(told.account("chi"), ask.id(), "✅");

    Eventually.so(
        "holds at the end of its stage",
        () -> told.release("shop/2").state() instanceof Shifting shifting && shifting.holdAtEnd());
  }

  @Test
  void theAuthorsReactionDoesNotCountAndSheIsToldWhy() {
    reacts("ada", told.ask(), "✅");

    told.eventuallyPrivate("ada", "you wrote one of its commits");
    assertEquals(List.of(), approvers());
  }

  @Test
  void aPersonWithoutTheRoleDoesNotApprove() {
    reacts("ben", told.ask(), "✅");

    told.eventuallyPrivate("ben", "you have none of the roles asked for");
    assertEquals(List.of(), approvers());
  }

  @Test
  void anUnknownUserDoesNotApprove() {
    reacts("mallory", told.ask(), "✅");

    told.eventuallyPrivate("mallory", "slipway.yaml does not say who you are");
    assertEquals(List.of(), approvers());
  }

  @Test
  void aBotsReactionIsNothing() {
    long before = entries();
    told.chat.reacts(told.chat.bot("other"), told.ask().id(), "✅");

    minutePasses();

    assertEquals(before, entries());
    assertEquals(List.of(), told.chat.privately(told.chat.bot("other")));
  }

  @Test
  void aReactionOnTheWrongMessageIsDecoration() {
    reacts("chi", told.root(), "✅");
    told.eventuallyPrivate("chi", "Here it is decoration");

    minutePasses();

    assertEquals(List.of(), approvers());
  }

  @Test
  void anotherEmojiIsDecoration() {
    reacts("chi", told.ask(), "🎉");

    minutePasses();

    assertEquals(List.of(), approvers());
  }

  @Test
  void aLostEventIsFoundWithinAMinute() {
    told.chat.away(true);
    reacts("chi", told.ask(), "✅");
    told.chat.away(false);
    assertEquals(List.of(), approvers());

    minutePasses();

    assertEquals(List.of("chi"), approvers());
  }

  @Test
  void anEventWithoutAReactionBehindItCountsNothing() {
    ChatRig.Seen ask = told.ask();
    reacts("chi", ask, "✅");
    eventuallyApprovedBy("chi");
    told.chat.takesReactionBack(told.account("chi"), ask.id(), "✅");
    eventuallyApprovedBy();

    told.chat.repeatsReaction(told.account("chi"), ask.id(), "✅", true);
    minutePasses();

    assertEquals(List.of(), approvers(), "late, and in the wrong order");
  }

  @Test
  void aDoubledEventCountsOnce() {
    reacts("chi", told.ask(), "✅");
    eventuallyApprovedBy("chi");
    long before = entries();

    told.chat.repeatsLastEvent();
    minutePasses();

    assertEquals(before, entries());
  }

  @Test
  void aPartialListWithdrawsNothing() {
    reacts("chi", told.ask(), "✅");
    eventuallyApprovedBy("chi");
    told.chat.listsReactionsInPart(true);

    minutePasses();
    assertEquals(List.of("chi"), approvers());
    minutePasses();
    minutePasses();
    assertEquals(List.of(), approvers(), "nobody has seen it for more than two minutes");
    told.chat.listsReactionsInPart(false);
    minutePasses();

    assertEquals(List.of("chi"), approvers(), "it was never withdrawn");
  }

  @Test
  void aPlatformThatIsAwayHoldsNoApprovalOfTheShellUp() {
    told.chat.away(true);
    ReleaseRecord unused =
        AShop.yes(
            shop.desk()
                .gates()
                .approve(AShop.CHI, told.release("shop/2"), Optional.empty(), "shell"));

    minutePasses();
    told.chat.away(false);
    minutePasses();

    assertEquals(List.of("chi"), approvers());
  }

  @Test
  void anApprovalWithdrawnInTheShellDoesNotComeBackWithTheOldReaction() {
    reacts("chi", told.ask(), "✅");
    eventuallyApprovedBy("chi");
    ReleaseRecord unused =
        AShop.yes(shop.desk().gates().withdraw(AShop.CHI, told.release("shop/2"), "wait"));

    minutePasses();

    assertEquals(List.of(), approvers());
  }

  @Test
  void aChangedPlanAsksAnewAndOldReactionsAreForTheOldPlan() {
    ChatRig.Seen old = told.ask();
    reacts("chi", old, "✅");
    eventuallyApprovedBy("chi");
    raise(Level.MEDIUM);
    told.passes(Duration.ofSeconds(20));

    assertEquals(List.of(), approvers());
    assertFalse(told.ask().id().equals(old.id()));
    ChatRig.Seen outdated =
        told.thread().stream().filter(s -> s.id().equals(old.id())).findFirst().orElseThrow();
    assertTrue(outdated.text().contains("has changed: approvals of this one do not count"));
    assertEquals(List.of(), outdated.buttons());
    minutePasses();
    assertEquals(List.of(), approvers());
    reacts("chi", told.ask(), "✅");
    eventuallyApprovedBy("chi");
  }

  private void raise(Level level) {
    ReleaseRecord unused =
        AShop.yes(
            shop.desk()
                .opening()
                .plan(
                    AShop.BEN,
                    told.release("shop/2"),
                    new Opening.PlanWish(Optional.empty(), Optional.of(level), "money")));
  }

  @Test
  void aHighRiskNeedsTheButtonAndTheTypedName() {
    raise(Level.HIGH);
    told.passes(Duration.ofSeconds(20));

    reacts("chi", told.ask(), "✅");
    told.eventuallyPrivate("chi", "the button and the typed name");
    minutePasses();
    assertEquals(List.of(), approvers());

    told.chat.presses(told.account("chi"), told.ask().id(), "Approve");
    Eventually.so("a form", () -> told.chat.form(told.account("chi")).isPresent());
    told.chat.submits(told.account("chi"), Map.of("name", "shop/2"));
    eventuallyApprovedBy("chi");
  }

  @Test
  void peopleAreRemindedAfterHalfAnHourAndThenTheOwner() {
    told.passes(Duration.ofMinutes(31));
    assertEquals(1, reminders("chi"));
    assertEquals(0, reminders("ada"));

    told.passes(Duration.ofMinutes(31));

    assertEquals(1, reminders("chi"));
    assertEquals(1, reminders("ada"));
    told.passes(Duration.ofMinutes(61));
    assertEquals(1, reminders("ada"));
  }

  private long reminders(String who) {
    return told.thread().stream()
        .filter(s -> s.text().contains("still waits for an approval"))
        .filter(s -> s.mentioned().contains(told.account(who)))
        .count();
  }

  @Test
  void whoIsLookingIsNotRemindedYet() {
    told.passes(Duration.ofMinutes(20));
    reacts("chi", told.ask(), "👀");
    Eventually.so("seen", () -> !told.book.reactions("memory:C1", told.ask().id().id()).isEmpty());

    told.passes(Duration.ofMinutes(15));
    assertEquals(0, reminders("chi"));
    told.passes(Duration.ofMinutes(16));

    assertEquals(1, reminders("chi"));
  }

  @Test
  void whoIsAgainstItIsAskedWhyAndEverybodyReadsIt() {
    reacts("chi", told.ask(), "❌");
    told.eventuallyPrivate("chi", "Why should shop/2 wait?");

    told.chat.pressesPrivately(told.account("chi"), "Say why");
    Eventually.so("a form", () -> told.chat.form(told.account("chi")).isPresent());
    told.chat.submits(told.account("chi"), Map.of("reason", "the index is missing"));

    Eventually.so(
        () -> told.inChannel().toString(),
        () ->
            told.chat.messages(told.channel()).stream()
                .anyMatch(
                    s -> s.text().contains("Chi Tan holds shop/2 back: the index is missing")));
  }

  @Test
  void whatPeopleReactedIsAskedBeforeAStart() {
    ChatRig.Seen ask = told.ask();
    reacts("chi", ask, "✅");
    eventuallyApprovedBy("chi");
    ReleaseRecord release = told.release("shop/2");
    for (String item :
        List.of("reviewed", "tests-green", "debug-left", "on-call", "stakeholders")) {
      release = AShop.yes(shop.desk().gates().confirm(AShop.CHI, release, item, "seen"));
    }
    AShop unused = shop.withAWorker();
    told.chat.away(true);
    told.chat.takesReactionBack(told.account("chi"), ask.id(), "✅");
    told.chat.away(false);

    told.chat.types(told.account("ada"), told.channel(), "start shop/2 --yes");

    told.eventuallyPrivate("ada", "approval");
    assertFalse(told.release("shop/2").state().isMoving());
  }
}
