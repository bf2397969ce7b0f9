package dev.slipway.catalog;

import static dev.slipway.catalog.AConfiguration.RIGHT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.audience.Audience;
import dev.slipway.audience.NewsKind;
import dev.slipway.audience.QuietHours;
import dev.slipway.audience.Recipient;
import dev.slipway.audience.Subscription;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told what, as people write it. */
class NewsConfigurationTest {
  private static final String MAIL = "host: mail.example.org, from: r@example.org";

  @TempDir private Path folder;

  private Reading.Read read(String news) {
    return new AConfiguration(folder).readRight(with(news));
  }

  private static String with(String news) {
    return RIGHT.replace(
        "version: 1\n",
        "version: 1\nwebhooks: { status: { url: \"https://s.example.org/\", secret-from: { env: S } } }\nnews: "
            + news
            + "\n");
  }

  private List<String> problems(String news) {
    return new AConfiguration(folder).problemsOf(with(news)).stream().map(Problem::words).toList();
  }

  @Test
  void nobodyIsToldUnlessSomebodyIsWritten() {
    Reading.Read read = new AConfiguration(folder).readRight(RIGHT);
    assertEquals(Audience.nobody(), read.catalogue().audience());
    assertEquals(Optional.empty(), read.mail());
    assertEquals(Audience.nobody(), read("{}").catalogue().audience());
  }

  @Test
  void aSubscriptionWantsBeginEndAndRollbackOfEveryServiceUnlessItSaysOtherwise() {
    assertEquals(
        List.of(
            new Subscription(
                "all",
                List.of(),
                List.of(),
                NewsKind.USUAL,
                List.of(new Recipient.Person("ada")),
                List.of())),
        read("{ subscriptions: { all: { to: [ada] } } }").catalogue().audience().subscriptions());
  }

  @Test
  void aSubscriptionNamesEveryKindOfReader() {
    Reading.Read read =
        read(
            """
            {
              zone: Europe/Berlin,
              lists: { managers: [mia@example.org, noah@example.org] },
              quiet-hours: { nights: { from: "20:00", to: "07:00", days: [monday], except: [rollback], people: [chi] } },
              subscriptions: { some: {
                services: [shop], environments: [prod], kinds: [rollback, incident],
                to: [chi, boss@example.org, "list:managers", "webhook:status", "slack:C024BE7LR", "discord:8035"],
                quiet-hours: [nights] } } }\
            """
                .replace("\n", " "));

    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertEquals(
        new Audience(
            berlin,
            List.of(
                new Subscription(
                    "some",
                    List.of(new ServiceName("shop")),
                    List.of(new EnvironmentName("prod")),
                    Set.of(NewsKind.ROLLBACK, NewsKind.INCIDENT),
                    List.of(
                        new Recipient.Person("chi"),
                        new Recipient.Address("boss@example.org"),
                        new Recipient.AddressList(
                            "managers", List.of("mia@example.org", "noah@example.org")),
                        new Recipient.Webhook("status"),
                        new Recipient.Channel("slack:C024BE7LR"),
                        new Recipient.Channel("discord:8035")),
                    List.of("nights"))),
            Map.of(
                "nights",
                new QuietHours(
                    "nights",
                    berlin,
                    LocalTime.of(20, 0),
                    LocalTime.of(7, 0),
                    Set.of(DayOfWeek.MONDAY),
                    Set.of(NewsKind.ROLLBACK),
                    List.of("chi")))),
        read.catalogue().audience());
  }

  @Test
  void mailIsEncryptedUnlessItStaysOnThisComputer() {
    MailSettings mail = read("{ mail: { " + MAIL + " } }").mail().orElseThrow();
    assertEquals(
        new MailSettings(
            "mail.example.org",
            587,
            MailSettings.Security.STARTTLS,
            Optional.empty(),
            "r@example.org",
            "Releases",
            Optional.empty()),
        mail);
    assertEquals(
        465, read("{ mail: { " + MAIL + ", security: tls } }").mail().orElseThrow().port());
    MailSettings here =
        read("{ mail: { host: localhost, from: r@example.org, security: none, user: u, password-from: { env: P } } }")
            .mail()
            .orElseThrow();
    assertEquals(25, here.port());
    assertEquals(
        Optional.of(new MailSettings.Account("u", new Secret.InEnvironment("P"))), here.account());
  }

  @Test
  void aServiceHasANameForPeopleAndAnEnvironmentAPurpose() {
    String text =
        RIGHT
            .replace("  shop:\n", "  shop:\n    called: Online shop\n")
            .replace("policy: default\n", "policy: default\n        purpose: test\n");
    var shop =
        new AConfiguration(folder)
            .readRight(text)
            .catalogue()
            .service(new ServiceName("shop"))
            .orElseThrow();
    assertEquals(Optional.of("Online shop"), shop.called());
    assertTrue(shop.environments().values().iterator().next().test());
    var usual =
        new AConfiguration(folder)
            .readRight(RIGHT)
            .catalogue()
            .service(new ServiceName("shop"))
            .orElseThrow();
    assertEquals(Optional.empty(), usual.called());
    assertFalse(usual.environments().values().iterator().next().test());
  }

  @Test
  void anEnvironmentThatLooksLikeATestIsRemarkedOnWhenSomebodyWouldHearOfIt() {
    String staging = RIGHT.replace("    prod:\n", "    staging:\n");
    assertEquals(List.of(), remarks(staging));
    String heard =
        staging.replace(
            "version: 1\n", "version: 1\nnews: { subscriptions: { x: { to: [ada] } } }\n");
    assertEquals(1, remarks(heard).size());
    assertTrue(remarks(heard).getFirst().contains("add purpose: test"), remarks(heard).toString());
    assertEquals(
        List.of(),
        remarks(heard.replace("    staging:\n", "    staging:\n        purpose: production\n")));
    assertEquals(List.of(), remarks(heard.replace("staging", "latest")));
  }

  private List<String> remarks(String text) {
    return new AConfiguration(folder)
        .readRight(text).remarks().stream()
            .map(Problem::words)
            .filter(words -> words.contains("purpose"))
            .toList();
  }

  @Test
  void whoIsToldIsPartOfWhatHoldsAndWhatCarriesItIsNot() {
    String hash = new AConfiguration(folder).readRight(RIGHT).catalogue().hash();
    String subscribed = read("{ subscriptions: { all: { to: [ada] } } }").catalogue().hash();
    assertNotEquals(hash, subscribed);
    assertEquals(
        subscribed,
        read("{ mail: { " + MAIL + " }, subscriptions: { all: { to: [ada] } } }")
            .catalogue()
            .hash());
  }

  @Test
  void aTeamKeepsItsSubscriptionsInAFileOfItsOwn() {
    AConfiguration configuration = new AConfiguration(folder);
    configuration.write("team.yaml", "news: { subscriptions: { team: { to: [\"list:all\"] } } }");
    Reading.Read read =
        configuration.readRight(
            RIGHT.replace(
                "version: 1\n",
                "version: 1\ninclude: [team.yaml]\nnews: { lists: { all: [a@example.org] } }\n"));
    assertEquals(
        List.of(new Recipient.AddressList("all", List.of("a@example.org"))),
        read.catalogue().audience().subscriptions().getFirst().to());
  }

  @Test
  void theMailServerIsSetInTheFirstFileOnly() {
    AConfiguration configuration = new AConfiguration(folder);
    configuration.write("team.yaml", "news: { mail: { " + MAIL + " } }");
    assertTrue(
        configuration
            .problemsOf(RIGHT.replace("version: 1\n", "version: 1\ninclude: [team.yaml]\n"))
            .getFirst()
            .words()
            .contains("the mail server is set in the first file only"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { subscriptions: { x: {} } }                                        | news.subscriptions.x.to is missing
          { subscriptions: { x: { to: [] } } }                                | to: is empty
          { subscriptions: { x: { to: [adda] } } }                            | did you mean ada?
          { subscriptions: { x: { to: ["list:all"] } } }                      | there is no "all" under news.lists
          { subscriptions: { x: { to: ["webhook:page"] } } }                  | there is no "page" under webhooks
          { subscriptions: { x: { to: [ada], services: [shopp] } } }          | did you mean shop?
          { subscriptions: { x: { to: [ada], environments: [prd] } } }        | did you mean prod?
          { subscriptions: { x: { to: [ada], kinds: [strat] } } }             | did you mean start?
          { subscriptions: { x: { to: [ada], kinds: [] } } }                  | nothing would be told
          { subscriptions: { x: { to: [ada], quiet-hours: [night] } } }       | there is no entry "night"
          { quiet-hours: { n: { from: "20:00" } } }                           | news.quiet-hours.n.to is missing
          { quiet-hours: { n: { from: "25:00", to: "07:00" } } }              | "25:00" is not a time of day
          { quiet-hours: { n: { from: "20:00", to: "7", zone: Mars } } }      | "Mars" is not a time zone
          { quiet-hours: { n: { from: "20:00", to: "07:00", days: [mo] } } }  | one of monday, tuesday
          { lists: { all: [nobody] } }                                        | "nobody" is not a mail address
          { lists: { all: ["a@b.org\\r\\nBcc: c@d.org"] } }                   | is not a mail address
          { lists: { all: [] } }                                              | write at least one mail address
          { mail: { host: mail.example.org } }                                | news.mail.from is missing
          { mail: { host: m.example.org, from: r@e.org, security: none } }    | could be read and changed on its way
          { mail: { host: "smtp://m", from: r@e.org } }                       | is not the name of a computer
          { mail: { host: m.example.org, from: r@e.org, user: u } }           | news.mail.password-from is missing
          { mail: { host: m.example.org, from: "R <r@e.org>" } }              | is not a mail address
          { mail: { host: m.example.org, from: r@e.org, port: 70000 } }       | is not between 1 and 65535
          { mail: { host: m.example.org, from: r@e.org, link: "http://a.org/{number}" } } | is not the address of a page
          { mail: { host: m.example.org, from: r@e.org, link: "javascript:alert(1)" } } | is not the address of a page
          { zone: Nowhere/Town }                                              | "Nowhere/Town" is not a time zone
          """)
  void aMistakeIsSaidWithItsFix(String news, String words) {
    String all = problems(news).stream().collect(Collectors.joining("\n"));
    assertTrue(all.contains(words), all);
  }

  @Test
  void aPasswordWrittenOutIsRefusedAndNotRepeated() {
    String all =
        String.join("\n", problems("{ mail: { " + MAIL + ", user: u, password-from: hunter2 } }"));
    assertTrue(all.contains("secrets do not stand in this file"), all);
    assertFalse(all.contains("hunter2"), all);
  }

  @Test
  void everyKindCanBeAskedFor() {
    String kinds =
        EnumSet.allOf(NewsKind.class).stream().map(NewsKind::key).collect(Collectors.joining(", "));
    assertEquals(
        EnumSet.allOf(NewsKind.class),
        read("{ subscriptions: { x: { to: [ada], kinds: [" + kinds + "] } } }")
            .catalogue()
            .audience()
            .subscriptions()
            .getFirst()
            .kinds());
  }
}
