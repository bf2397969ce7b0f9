package dev.slipway.bot.news;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.audience.Audience;
import dev.slipway.audience.NewsKind;
import dev.slipway.audience.Recipient;
import dev.slipway.audience.Subscription;
import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.MemoryChat;
import dev.slipway.bot.conversation.Place;
import dev.slipway.command.AShop;
import dev.slipway.control.SystemClock;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Redaction;
import dev.slipway.notice.TestCall;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.outside.store.SqlOutbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T3: news in a channel of people who build nothing. */
class ChannelCarrierTest {
  private AShop shop;
  private MemoryChat chat;
  private Outbox outbox;
  private NewsDelivery server;

  @BeforeEach
  void open(@TempDir Path folder) {
    chat = new MemoryChat(new SystemClock());
    Subscription all =
        new Subscription(
            "all",
            List.of(),
            List.of(),
            NewsKind.USUAL,
            List.of(new Recipient.Channel("memory:" + chat.channel())),
            List.of());
    shop =
        AShop.heardOf(folder, new Audience(ZoneOffset.UTC, List.of(all), Map.of()))
            .titled("Coupon codes");
    outbox = SqlOutbox.ofNews(shop.store());
    server =
        new NewsDelivery(
            shop.desk(),
            outbox,
            new SqlChatBook(shop.store()),
            List.of(new ChannelCarrier(chat.platform(), shop.desk(), Redaction.none())),
            "one",
            Runnable::run);
    server.turn();
  }

  @AfterEach
  void close() {
    chat.close();
    shop.close();
  }

  private List<String> channel() {
    return chat.messages(Place.channel("memory", chat.channel())).stream()
        .map(ChatRig.Seen::text)
        .toList();
  }

  @Test
  void beginningAndEndAreOneMessageEach() {
    ReleaseRecord moving = shop.atAQuarter("v2");
    server.turn();
    ReleaseRecord unused = shop.rollsBackByItself(moving);
    server.turn();
    server.turn();

    assertEquals(2, channel().size(), channel().toString());
    assertTrue(channel().getFirst().contains("Beginning. We are beginning"), channel().toString());
    assertTrue(channel().getLast().contains("Taken back. We began"), channel().toString());
  }

  @Test
  void whatMayStandThereIsLookedForBeforeItIsPostedAgain() {
    chat.losesNextAnswer();
    ReleaseRecord unused = shop.started("v2");
    server.turn();
    shop.later(Duration.ofMinutes(1));
    server.turn();

    assertEquals(1, channel().size());
    assertEquals(List.of(), outbox.openOf("news:"));
  }

  @Test
  void aChatThatIsAwayIsToldTheNewestWhenItReturns() {
    chat.away(true);
    ReleaseRecord moving = shop.atAQuarter("v2");
    server.turn();
    ReleaseRecord unused = shop.rollsBackByItself(moving);
    shop.later(Duration.ofMinutes(5));
    server.turn();
    chat.away(false);
    shop.later(Duration.ofMinutes(5));
    server.turn();

    assertEquals(1, channel().size(), channel().toString());
    assertTrue(channel().getFirst().contains("Taken back."));
  }

  @Test
  void aTestArrives() {
    outbox.ask(new TestCall("ada", shop.now()).to("news:memory:" + chat.channel()));
    server.turn();
    server.turn();

    assertEquals(1, channel().size());
    assertTrue(channel().getFirst().contains("Nothing has happened"));
  }
}
