package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.audience.Audience;
import dev.slipway.audience.QuietHours;
import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.MemoryChat;
import dev.slipway.command.AShop;
import dev.slipway.journal.ReleaseRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T3: in a channel's quiet hours only what is urgent is told. The shop's day begins at noon. */
@Tag("T3")
class QuietHoursInChatTest {
  private static final Audience QUIET_TO_SIX =
      new Audience(
          ZoneOffset.UTC,
          List.of(),
          Map.of(
              "afternoons",
              new QuietHours(
                  "afternoons",
                  ZoneOffset.UTC,
                  LocalTime.NOON,
                  LocalTime.of(18, 0),
                  EnumSet.allOf(DayOfWeek.class),
                  Set.of(),
                  List.of())));

  @TempDir private Path folder;
  private Told<MemoryChat> told;
  private AShop shop;
  private Delivery delivery;

  @BeforeEach
  void open() {
    told = new Told<>(folder, MemoryChat::new);
    shop = told.shop;
    delivery =
        new Delivery(
            shop.desk(),
            told.outbox,
            told.book,
            List.of(told.chat.platform()),
            Holder.ofThisProcess(),
            List.of("✅"),
            Runnable::run,
            new Tallies(new SimpleMeterRegistry()),
            new Quiet(() -> QUIET_TO_SIX, List.of("afternoons", "nobody-knows")));
    delivery.turn();
  }

  @AfterEach
  void close() {
    told.close();
  }

  private void passes(Duration time) {
    Duration step = Duration.ofMillis(1200);
    for (Duration done = Duration.ZERO; done.compareTo(time) < 0; done = done.plus(step)) {
      delivery.turn();
      AShop unused = shop.later(step);
    }
  }

  private List<String> broadcast() {
    return told.thread().stream()
        .filter(ChatRig.Seen::alsoInChannel)
        .map(ChatRig.Seen::text)
        .filter(text -> !text.contains("approval"))
        .toList();
  }

  @Test
  void whatIsNotUrgentWaitsAndTheReleasesMessageGoesOnTelling() {
    ReleaseRecord unused = shop.atAQuarter("v2");
    passes(Duration.ofSeconds(30));

    assertTrue(told.root().text().contains("rolling out, stage 1 of 3"), told.root().text());
    assertEquals(List.of(), broadcast());
    assertEquals(Optional.empty(), told.outbox.oldest(shop.now()), "nothing is late");

    shop.later(Duration.ofHours(6));
    passes(Duration.ofSeconds(30));

    assertEquals(1, broadcast().size(), broadcast().toString());
    assertTrue(broadcast().getFirst().contains("shop v2 is going to"), broadcast().toString());
    assertTrue(broadcast().getFirst().contains("Delayed"), broadcast().toString());
    assertTrue(broadcast().getFirst().contains("not told one by one"), broadcast().toString());
  }

  @Test
  void harmIsToldAtAnyHour() {
    ReleaseRecord moving = shop.atAQuarter("v2");
    passes(Duration.ofSeconds(20));
    assertEquals(List.of(), broadcast());

    ReleaseRecord unused = shop.rollsBackByItself(moving);
    passes(Duration.ofSeconds(20));

    assertTrue(
        broadcast().stream().anyMatch(text -> text.contains("was rolled back by itself")),
        broadcast().toString());
  }

  @Test
  void aPauseThatWaitsForSomebodyIsToldAtAnyHour() {
    ReleaseRecord moving = shop.atAQuarter("v2");
    passes(Duration.ofSeconds(20));
    ReleaseRecord unused = AShop.yes(shop.desk().course().pause(AShop.BEN, moving, "a log line"));
    passes(Duration.ofSeconds(20));

    assertTrue(
        broadcast().stream().anyMatch(text -> text.contains("shop v2 is paused")),
        broadcast().toString());
  }

  @Test
  void aRequestComesAtOnceAndItsRemindersWait() {
    ReleaseRecord unused = shop.opened("v2");
    passes(Duration.ofSeconds(10));
    assertTrue(told.ask().text().contains("needs 1 approval"));

    shop.later(Duration.ofMinutes(40));
    passes(Duration.ofSeconds(10));
    assertFalse(told.threadTexts().toString().contains("still waits"));

    shop.later(Duration.ofHours(6));
    passes(Duration.ofSeconds(10));
    assertTrue(told.threadTexts().toString().contains("still waits for an approval"));
  }
}
