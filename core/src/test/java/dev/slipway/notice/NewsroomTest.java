package dev.slipway.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.audience.Audience;
import dev.slipway.audience.NewsKind;
import dev.slipway.audience.QuietHours;
import dev.slipway.audience.Recipient;
import dev.slipway.audience.Subscription;
import dev.slipway.command.AShop;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.rollout.Happening;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T3: who outside the team is told of what, and who is left in peace. */
class NewsroomTest {
  private static final ServiceName SHOP = new ServiceName("shop");
  private static final EnvironmentName PROD = new EnvironmentName("prod");
  private static final EnvironmentName STAGING = new EnvironmentName("staging");
  private static final Recipient ADA = new Recipient.Person("ada");
  private static final Recipient MIA = new Recipient.Address("mia@example.org");

  @TempDir private Path folder;
  private Optional<AShop> opened = Optional.empty();

  @AfterEach
  void close() {
    opened.ifPresent(AShop::close);
  }

  private AShop shop(Audience audience) {
    AShop shop = AShop.heardOf(folder, audience);
    opened = Optional.of(shop);
    return shop;
  }

  private static Audience audience(Subscription... subscriptions) {
    return new Audience(ZoneOffset.UTC, List.of(subscriptions), Map.of());
  }

  private static Subscription all(Recipient... to) {
    return new Subscription("all", List.of(), List.of(), NewsKind.USUAL, List.of(to), List.of());
  }

  private static List<String> kinds(ReleaseRecord release) {
    return News.after(release, 0).stream().map(news -> news.kind().key()).toList();
  }

  private List<String> told(AShop shop, ReleaseRecord release) {
    Newsroom room = new Newsroom(shop.desk().catalogue());
    return News.after(release, 0).stream()
        .flatMap(news -> room.lines(release, news, shop.now()).stream())
        .map(line -> line.channel() + " " + line.body())
        .toList();
  }

  @Test
  void ofARollbackByItselfTwoThingsAreNews() {
    AShop shop = shop(audience());
    assertEquals(List.of("start", "rollback"), kinds(shop.rolledBack("v2")));
  }

  @Test
  void aPauseIsNewsForThoseWhoAskForIt() {
    AShop shop = shop(audience());
    ReleaseRecord moving = shop.atAQuarter("v2");
    ReleaseRecord paused = AShop.yes(shop.desk().course().pause(AShop.BEN, moving, "a log line"));
    assertEquals(List.of("start", "paused"), kinds(paused));
  }

  @Test
  void whatWasCalledOffBeforeItBeganIsNewsOfItsOwnKind() {
    AShop shop = shop(audience());
    ReleaseRecord open = shop.opened("v2");
    ReleaseRecord release = AShop.yes(shop.desk().course().cancel(AShop.ADA, open, "later"));
    assertEquals(List.of("cancelled"), kinds(release));
  }

  @Test
  void whoeverHeardThatItBeginsHearsThatItCouldNot() {
    AShop shop = shop(audience());
    ReleaseRecord release = shop.started("v2");
    for (int attempt = 1; attempt <= 3; attempt++) {
      release =
          shop.happens(
              release,
              new Happening.StepFailed(
                  shop.tick(),
                  Actor.system("driver"),
                  "checkpoint",
                  attempt,
                  "no room",
                  Happening.Changed.NO));
    }
    assertEquals("start", kinds(release).getFirst());
    assertEquals("rollback", kinds(release).getLast());
  }

  @Test
  void thePlanAndItsApprovalsAreNobodysNews() {
    AShop shop = shop(audience());
    assertEquals(List.of(), kinds(shop.ready("v2")));
  }

  @Test
  void everyoneIsToldOncePerEventHoweverManySubscriptionsReachThem() {
    Subscription second =
        new Subscription(
            "second",
            List.of(SHOP),
            List.of(PROD),
            Set.of(NewsKind.ROLLBACK),
            List.of(
                new Recipient.Address("ADA@example.org"),
                new Recipient.AddressList("managers", List.of("mia@example.org")),
                new Recipient.Webhook("page"),
                new Recipient.Channel("slack:C1")),
            List.of());
    AShop shop = shop(audience(all(ADA, MIA), second));

    assertEquals(
        List.of(
            "mail:ada@example.org start all second",
            "mail:mia@example.org start all second",
            "mail:ada@example.org rollback all second",
            "mail:mia@example.org rollback all second",
            "webhook:page rollback second",
            "news:slack:C1 rollback second"),
        told(shop, shop.rolledBack("v2")));
  }

  @Test
  void nobodyHearsOfATestEnvironmentUnasked() {
    Subscription named =
        new Subscription(
            "testers", List.of(), List.of(STAGING), NewsKind.USUAL, List.of(MIA), List.of());
    AShop shop = shop(audience(all(ADA), named));
    Newsroom room = new Newsroom(shop.desk().catalogue());

    assertEquals(
        List.of("mail:mia@example.org"),
        room.reached(SHOP, STAGING).stream().map(Newsroom.Reached::channel).toList());
    assertEquals(
        List.of("mail:ada@example.org"),
        room.reached(SHOP, PROD).stream().map(Newsroom.Reached::channel).toList());
    assertEquals(
        List.of("mail:mia@example.org start testers"), told(shop, shop.startedIn("staging", "v2")));
  }

  @Test
  void ofAnotherServiceNobodyIsTold() {
    Subscription other =
        new Subscription(
            "other",
            List.of(new ServiceName("billing")),
            List.of(),
            NewsKind.USUAL,
            List.of(MIA),
            List.of());
    AShop shop = shop(audience(other));
    assertEquals(List.of(), told(shop, shop.rolledBack("v2")));
  }

  /** The shop's releases begin on 2 March 2026 at noon. */
  private static QuietHours until(String name, String end, List<String> people, NewsKind... not) {
    return new QuietHours(
        name,
        ZoneOffset.UTC,
        LocalTime.of(9, 0),
        LocalTime.parse(end),
        EnumSet.allOf(DayOfWeek.class),
        Set.copyOf(Arrays.asList(not)),
        people);
  }

  private static List<Instant> dues(AShop shop, ReleaseRecord release) {
    Newsroom room = new Newsroom(shop.desk().catalogue());
    return News.after(release, 0).stream()
        .flatMap(news -> room.lines(release, news, shop.now()).stream())
        .map(Outbox.Line::due)
        .toList();
  }

  @Test
  void newsWaitsForTheEndOfQuietHoursUnlessItIsUrgentToThem() {
    Subscription quiet =
        new Subscription(
            "quiet", List.of(), List.of(), NewsKind.USUAL, List.of(MIA), List.of("noon"));
    AShop shop =
        shop(
            new Audience(
                ZoneOffset.UTC,
                List.of(quiet),
                Map.of("noon", until("noon", "14:00", List.of(), NewsKind.ROLLBACK))));
    ReleaseRecord release = shop.rolledBack("v2");

    assertEquals(List.of(Instant.parse("2026-03-02T14:00:00Z"), shop.now()), dues(shop, release));
  }

  @Test
  void aPersonsOwnHoursHoldWhateverReachesThem() {
    Subscription loud =
        new Subscription(
            "loud",
            List.of(),
            List.of(),
            NewsKind.USUAL,
            List.of(new Recipient.Address("ada@example.org"), MIA),
            List.of("noon"));
    AShop shop =
        shop(
            new Audience(
                ZoneOffset.UTC,
                List.of(loud),
                Map.of(
                    "noon", until("noon", "14:00", List.of()),
                    "hers", until("hers", "16:00", List.of("ada")))));
    ReleaseRecord release = shop.started("v2");

    assertEquals(
        List.of(Instant.parse("2026-03-02T16:00:00Z"), Instant.parse("2026-03-02T14:00:00Z")),
        dues(shop, release));
  }

  @Test
  void newsIsFoundAgainByItsSequence() {
    AShop shop = shop(audience());
    ReleaseRecord release = shop.rolledBack("v2");
    List<News> all = News.after(release, 0);
    assertEquals(2, all.size());
    for (News news : all) {
      assertEquals(Optional.of(news), News.at(release, news.sequence()));
    }
    assertTrue(News.at(release, 1).isEmpty());
  }
}
