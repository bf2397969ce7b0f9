package dev.slipway.bot.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.audience.Audience;
import dev.slipway.audience.NewsKind;
import dev.slipway.audience.Recipient;
import dev.slipway.audience.Subscription;
import dev.slipway.bot.news.Carrier;
import dev.slipway.bot.news.NewsDelivery;
import dev.slipway.catalog.Secret;
import dev.slipway.catalog.WebhookSettings.Endpoint;
import dev.slipway.command.AShop;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Redaction;
import dev.slipway.notice.TestCall;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.outside.store.SqlOutbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T3: programs hear the whole story of a release, in order, whatever they answer. */
@Tag("T3")
class WebhookDeliveryTest {
  private static final String PREFIX = "dev.slipway.release.";
  private static final Secret NEW = new Secret.InEnvironment("NEW");
  private static final Secret OLD = new Secret.InEnvironment("OLD");

  private final Receiver pager = new Receiver(CourierTest.SECRET);
  private final Receiver page = new Receiver(CourierTest.OLDER);
  private final Courier courier = new Courier(Duration.ofMillis(1500));
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Map<String, String> environment =
      new HashMap<>(Map.of("NEW", CourierTest.SECRET, "OLD", CourierTest.OLDER));
  private AShop shop;
  private Outbox outbox;

  @BeforeEach
  void open(@TempDir Path folder) {
    Subscription all =
        new Subscription(
            "all",
            List.of(),
            List.of(),
            EnumSet.allOf(NewsKind.class),
            List.of(
                new Recipient.Webhook("pager"),
                new Recipient.Webhook("page"),
                new Recipient.Webhook("elsewhere")),
            List.of());
    shop = AShop.heardOf(folder, new Audience(ZoneOffset.UTC, List.of(all), Map.of()));
    outbox = SqlOutbox.ofNews(shop.store());
  }

  @AfterEach
  void close() {
    courier.close();
    pager.close();
    page.close();
    shop.close();
  }

  private NewsDelivery server() {
    return server(pager.endpoint("pager", NEW, Optional.empty()));
  }

  private NewsDelivery server(Endpoint first) {
    List<Carrier> carriers = new ArrayList<>();
    for (Endpoint one : List.of(first, page.endpoint("page", NEW, Optional.of(OLD)))) {
      carriers.add(
          new WebhookCarrier(
              one,
              courier,
              new Repetition(() -> 0.5),
              outbox,
              Redaction.of(List.of("v1")),
              environment,
              InstantSource.system(),
              new WebhookTally(registry, one.name())));
    }
    carriers.add(new Unconfigured(java.util.Set.of("pager", "page")));
    NewsDelivery server =
        new NewsDelivery(
            shop.desk(), outbox, new SqlChatBook(shop.store()), carriers, "one", Runnable::run);
    server.turn();
    return server;
  }

  private void passes(NewsDelivery server, Duration time, Duration step) {
    for (Duration done = Duration.ZERO; done.compareTo(time) < 0; done = done.plus(step)) {
      server.turn();
      AShop unused = shop.later(step);
    }
    server.turn();
  }

  private static List<String> heard(Receiver receiver) {
    return receiver.got().stream()
        .map(got ->
            got.event().getSubject() + " " + got.event().getType().substring(PREFIX.length()))
        .toList();
  }

  private List<Outbox.Line> dead(String channel) {
    return outbox.dead(50).stream().filter(line -> line.channel().equals(channel)).toList();
  }

  @Test
  void programsHearTheWholeStoryInOrderEachSignedForItself() {
    NewsDelivery server = server();
    ReleaseRecord unused = shop.rolledBack("v2");

    passes(server, Duration.ofSeconds(3), Duration.ofSeconds(1));

    assertEquals(List.of("shop/2 started", "shop/2 rolled-back"), heard(pager));
    assertEquals(heard(pager), heard(page), "the one that knows the former secret only as well");
    assertEquals(pager.ids(), page.ids(), "an event has one id, whoever hears of it");
    assertEquals(List.of(), pager.refused());
    assertEquals(
        2, registry.get("slipway.webhook.taken").tag("webhook", "pager").counter().count());
  }

  @Test
  void nothingOfPeopleOrOfWhatIsRedactedLeaves() {
    NewsDelivery server = server();
    shop.whoseCommitSays("Stop mails to Jane Doe");
    ReleaseRecord moving = shop.atAQuarter("v2");
    ReleaseRecord unused =
        AShop.yes(shop.desk().course().pause(AShop.BEN, moving, "Jane Doe cannot pay"));

    passes(server, Duration.ofSeconds(3), Duration.ofSeconds(1));

    assertEquals(List.of("shop/2 started", "shop/2 paused"), heard(pager));
    for (Receiver.Got got : pager.got()) {
      String text = got.body().toString();
      assertFalse(text.matches("(?is).*(jane|ada|ben|chi\\b|\"v1\").*"), text);
      assertTrue(text.contains("\"previousVersion\":\"[redacted]\""), text);
    }
  }

  @Test
  void aProgramThatAnswersAllKindsOfNoHearsEverythingInTheEndInOrder() {
    pager.willBe(
        Receiver.answers(500),
        new Receiver.Answers(429, Map.of("Retry-After", "600")),
        new Receiver.Hangs(),
        new Receiver.Closes(),
        Receiver.answers(401));
    NewsDelivery server = server();
    ReleaseRecord unused = shop.rolledBack("v2");
    passes(server, Duration.ofMinutes(8), Duration.ofSeconds(20));
    assertEquals(2, pager.got().size(), "it asked to be left alone for ten minutes");
    assertEquals(List.of("shop/2 started", "shop/2 rolled-back"), heard(page), "others go on");

    passes(server, Duration.ofHours(2), Duration.ofMinutes(2));

    assertEquals(
        List.of("shop-2", "shop-2", "shop-2", "shop-2", "shop-2", "shop-2"),
        pager.ids().subList(0, 6).stream().map(id -> id.substring(0, 6)).toList());
    assertEquals(1, pager.ids().subList(0, 6).stream().distinct().count(), "the same id each time");
    assertEquals("shop/2 rolled-back", heard(pager).getLast());
    assertEquals(7, pager.got().size());
    assertEquals(List.of(), dead("webhook:pager"));
    assertEquals(
        5, registry.get("slipway.webhook.retried").tag("webhook", "pager").counter().count());
  }

  @Test
  void anAnswerThatWasLostMeansTheSameEventUnderTheSameIdAgain() {
    pager.willBe(new Receiver.Closes());
    NewsDelivery server = server();
    ReleaseRecord unused = shop.started("v2");

    passes(server, Duration.ofMinutes(1), Duration.ofSeconds(10));

    assertEquals(2, pager.got().size());
    assertEquals(1, pager.ids().stream().distinct().count());
    assertEquals(pager.got().getFirst().body(), pager.got().getLast().body());
  }

  @Test
  void oneWhoSaysGoneIsNotCalledAgainUntilItsAddressChanges() {
    pager.willBe(Receiver.answers(410));
    ReleaseRecord moving = shop.atAQuarter("v2");
    passes(server(), Duration.ofSeconds(2), Duration.ofSeconds(1));
    ReleaseRecord paused = AShop.yes(shop.desk().course().pause(AShop.BEN, moving, "a look"));
    passes(server(), Duration.ofHours(1), Duration.ofMinutes(10));

    assertEquals(1, pager.got().size(), "nor after a restart");
    assertEquals(2, dead("webhook:pager").size());
    String why = dead("webhook:pager").getFirst().trouble();
    assertTrue(why.matches("answered 410 Gone at address [0-9a-f]{8}, so .*"), why);

    Endpoint moved = new Endpoint("pager", pager.hook().resolve("/moved"), NEW, Optional.empty());
    ReleaseRecord unused = shop.rollsBackByItself(paused);
    passes(server(moved), Duration.ofMinutes(1), Duration.ofSeconds(10));
    assertEquals(List.of("shop/2 started", "shop/2 rolled-back"), heard(pager));
  }

  @Test
  void whatNobodyTakesForADayIsADeadLetter() {
    NewsDelivery server = server();
    List<Receiver.Mood> no = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      no.add(Receiver.answers(500));
    }
    pager.willBe(no.toArray(Receiver.Mood[]::new));
    ReleaseRecord unused = shop.started("v2");

    passes(server, Duration.ofHours(30), Duration.ofMinutes(10));

    assertEquals(1, dead("webhook:pager").size());
    assertEquals("not taken in 30 tries: answered 500", dead("webhook:pager").getFirst().trouble());
    assertEquals(30, pager.got().size());
  }

  @Test
  void aSecretThatIsMissingIsSaidAndNothingLeavesUnsigned() {
    environment.remove("NEW");
    NewsDelivery server = server();
    ReleaseRecord unused = shop.started("v2");
    passes(server, Duration.ofSeconds(30), Duration.ofSeconds(1));
    assertEquals(List.of(), pager.refused());
    assertTrue(
        outbox.openOf("webhook:pager").getFirst().trouble().contains("variable NEW is not set"));

    environment.put("NEW", CourierTest.SECRET);
    passes(server(), Duration.ofMinutes(2), Duration.ofSeconds(10));

    assertEquals(List.of("shop/2 started"), heard(pager));
  }

  @Test
  void aTestArrivesAsAnEventAboutNothing() {
    NewsDelivery server = server();
    pager.willBe(Receiver.answers(500));
    outbox.ask(new TestCall("ada", shop.now()).to("webhook:pager"));
    passes(server, Duration.ofSeconds(20), Duration.ofSeconds(1));
    assertEquals(1, pager.got().size(), "not again at once");
    passes(server, Duration.ofMinutes(1), Duration.ofSeconds(10));

    assertEquals(2, pager.got().size());
    assertEquals(1, pager.ids().stream().distinct().count());
    Receiver.Got test = pager.got().getLast();
    assertEquals("dev.slipway.test", test.event().getType());
    assertFalse(test.body().toString().contains("ada"), test.body().toString());
    assertEquals(List.of(), outbox.openOf("webhook:pager"));
  }

  @Test
  void aProgramThatNobodyConfiguredIsADeadLetter() {
    NewsDelivery server = server();
    ReleaseRecord unused = shop.started("v2");

    passes(server, Duration.ofSeconds(1), Duration.ofSeconds(1));

    assertEquals(
        "the server's configuration has no webhooks.elsewhere",
        dead("webhook:elsewhere").getFirst().trouble());
  }
}
