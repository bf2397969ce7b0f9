package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.MemoryChat;
import dev.slipway.bot.conversation.RedactedChat;
import dev.slipway.command.AShop;
import dev.slipway.control.Clock;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Redaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T3: a customer's name gets into commits, reasons and evidence, and from there into no chat. */
@Tag("T3")
class RedactionInChatTest {
  private static final String NAME = "Jane Doe";
  private static final List<String> PEOPLE = List.of("ada", "ben", "chi");

  @TempDir private Path folder;
  private Told<MemoryChat> told;
  private AShop shop;

  private static final class Discreet extends MemoryChat {
    Discreet(Clock clock) {
      super(clock);
    }

    @Override
    public ChatPlatform platform() {
      return new RedactedChat(super.platform(), Redaction.of(List.of("(?i)jane\\s+doe")));
    }
  }

  @BeforeEach
  void open() {
    told = new Told<>(folder, Discreet::new);
    shop = told.shop;
    Delivery unused = told.server("one");
    told.turn();
  }

  @AfterEach
  void close() {
    told.close();
  }

  private List<String> everything() {
    return Stream.of(
            told.inChannel().stream().map(ChatRig.Seen::toString),
            told.thread().stream().map(ChatRig.Seen::toString),
            PEOPLE.stream().flatMap(who -> told.chat.privately(told.account(who)).stream()),
            PEOPLE.stream()
                .flatMap(who -> told.chat.form(told.account(who)).stream())
                .map(ChatRig.OpenForm::toString))
        .flatMap(texts -> texts)
        .toList();
  }

  @Test
  void whatPeopleTypeAboutACustomerStaysWhereTheyTypedIt() {
    shop.whoseCommitSays("Stop mails to " + NAME);
    ReleaseRecord moving = shop.atAQuarter("v2");
    ReleaseRecord unused =
        AShop.yes(shop.desk().course().pause(AShop.BEN, moving, NAME + " cannot pay"));
    told.passes(Duration.ofSeconds(20));
    told.chat.presses(told.account("ben"), told.root().id(), "Details");
    told.chat.types(told.account("ada"), told.channel(), "/slipway show shop/2 --events");
    told.chat.types(told.account("ada"), told.channel(), "/slipway diff shop/2");
    told.chat.types(told.account("chi"), told.channel(), "/slipway audit list shop/2 --json");
    told.chat.types(told.account("chi"), told.channel(), "/slipway rollback \"" + NAME + "\"");
    told.eventuallyPrivate("ben", "[redacted] cannot pay");
    told.eventuallyPrivate("ada", "Stop mails to [redacted]");
    told.eventuallyPrivate("chi", "[redacted]");

    assertTrue(
        told.threadTexts().stream().anyMatch(text -> text.contains("[redacted] cannot pay")),
        told.threadTexts().toString());
    assertEquals(List.of(), everything().stream().filter(text -> text.contains(NAME)).toList());
  }
}
