package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.MemoryChat;
import dev.slipway.command.AShop;
import dev.slipway.gate.Approvals;
import dev.slipway.gate.GateRecord;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.ChatBook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G3: a server that dies between a reaction and its approval costs nobody a second reaction. */
@Tag("T2")
class ReactionCrashTest {
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

  /** A server that dies at one exact place, and never comes back. */
  private ChatRig.Seen diesBeforeItApproves() {
    ChatRig.Seen ask = told.ask();
    told.chat.away(true);
    told.chat.reacts(told.account("chi"), ask.id(), "✅");
    told.chat.away(false);
    told.dyingAt("keepReaction", 1);
    minutePasses();
    assertEquals(List.of(ChatBook.Reaction.Outcome.WEIGHED), outcomes(ask));
    assertEquals(List.of(), approvers());
    return ask;
  }

  private List<ChatBook.Reaction.Outcome> outcomes(ChatRig.Seen ask) {
    return told.reactionsOn(ask).stream().map(ChatBook.Reaction::outcome).toList();
  }

  @Test
  void aCrashBeforeTheApprovalIsWrittenNeedsNoNewReaction() {
    ChatRig.Seen ask = diesBeforeItApproves();

    minutePasses();

    assertEquals(List.of("chi"), approvers());
    assertEquals(List.of(ChatBook.Reaction.Outcome.COUNTED), outcomes(ask));
  }

  @Test
  void aReactionTakenBackAfterThatCrashNeverCounts() {
    ChatRig.Seen ask = diesBeforeItApproves();
    told.chat.takesReactionBack(told.account("chi"), ask.id(), "✅");

    minutePasses();

    assertEquals(List.of(), approvers());
    assertEquals(List.of(), outcomes(ask));
  }

  @Test
  void aCrashAfterTheApprovalIsWrittenApprovesNoSecondTime() {
    ChatRig.Seen ask = told.ask();
    told.dyingAt("settleReaction", 1);
    told.chat.reacts(told.account("chi"), ask.id(), "✅");
    Eventually.so("approved", () -> written() == 1);
    ReleaseRecord unused =
        AShop.yes(shop.desk().gates().withdraw(AShop.CHI, told.release("shop/2"), "wait"));

    minutePasses();
    minutePasses();

    assertEquals(List.of(), approvers(), "what was taken back since does not come back");
    assertEquals(1, written());
    assertEquals(List.of(ChatBook.Reaction.Outcome.COUNTED), outcomes(ask));
  }

  private long written() {
    return told.release("shop/2").gateRecords().stream()
        .filter(GateRecord.Approved.class::isInstance)
        .count();
  }
}
