package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.MemoryChat;
import dev.slipway.command.AShop;
import dev.slipway.control.Answer;
import dev.slipway.control.Refusal;
import dev.slipway.gate.Approvals;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G3: before a start, wherever it is asked for, the chat is asked what still stands there. */
@Tag("G3")
@Tag("T2")
class ReactionsBeforeAStartTest {
  @TempDir private Path folder;
  private Told<MemoryChat> told;
  private AShop shop;

  @BeforeEach
  void open() {
    told = new Told<>(folder, MemoryChat::new);
    shop = told.shop;
    Delivery unusedServer = told.server("one");
    ReleaseRecord unused = shop.opened("v2");
    told.passes(Duration.ofSeconds(10));
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

  private void minutePasses() {
    Told<MemoryChat> unused = told.passes(Duration.ofSeconds(65));
  }

  private ChatRig.Seen approvedByReaction() {
    ChatRig.Seen ask = told.ask();
    told.chat.reacts(told.account("chi"), ask.id(), "✅");
    Eventually.so("approved", () -> approvers().equals(List.of("chi")));
    for (String item : AShop.ITEMS) {
      ReleaseRecord unused =
          AShop.yes(shop.desk().gates().confirm(AShop.CHI, told.release("shop/2"), item, "seen"));
    }
    AShop unused = shop.withAWorker();
    return ask;
  }

  /** From a shell, say: while it waits, the server takes its turns. */
  private Answer<ReleaseRecord> starts() {
    AShop unused = shop.meanwhile(told::turn);
    Answer<ReleaseRecord> answer =
        shop.desk().course().start(AShop.ADA, told.release("shop/2"), Optional::empty);
    AShop unusedAgain = shop.meanwhile(() -> {});
    return answer;
  }

  private static Refusal no(Answer<ReleaseRecord> answer) {
    return answer instanceof Answer.No<ReleaseRecord> no
        ? no.refusal()
        : org.junit.jupiter.api.Assertions.fail("it started");
  }

  @Test
  void aStartFromTheShellFindsTheReactionStanding() {
    approvedByReaction();
    minutePasses();

    assertTrue(AShop.yes(starts()).state().isMoving());
  }

  @Test
  void aReactionThatIsGoneAndWhoseEventWasLostStartsNothing() {
    ChatRig.Seen ask = approvedByReaction();
    told.passes(Duration.ofSeconds(20));
    told.chat.away(true);
    told.chat.takesReactionBack(told.account("chi"), ask.id(), "✅");
    told.chat.away(false);
    assertEquals(List.of("chi"), approvers(), "nobody has heard of it yet");

    Refusal refusal = no(starts());

    assertEquals("E-GATE-01", refusal.code());
    assertEquals(List.of(), approvers());
  }

  @Test
  void aChatThatIsAwayLetsAReactionCountForTwoMinutesAndThenNot() {
    approvedByReaction();
    told.chat.away(true);
    told.passes(Duration.ofMinutes(3));

    Refusal refusal = no(starts());

    assertEquals("E-GATE-01", refusal.code());
    assertTrue(
        refusal.why().toString().contains("Chi Tan's reaction does not count yet"),
        refusal.toString());
  }

  @Test
  void aChatThatIsAwayHoldsUpNoStartThatRestsOnOtherApprovals() {
    approvedByReaction();
    told.chat.away(true);
    told.passes(Duration.ofMinutes(3));
    Actor chi = AShop.CHI;
    ReleaseRecord unused =
        AShop.yes(
            shop.desk().gates().approve(chi, told.release("shop/2"), Optional.empty(), "typed"));

    assertTrue(AShop.yes(starts()).state().isMoving());
  }

  @Test
  void aReactionSeenLatelyStillCountsWhenTheChatGoesAwayNow() {
    approvedByReaction();
    told.passes(Duration.ofSeconds(5));
    told.chat.away(true);

    assertTrue(AShop.yes(starts()).state().isMoving());
  }

  @Test
  void afterTheStartNobodyNeedsTheChatToGoOn() {
    approvedByReaction();
    ReleaseRecord moving = AShop.yes(starts());
    told.chat.away(true);
    told.passes(Duration.ofMinutes(5));

    assertTrue(
        shop.desk().gates().status(shop.desk().renew(moving)).verdict().blocks().stream()
            .noneMatch(block -> block.code().equals("E-GATE-01")));
  }
}
