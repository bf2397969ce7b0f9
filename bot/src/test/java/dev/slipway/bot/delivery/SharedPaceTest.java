package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.MemoryChat;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.RedactedChat;
import dev.slipway.command.AShop;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.ChatBook.Standing;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Redaction;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.outside.store.SqlOutbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T2: servers at one store share what the platform takes in a minute. */
@Tag("T2")
class SharedPaceTest {
  private static final Duration TURN = Duration.ofMillis(500);
  private static final int IN_TWO_MINUTES = 240;

  @TempDir private Path folder;
  private AShop shop;
  private MemoryChat chat;

  @BeforeEach
  void open() {
    shop = AShop.in(folder);
    chat = new MemoryChat(shop.clock());
  }

  @AfterEach
  void close() {
    chat.close();
    shop.close();
  }

  /** A server that has something new to show all the time. */
  private final class Server {
    private final Poster poster;
    private final Standing standing;
    private int edits;

    Server(String channel) throws ChatTrouble {
      ChatPlatform platform = chat.platform();
      ChatBook book = new SqlChatBook(shop.store());
      MessageId posted =
          platform.post(
              Place.channel(platform.name(), channel), Message.of("x"), new PostId("x"), false);
      standing =
          Standing.fresh("memory:" + channel, new StreamName("release/shop/2"), "root", shop.now())
              .posted(posted.id(), "x", shop.now());
      Outbox outbox = new SqlOutbox(shop.store());
      assertTrue(
          book.claim(
              standing.channel(), channel, Optional.empty(), shop.now(), Duration.ofHours(1)));
      poster =
          new Poster(
              new HeldChannel(standing.channel(), channel, outbox, book),
              platform,
              new Pace(),
              new LateCalls(outbox, book),
              new Tallies(new SimpleMeterRegistry()).of(platform.name()));
    }

    void turn(boolean urgent) {
      if (poster.mayCall(shop.now())
          && poster.did(
              () -> poster.edit(standing, Message.of("y"), "y" + edits, urgent, shop.now()),
              shop.now())) {
        edits++;
      }
    }
  }

  @Test
  void twoServersEditNoMoreThanThePlatformTakesAndUseIt() throws ChatTrouble {
    List<Server> servers = List.of(new Server("C1"), new Server("C2"), new Server("C3"));

    for (int turn = 0; turn < IN_TWO_MINUTES; turn++) {
      servers.forEach(server -> server.turn(false));
      AShop unused = shop.later(TURN);
    }

    int all = servers.stream().mapToInt(server -> server.edits).sum();
    assertEquals(0, chat.refusedForPace(), "within the platform's limits");
    assertTrue(all >= 80, "two minutes of forty-two: " + all);
    assertTrue(servers.stream().allMatch(server -> server.edits > 0));
  }

  @Test
  void whatIsUrgentFindsAPlaceThatAnotherServerLeft() throws ChatTrouble {
    Server busy = new Server("C1");
    Server late = new Server("C2");
    for (int turn = 0; turn < 95; turn++) {
      busy.turn(false);
      AShop unused = shop.later(Duration.ofMillis(550));
    }
    assertEquals(42, busy.edits);

    late.turn(false);
    assertEquals(0, late.edits);
    late.turn(true);

    assertEquals(1, late.edits);
    assertEquals(0, chat.refusedForPace());
  }

  @Test
  void everyServerKnowsHowManyShareAPlatform() {
    ChatBook book = new SqlChatBook(shop.store());
    List.of("memory:C6 dead#1", "memory:C7 two#1", "memory:C8 two#2", "other:C9 three#1")
        .forEach(claim ->
            assertTrue(
                book.claim(
                    claim.split(" ", 2)[0],
                    claim.split(" ", 2)[1],
                    Optional.empty(),
                    shop.now(),
                    Duration.ofHours(1))));
    List<Integer> said = new ArrayList<>();
    ChatPlatform platform =
        new RedactedChat(chat.platform(), Redaction.none()) {
          @Override
          public void sharedBy(int servers) {
            said.add(servers);
          }
        };

    new Delivery(
            shop.desk(),
            new SqlOutbox(shop.store()),
            book,
            List.of(platform),
            new Holder("one", other -> other.startsWith("dead")),
            List.of("✅"),
            Runnable::run)
        .turn();

    assertEquals(List.of(2), said, "this one and \"two\"");
  }
}
