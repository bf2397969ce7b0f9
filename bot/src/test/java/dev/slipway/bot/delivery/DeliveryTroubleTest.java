package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.MemoryChat;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.RedactedChat;
import dev.slipway.command.AShop;
import dev.slipway.notice.Redaction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Health;

/** T3: what goes wrong in the telling itself is seen, counted, and ends nothing. */
@Tag("T3")
class DeliveryTroubleTest {
  @TempDir private Path folder;
  private Told<MemoryChat> told;
  private AShop shop;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void open() {
    told = new Told<>(folder, MemoryChat::new);
    shop = told.shop;
  }

  @AfterEach
  void close() {
    told.close();
  }

  private Delivery delivery(ChatPlatform platform) {
    return new Delivery(
        shop.desk(),
        told.outbox,
        told.book,
        List.of(platform),
        new Holder("one", other -> false),
        List.of("✅"),
        Runnable::run,
        new Tallies(registry),
        Quiet.never());
  }

  /** A chat in which so many posts end in an Error, as a library's broken class would. */
  private ChatPlatform breaking(AtomicInteger times) {
    return new RedactedChat(told.chat.platform(), Redaction.none()) {
      @Override
      public MessageId postFirst(Place place, Message message, PostId id, boolean alsoInChannel)
          throws dev.slipway.bot.conversation.ChatTrouble {
        if (times.getAndDecrement() > 0) {
          throw new NoClassDefFoundError("org/jfree/Chart");
        }
        return super.post(place, message, id, alsoInChannel);
      }
    };
  }

  private void turns(Delivery delivery, int times) {
    for (int i = 0; i < times; i++) {
      delivery.turn();
      AShop unused = shop.later(Duration.ofSeconds(1));
    }
  }

  private double counted(String name) {
    return registry.get(name).tag("chat", "memory").counter().count();
  }

  @Test
  void anErrorIsSeenInHealthAndEndsNothing() {
    shop.opened("v2");
    Delivery delivery = delivery(breaking(new AtomicInteger(1)));
    ChatHealth health =
        new ChatHealth(List.of(told.chat.platform()), told.outbox, shop::now, delivery::troubles);

    turns(delivery, 1);
    Health wrong = health.health();
    assertEquals("DEGRADED", wrong.getStatus().getCode());
    assertTrue(
        String.valueOf(wrong.getDetails().get("troubles")).contains("NoClassDefFoundError"),
        wrong.toString());

    turns(delivery, 20);
    assertEquals(Map.of(), delivery.troubles());
    assertTrue(told.inChannel().getFirst().text().contains("shop v2 to prod"));
    assertEquals(1, told.inChannel().stream().filter(s -> s.text().contains("to prod:")).count());
  }

  @Test
  void whatAChatTakesAndDoesNotTakeIsCounted() {
    Delivery delivery = delivery(told.chat.platform());
    delivery.turn();
    shop.opened("v2");
    told.chat.throttles(1, Duration.ofSeconds(2));
    turns(delivery, 20);

    assertTrue(counted("slipway.chat.posted") >= 3, "a root message, a line, a request");
    assertEquals(1, counted("slipway.chat.retried"));
    assertEquals(0, counted("slipway.chat.refused"));
    assertTrue(registry.get("slipway.chat.answer").tag("chat", "memory").timer().count() >= 3);

    told.chat.refusesPosts(true);
    shop.opened("v3");
    turns(delivery, 20);
    assertTrue(counted("slipway.chat.refused") >= 1);
  }
}
