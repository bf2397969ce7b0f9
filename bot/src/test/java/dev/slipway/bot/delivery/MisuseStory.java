package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.Place;
import dev.slipway.command.AShop;
import dev.slipway.control.Clock;
import dev.slipway.gate.GateRecord;
import dev.slipway.journal.ReleaseRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G3: reactions that must not approve, and text that must not call anybody, on every platform. */
@Tag("G3")
public abstract class MisuseStory {
  private static final String EVERYONE =
      "<!channel> *boom* <https://evil.example|click> @everyone @here";
  private static final Duration UNTIL_READ_AGAIN = Duration.ofSeconds(70);

  @TempDir private Path folder;
  private Told<ChatRig> told;

  protected abstract ChatRig open(Clock clock);

  @BeforeEach
  void open() {
    told = new Told<>(folder, this::open);
    told.shop.whoseCommitSays(EVERYONE);
    Delivery unused = told.server("one");
    told.turn();
    told.shop.opened("v2");
    told.until(
        "a request",
        () ->
            !told.inChannel().isEmpty()
                && told.thread().stream().anyMatch(s -> s.buttons().contains("Approve")));
  }

  @AfterEach
  void close() {
    told.close();
  }

  private void nobodyApprovedAfterItWasReadAgain() {
    Told<ChatRig> unused = told.passes(UNTIL_READ_AGAIN);
    assertEquals(
        List.of(),
        told.release("shop/2").gateRecords().stream()
            .filter(record -> record instanceof GateRecord.Approved)
            .toList());
  }

  @Test
  void theAuthorsReactionDoesNotApprove() {
    told.chat.reacts(told.account("ada"), told.ask().id(), "✅");

    told.eventuallyPrivate("ada", "you wrote one of its commits");
    nobodyApprovedAfterItWasReadAgain();
  }

  @Test
  void anUnknownUsersReactionDoesNotApprove() {
    told.chat.reacts(told.account("mallory"), told.ask().id(), "✅");

    told.eventuallyPrivate("mallory", "slipway.yaml does not say who you are");
    nobodyApprovedAfterItWasReadAgain();
  }

  @Test
  void aBotsReactionDoesNotApprove() {
    told.chat.reacts(told.chat.bot("other"), told.ask().id(), "✅");

    nobodyApprovedAfterItWasReadAgain();
    assertEquals(List.of(), told.chat.privately(told.chat.bot("other")));
  }

  /** Else nobody would know why nothing happens, or where to say why they hold it back. */
  @Test
  void whoHoldsItBackByReactionIsAskedWhy() {
    told.chat.reacts(told.account("chi"), told.ask().id(), "❌");

    told.eventuallyPrivate("chi", "Why should shop/2 wait?");
  }

  @Test
  void aReactionOnTheWrongMessageDoesNotApprove() {
    told.chat.reacts(told.account("chi"), told.root().id(), "✅");

    told.eventuallyPrivate("chi", "Here it is decoration");
    nobodyApprovedAfterItWasReadAgain();
  }

  /** Only whoever is needed is called, whatever somebody writes. */
  @Test
  void aReasonThatCallsEveryoneCallsNobody() {
    ReleaseRecord unused =
        AShop.yes(told.shop.desk().course().cancel(AShop.ADA, told.release("shop/2"), EVERYONE));
    told.until("the news", () -> all().anyMatch(seen -> seen.text().contains("evil.example")));

    assertEquals(
        List.of(told.account("chi")),
        all().flatMap(seen -> seen.mentioned().stream()).distinct().toList());
  }

  private Stream<ChatRig.Seen> all() {
    List<ChatRig.Seen> channel = told.inChannel();
    return Stream.concat(
        channel.stream(),
        channel.stream().flatMap(seen -> told.chat.messages(Place.threadOf(seen.id())).stream()));
  }
}
