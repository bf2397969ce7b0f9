package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.command.AShop;
import dev.slipway.control.Clock;
import dev.slipway.gate.Approvals;
import dev.slipway.journal.ReleaseRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T2, T3, G3: what is told of a release, and approvals by reaction, the same on every platform. */
@Tag("T2")
public abstract class DeliveryStory {
  @TempDir private Path folder;
  private Told<ChatRig> told;
  private AShop shop;

  protected abstract ChatRig open(Clock clock);

  @BeforeEach
  void open() {
    told = new Told<>(folder, this::open);
    shop = told.shop;
    Delivery unused = told.server("one");
    told.turn();
  }

  @AfterEach
  void close() {
    told.close();
  }

  private boolean shows(String words) {
    return told.inChannel().stream().anyMatch(seen -> seen.text().contains(words));
  }

  private boolean threadShows(String words) {
    return !told.inChannel().isEmpty()
        && told.thread().stream().anyMatch(seen -> seen.text().contains(words));
  }

  private List<String> approvers() {
    return Approvals.of(shop.desk().gates().status(told.release("shop/2")).facts()).given().stream()
        .map(Approvals.Given::person)
        .toList();
  }

  @Test
  void aReleaseHasOneMessageAThreadAndARequestForApprovals() {
    shop.opened("v2");

    told.until("a root message", () -> shows("waiting, 6 gates closed"));
    told.until("a line in its thread", () -> threadShows("opened: v1 → v2"));
    told.until("a request", () -> threadShows("needs 1 approval."));

    assertTrue(told.ask().alsoInChannel());
    assertEquals(List.of(told.account("chi")), told.ask().mentioned());
    assertEquals(
        1, told.inChannel().stream().filter(s -> s.text().contains("gates closed")).count());
  }

  @Test
  void aReactionOnTheRequestApprovesAndTakingItBackWithdraws() {
    shop.opened("v2");
    told.until("a request", () -> threadShows("needs 1 approval."));
    ChatRig.Seen ask = told.ask();

    told.chat.reacts(told.account("chi"), ask.id(), "✅");
    Eventually.so("approved", () -> approvers().equals(List.of("chi")));
    told.until("it says so", () -> threadShows("is approved."));
    told.chat.takesReactionBack(told.account("chi"), ask.id(), "✅");

    Eventually.so("withdrawn", () -> approvers().isEmpty());
  }

  @Test
  void theButtonOfTheRequestApproves() {
    shop.opened("v2");
    told.until("a request", () -> threadShows("needs 1 approval."));

    told.chat.presses(told.account("chi"), told.ask().id(), "Approve");

    Eventually.so("approved", () -> approvers().equals(List.of("chi")));
  }

  @Test
  void anItemIsConfirmedFromTheMenuOfTheMessage() {
    shop.opened("v2");
    told.until("a root message", () -> shows("waiting, 6 gates closed"));
    ChatRig.Seen root = told.root();
    String choice =
        root.choices().stream().filter(c -> c.startsWith("on-call")).findFirst().orElseThrow();

    told.chat.chooses(told.account("chi"), root.id(), choice);
    Eventually.so("a form", () -> told.chat.form(told.account("chi")).isPresent());
    told.chat.submits(told.account("chi"), java.util.Map.of("evidence", "Chi watches"));

    told.until("it is told", () -> threadShows("Chi Tan confirmed on-call: Chi watches"));
    told.until("and counted", () -> shows("5 gates closed"));
  }

  @Test
  void aRollbackIsNewsForEveryoneAndTheButtonsAreGone() {
    shop.rolledBack("v2");

    told.until("the news", () -> threadShows("was rolled back by itself"));
    told.until("its end", () -> told.root().text().contains("rolled back by itself"));

    assertEquals(List.of(), told.root().buttons());
    assertTrue(
        told.thread().stream()
            .filter(seen -> seen.text().contains("was rolled back by itself"))
            .allMatch(ChatRig.Seen::alsoInChannel));
  }

  @Test
  void aPostWhoseAnswerWasLostStandsThereOnce() {
    told.chat.losesNextAnswer();
    shop.opened("v2");

    told.until("a request", () -> threadShows("needs 1 approval."));

    assertEquals(
        1, told.inChannel().stream().filter(s -> s.text().contains("gates closed")).count());
  }

  @Test
  void aDeletedMessageIsRestored() {
    shop.opened("v2");
    told.until("a root message", () -> shows("waiting, 6 gates closed"));

    told.chat.deletes(told.root().id());

    told.until("restored", () -> shows("Restored"));
  }

  @Test
  void afterAnOutageTheChannelIsRightAgain() {
    shop.opened("v2");
    told.until("a root message", () -> shows("waiting, 6 gates closed"));
    told.chat.away(true);
    ReleaseRecord cancelled =
        AShop.yes(
            shop.desk().course().cancel(AShop.ADA, told.release("shop/2"), "another one comes"));
    assertTrue(cancelled.state().isEnd(), "no release waits for a chat");
    told.turn();
    AShop unused = shop.later(Duration.ofMinutes(5));
    told.chat.away(false);

    told.until("its end", () -> shows("shop v2 to prod: cancelled"));
    told.until("late news", () -> threadShows("Delayed 5 min"));
  }
}
