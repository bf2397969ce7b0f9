package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.audience.Audience;
import dev.slipway.audience.NewsKind;
import dev.slipway.audience.QuietHours;
import dev.slipway.audience.Recipient;
import dev.slipway.audience.Subscription;
import dev.slipway.notice.Outbox;
import dev.slipway.outside.store.SqlOutbox;
import dev.slipway.release.Actor;
import dev.slipway.release.EnvironmentName;
import dev.slipway.view.NewsView;
import dev.slipway.view.NoticeView;
import dev.slipway.view.PlanView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.View;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T3: who is told can be looked up before anything moves, and tried. */
class NewsTest {
  private AShop shop;
  private Outbox outbox;

  @BeforeEach
  void open(@TempDir Path folder) {
    QuietHours noon =
        new QuietHours(
            "noon",
            ZoneOffset.UTC,
            LocalTime.of(9, 0),
            LocalTime.of(14, 0),
            EnumSet.allOf(DayOfWeek.class),
            Set.of(NewsKind.ROLLBACK),
            List.of("ada"));
    Subscription management =
        new Subscription(
            "management",
            List.of(),
            List.of(),
            NewsKind.USUAL,
            List.of(
                new Recipient.Person("ada"),
                new Recipient.Address("mia@example.org"),
                new Recipient.Webhook("page"),
                new Recipient.Channel("slack:C1")),
            List.of());
    Subscription testers =
        new Subscription(
            "testers",
            List.of(),
            List.of(new EnvironmentName("staging")),
            Set.of(NewsKind.START),
            List.of(new Recipient.Address("tess@example.org")),
            List.of());
    shop =
        AShop.heardOf(
            folder,
            new Audience(ZoneOffset.UTC, List.of(management, testers), Map.of("noon", noon)));
    outbox = SqlOutbox.ofNews(shop.store());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private View types(Actor who, String... words) {
    return new CommandLineGrammar()
        .run(Typed.at(shop.desk()).by(who).with(outbox), List.of(words))
        .view()
        .orElseThrow();
  }

  private List<String> readers(String... words) {
    return assertInstanceOf(NewsView.class, types(AShop.BEN, words)).readers().stream()
        .map(row ->
            row.environment()
                + " "
                + row.by()
                + " "
                + row.reader()
                + " "
                + row.kinds()
                + row.quietUntil().map(end -> " until " + end).orElse(""))
        .toList();
  }

  @Test
  void everybodyWhoIsToldIsListedWithWhatTheyHearAndWhen() {
    assertEquals(
        List.of(
            "prod mail ada@example.org [start, success, rollback] until 2026-03-02T14:00:00Z",
            "prod mail mia@example.org [start, success, rollback]",
            "prod webhook page [start, success, rollback]",
            "prod chat slack:C1 [start, success, rollback]",
            "staging mail tess@example.org [start]"),
        readers("news", "list"));
    assertEquals(
        List.of("staging mail tess@example.org [start]"),
        readers("news", "list", "shop", "--env", "staging"));
  }

  @Test
  void aServiceThatIsNoneIsRefused() {
    assertEquals("E-REF-04", ((RefusalView) types(AShop.BEN, "news", "list", "shpo")).code());
  }

  @Test
  void aTestGoesToWhoeverAsksOrToAReader() {
    assertInstanceOf(NoticeView.class, types(AShop.CHI, "news", "test"));
    assertInstanceOf(NoticeView.class, types(AShop.CHI, "news", "test", "mia@example.org"));
    assertInstanceOf(NoticeView.class, types(AShop.CHI, "news", "test", "slack:C1"));

    assertEquals(
        List.of("mail:chi@example.org", "mail:mia@example.org"),
        outbox.openOf("mail:").stream().map(Outbox.Line::channel).toList());
    assertEquals(1, outbox.openOf("news:slack:C1").size());
    assertEquals(shop.now(), outbox.openOf("mail:").getFirst().due());
  }

  @Test
  void aDryRunSendsNothing() {
    assertTrue(((NoticeView) types(AShop.CHI, "news", "test", "-n")).would());
    assertEquals(List.of(), outbox.openOf("mail:"));
  }

  @Test
  void nobodyElseGetsATestAndNoStrangerSendsOne() {
    assertEquals(
        "E-NEWS-01", ((RefusalView) types(AShop.CHI, "news", "test", "victim@example.com")).code());
    assertEquals("E-WHO-01", ((RefusalView) types(AShop.STRANGER, "news", "test")).code());
    assertEquals(List.of(), outbox.openOf("mail:"));
  }

  /** Readers outside the team did not ask for tests, and mail costs trust. */
  @Test
  void nobodyFloodsAReaderAndNobodyFloodsManyAndBothMayAgainLater() {
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(NoticeView.class, types(AShop.CHI, "news", "test", "mia@example.org"));
      AShop unused = shop.later(Duration.ofSeconds(1));
    }
    RefusalView reader = (RefusalView) types(AShop.BEN, "news", "test", "mia@example.org");
    assertEquals("E-NEWS-03", reader.code());
    assertTrue(reader.toString().contains("at most 3 to one reader"), reader.toString());
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(NoticeView.class, types(AShop.CHI, "news", "test", "slack:C1"));
      AShop unused = shop.later(Duration.ofSeconds(1));
    }
    RefusalView person = (RefusalView) types(AShop.CHI, "news", "test");
    assertEquals("E-NEWS-03", person.code());
    assertTrue(person.toString().contains("You have had 6 tests sent"), person.toString());
    assertInstanceOf(NoticeView.class, types(AShop.BEN, "news", "test"));
    assertEquals(4, outbox.openOf("mail:").size());

    AShop unused = shop.later(Duration.ofMinutes(10));
    assertInstanceOf(NoticeView.class, types(AShop.CHI, "news", "test", "mia@example.org"));
  }

  @Test
  void aMachineHasNoTestsSent() {
    Actor machine = new Actor("ben", Actor.Kind.MACHINE, "api");

    assertEquals("E-WHO-02", ((RefusalView) types(machine, "news", "test")).code());
    assertEquals(List.of(), outbox.openOf("mail:"));
  }

  @Test
  void aPlanSaysWhoWillBeTold() {
    var opened = shop.opened("v2");
    PlanView plan =
        assertInstanceOf(PlanView.class, types(AShop.ADA, "plan", opened.id().toString()));
    assertEquals("mail to 2 people, page, slack:C1", plan.told().orElseThrow());
  }
}
