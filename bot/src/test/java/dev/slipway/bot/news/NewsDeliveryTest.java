package dev.slipway.bot.news;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.audience.Audience;
import dev.slipway.audience.NewsKind;
import dev.slipway.audience.QuietHours;
import dev.slipway.audience.Recipient;
import dev.slipway.audience.Subscription;
import dev.slipway.command.AShop;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Outbox;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.outside.store.SqlOutbox;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

/** T3: everybody is told once, whatever is away and whoever dies. */
@Tag("T3")
class NewsDeliveryTest {
  private AShop shop;
  private Outbox outbox;
  private final Postman mail = new Postman("mail:", true);
  private final Postman calls = new Postman("webhook:", false);

  /** Carries into a list, or does as it is told. */
  private static final class Postman implements Carrier {
    private final String beginning;
    private final boolean newestOnly;
    private final List<String> arrived = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private Optional<Carried> instead = Optional.empty();
    private int tries;

    Postman(String beginning, boolean newestOnly) {
      this.beginning = beginning;
      this.newestOnly = newestOnly;
    }

    @Override
    public String beginning() {
      return beginning;
    }

    @Override
    public boolean newestOnly() {
      return newestOnly;
    }

    @Override
    public Carried carry(Letter letter) {
      tries++;
      ids.add(letter.id());
      if (instead.isPresent()) {
        return instead.get();
      }
      arrived.add(letter.to() + " " + letter.news().kind().key());
      return new Carried.There("x");
    }
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    QuietHours afternoon =
        new QuietHours(
            "afternoon",
            ZoneOffset.UTC,
            LocalTime.NOON,
            LocalTime.of(18, 0),
            EnumSet.allOf(DayOfWeek.class),
            Set.of(),
            List.of("ben"));
    Subscription all =
        new Subscription(
            "all",
            List.of(),
            List.of(),
            NewsKind.USUAL,
            List.of(
                new Recipient.Person("ada"),
                new Recipient.Person("ben"),
                new Recipient.Webhook("page")),
            List.of());
    shop =
        AShop.heardOf(
            folder, new Audience(ZoneOffset.UTC, List.of(all), Map.of("afternoon", afternoon)));
    outbox = SqlOutbox.ofNews(shop.store());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private NewsDelivery server(String name) {
    return new NewsDelivery(
        shop.desk(),
        outbox,
        new SqlChatBook(shop.store()),
        List.of(mail, calls),
        name,
        Runnable::run);
  }

  @Test
  void theNewestIsCarriedToPeopleAndEverythingToPrograms() {
    NewsDelivery server = server("one");
    server.turn();
    ReleaseRecord unused = shop.rolledBack("v2");

    server.turn();
    server.turn();
    server.turn();

    assertEquals(List.of("ada@example.org rollback"), mail.arrived);
    assertEquals(List.of("page start", "page rollback"), calls.arrived);
  }

  @Test
  void whoIsQuietHearsTheNewestWhenTheHoursEnd() {
    NewsDelivery server = server("one");
    ReleaseRecord moving = shop.atAQuarter("v2");
    server.turn();
    assertEquals(List.of("ada@example.org start"), mail.arrived);
    assertEquals(Optional.empty(), outbox.oldest(shop.now()));
    ReleaseRecord unused = shop.rollsBackByItself(moving);
    server.turn();

    shop.later(Duration.ofHours(6));
    server.turn();

    assertEquals(
        List.of("ada@example.org start", "ada@example.org rollback", "ben@example.org rollback"),
        mail.arrived);
    shop.later(Duration.ofDays(1));
    server.turn();
    assertEquals(3, mail.arrived.size());
  }

  @Test
  void whatWasOverBeforeAnybodyListenedIsOldNews() {
    ReleaseRecord unused = shop.rolledBack("v2");
    server("one").turn();
    assertEquals(List.of(), mail.arrived);
  }

  @Test
  void whenNothingCanBeCarriedEverythingWaitsAndGoesOutOnceItCan() {
    NewsDelivery server = server("one");
    server.turn();
    mail.instead = Optional.of(new Carried.Away("no mail server"));
    ReleaseRecord moving = shop.atAQuarter("v2");
    for (int minute = 0; minute < 60; minute++) {
      server.turn();
      shop.later(Duration.ofMinutes(1));
    }
    assertTrue(mail.tries > 10 && mail.tries < 60, mail.tries + " tries in an hour");
    assertTrue(outbox.oldest(shop.now()).isPresent(), "it is late, and can be seen to be");
    assertEquals(List.of("page start"), calls.arrived, "others go on");
    ReleaseRecord unused = shop.rollsBackByItself(moving);
    mail.instead = Optional.empty();
    shop.later(Duration.ofMinutes(3));

    server.turn();
    server.turn();

    assertEquals(List.of("ada@example.org rollback"), mail.arrived);
    assertEquals(List.of(), outbox.dead(5));
  }

  @Test
  void oneLetterIsTriedAgainAfterGrowingPausesUnderTheSameId() {
    NewsDelivery server = server("one");
    server.turn();
    mail.instead = Optional.of(new Carried.NotNow("450 greylisted", Optional.empty()));
    ReleaseRecord unused = shop.started("v2");
    server.turn();
    server.turn();
    assertEquals(1, mail.tries, "not before a minute");
    shop.later(Duration.ofSeconds(61));
    server.turn();
    assertEquals(2, mail.tries);
    shop.later(Duration.ofSeconds(61));
    server.turn();
    assertEquals(2, mail.tries, "the next pause is longer");
    shop.later(Duration.ofMinutes(2));
    mail.instead = Optional.empty();
    server.turn();

    assertEquals(List.of("ada@example.org start"), mail.arrived);
    assertEquals(1, Set.copyOf(mail.ids).size());
  }

  @Test
  void whatIsRefusedForGoodIsADeadLetter() {
    NewsDelivery server = server("one");
    server.turn();
    mail.instead = Optional.of(new Carried.Never("550 no such user"));
    ReleaseRecord unused = shop.started("v2");
    server.turn();
    shop.later(Duration.ofHours(1));
    server.turn();

    assertEquals(1, mail.tries);
    assertEquals("550 no such user", outbox.dead(5).getFirst().trouble());
  }

  @Test
  void aLetterThatNobodyTakesInTwoDaysIsGivenUp() {
    NewsDelivery server = server("one");
    server.turn();
    mail.instead = Optional.of(new Carried.NotNow("450 later", Optional.empty()));
    ReleaseRecord unused = shop.started("v2");
    for (int half = 0; half < 120; half++) {
      server.turn();
      shop.later(Duration.ofMinutes(30));
    }
    assertEquals(1, outbox.dead(5).stream().filter(l -> l.channel().contains("ada")).count());
  }

  @Test
  void ofTwoServersOneCarriesAndTheOtherTakesOverWhenItDies() {
    NewsDelivery first = server("one");
    NewsDelivery second = server("two");
    first.turn();
    ReleaseRecord moving = shop.atAQuarter("v2");
    first.turn();
    second.turn();
    assertEquals(List.of("ada@example.org start"), mail.arrived);
    ReleaseRecord unused = shop.rollsBackByItself(moving);
    second.turn();
    assertEquals(1, mail.arrived.size(), "the first one still has it");
    shop.later(Duration.ofMinutes(3));

    second.turn();

    assertEquals(List.of("ada@example.org start", "ada@example.org rollback"), mail.arrived);
  }

  @Test
  void aCarrierThatBreaksIsNoReasonToForget() {
    NewsDelivery server = server("one");
    server.turn();
    ReleaseRecord unused = shop.started("v2");
    Carrier broken =
        new Carrier() {
          @Override
          public String beginning() {
            return "mail:";
          }

          @Override
          public boolean newestOnly() {
            return true;
          }

          @Override
          public Carried carry(Letter letter) {
            throw new IllegalStateException("a bug");
          }
        };
    new NewsDelivery(
            shop.desk(),
            outbox,
            new SqlChatBook(shop.store()),
            List.of(broken),
            "one",
            Runnable::run)
        .turn();
    shop.later(Duration.ofMinutes(2));
    server.turn();

    assertEquals(List.of("ada@example.org start"), mail.arrived);
  }
}
