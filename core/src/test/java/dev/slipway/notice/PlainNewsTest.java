package dev.slipway.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.audience.Audience;
import dev.slipway.command.AShop;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Happening;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T3: news in plain words, at most 70 of them, and true. */
@Tag("T3")
class PlainNewsTest {
  private static final int MOST_WORDS = 70;

  /** What a builder says and a reader should not have to know. */
  private static final Pattern JARGON =
      Pattern.compile(
          "\\b(deploy\\w*|roll\\w*|releas\\w*|canar\\w*|baseline|artifact|build|commit|branch|merge"
              + "|instance\\w*|server|fleet|traffic|stage\\w*|pipeline|smoke|latenc\\w*|p\\d\\d"
              + "|percentile|metric\\w*|alert\\w*|threshold|limit|health\\w*|error rate|weight"
              + "|environment|production|prod|incident|migration|schema|database|plan|gate|owner"
              + "|on-call|rollout|router|config\\w*|exposure|bake|verif\\w*|\\d+ ?%)\\b",
          Pattern.CASE_INSENSITIVE);

  private AShop shop;

  @BeforeEach
  void open(@TempDir Path folder) {
    shop = AShop.heardOf(folder, new Audience(ZoneId.of("Europe/Berlin"), List.of(), Map.of()));
    shop.titled("Coupon codes");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private PlainNews last(ReleaseRecord release) {
    return PlainNews.of(
        release, News.after(release, 0).getLast(), shop.desk().catalogue(), Redaction.none());
  }

  private String words(ReleaseRecord release) {
    return last(release).words();
  }

  @Test
  void itBegins() {
    assertEquals(
        "Online shop, Monday 2 March. Beginning. We are beginning to switch on “Coupon codes”."
            + " A quarter of visitors get it first; if all is well, everybody does."
            + " If something is wrong, we go back within a few seconds."
            + " You need not do anything.",
        words(shop.started("v2")));
  }

  @Test
  void everybodyHasIt() {
    assertEquals(
        "Online shop, Monday 2 March. Done. All visitors now have “Coupon codes”."
            + " We have been switching it on since 13:00, and watched it all the way."
            + " You need not do anything.",
        words(shop.finishes(shop.atAQuarter("v2"))));
  }

  @Test
  void itWasTakenBackByItself() {
    assertEquals(
        "Online shop, Monday 2 March. Taken back. We began to switch on “Coupon codes”."
            + " A quarter of visitors had it for a few seconds. How many of them noticed is not known."
            + " The system noticed a problem and went back by itself."
            + " Everything works normally again. We will find the cause before we try again."
            + " You need not do anything.",
        words(shop.rolledBack("v2")));
  }

  @Test
  void whoWasAffectedIsSaidAsFarAsItWasCounted() {
    ReleaseRecord moving = shop.atAQuarter("v2");
    shop.books()
        .note(
            moving,
            new Fact.Affected(shop.now(), shop.now(), 600, 70),
            shop.now(),
            Actor.system("driver"));
    ReleaseRecord release = shop.rollsBackByItself(shop.desk().renew(moving));
    assertTrue(
        words(release).contains("had it for a few seconds; about 1 in 9 of their requests failed."),
        words(release));
  }

  @Test
  void aPersonTookItBack() {
    ReleaseRecord moving = shop.atAQuarter("v2");
    ReleaseRecord back =
        AShop.yes(shop.desk().course().rollback(AShop.BEN, moving, "empty baskets", false));
    back =
        shop.happens(
            back,
            new Happening.TrafficSettled(
                shop.tick(), Actor.system("driver"), dev.slipway.release.Weight.NONE, "router 1"));
    back =
        shop.happens(
            back,
            new Happening.Checked(
                shop.tick(),
                Actor.system("driver"),
                "after-rollback",
                AShop.assessment(dev.slipway.health.Verdict.PASS, 0, true)));
    back =
        shop.happens(
            back,
            new Happening.StepDone(shop.tick(), Actor.system("driver"), "remove-new", 1, "gone"));
    assertTrue(
        words(back).contains("We decided to go back to what was there before."), words(back));
  }

  @Test
  void itStopsOnTheWayAndGoesOn() {
    ReleaseRecord moving = shop.atAQuarter("v2");
    ReleaseRecord paused = AShop.yes(shop.desk().course().pause(AShop.BEN, moving, "a log line"));
    assertEquals(
        "Online shop, Monday 2 March. On hold. We are switching on “Coupon codes”,"
            + " and have stopped on the way to take a look."
            + " A quarter of visitors have it so far. You need not do anything.",
        words(paused));
    ReleaseRecord on = AShop.yes(shop.desk().course().resume(AShop.BEN, paused, "looked at it"));
    assertTrue(words(on).contains("Going on."), words(on));
  }

  @Test
  void itIsCalledOff() {
    ReleaseRecord opened = shop.opened("v2");
    assertTrue(
        words(AShop.yes(shop.desk().course().cancel(AShop.ADA, opened, "later")))
            .contains("We had planned to switch on “Coupon codes”. It will not happen for now."));
  }

  @Test
  void itCouldNotBegin() {
    assertTrue(
        words(notBegun()).contains("Not begun. We wanted to switch on “Coupon codes”"),
        words(notBegun()));
  }

  private ReleaseRecord notBegun() {
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
    return release;
  }

  @Test
  void harmThatIsNotOverIsSaidAsSuch() {
    assertEquals(
        "Online shop, Monday 2 March. Problems. We wanted to take back “Coupon codes”, and could not yet."
            + " Up to a quarter of visitors may notice problems."
            + " People are working on it now. We will write again. You need not do anything.",
        words(stuck("v2")));
  }

  private ReleaseRecord stuck(String version) {
    ReleaseRecord moving = shop.atAQuarter(version);
    ReleaseRecord back =
        AShop.yes(shop.desk().course().rollback(AShop.BEN, moving, "empty baskets", false));
    return shop.happens(
        back,
        new Happening.TrafficFailed(shop.tick(), Actor.system("driver"), "the router refuses"));
  }

  @Test
  void withoutATitleItIsANewVersion() {
    shop.titled("");
    PlainNews news = last(shop.started("v2"));
    assertTrue(news.words().contains("We are beginning to switch on a new version."));
    assertEquals("Online shop: new version v2", news.about());
  }

  @Test
  void allNewsOfOneReleaseIsAboutTheSame() {
    ReleaseRecord release = shop.rolledBack("v2");
    List<News> all = News.after(release, 0);
    assertEquals(2, all.size());
    for (News news : all) {
      assertEquals(
          "Online shop: Coupon codes",
          PlainNews.of(release, news, shop.desk().catalogue(), Redaction.none()).about());
    }
  }

  @Test
  void ofATestEnvironmentItSaysSo() {
    assertTrue(
        words(shop.startedIn("staging", "v2"))
            .matches(
                "Online shop \\(staging\\), .*This is a place for trying things out: no visitor is concerned\\."));
  }

  @Test
  void neverMoreThanSeventyWordsAndNoneThatOnlyBuildersKnow() {
    shop.titled("one two three four five six seven eight nine ten eleven twelve");
    for (String line : everyNews()) {
      long count = line.split("\\s+").length;
      assertTrue(count <= MOST_WORDS, count + " words: " + line);
      assertTrue(!JARGON.matcher(line).find(), line);
    }
  }

  private List<String> everyNews() {
    List<ReleaseRecord> releases = new ArrayList<>();
    ReleaseRecord quarter = shop.atAQuarter("v4");
    ReleaseRecord paused = AShop.yes(shop.desk().course().pause(AShop.BEN, quarter, "a log line"));
    releases.add(paused);
    ReleaseRecord on = AShop.yes(shop.desk().course().resume(AShop.BEN, paused, "looked at it"));
    releases.add(shop.rollsBackByItself(on));
    releases.add(notBegun());
    releases.add(AShop.yes(shop.desk().course().cancel(AShop.ADA, releases.getLast(), "later")));
    releases.add(shop.finishes(shop.atAQuarter("v5")));
    releases.add(AShop.yes(shop.desk().course().cancel(AShop.ADA, shop.opened("v6"), "later")));
    releases.add(stuck("v7"));
    List<String> lines = new ArrayList<>();
    for (ReleaseRecord release : releases) {
      for (News news : News.after(release, 0)) {
        lines.add(
            PlainNews.of(release, news, shop.desk().catalogue(), Redaction.none())
                .words()
                .toLowerCase(Locale.ROOT));
      }
    }
    return lines;
  }

  @Test
  void whatMustNotLeaveIsTakenOut() {
    shop.titled("Coupons for customer Meier\u202E\u0007");
    ReleaseRecord release = shop.started("v2");
    PlainNews news =
        PlainNews.of(
            release,
            News.after(release, 0).getLast(),
            shop.desk().catalogue(),
            Redaction.of(List.of("customer [A-Z][a-z]+")));
    assertEquals("Online shop: Coupons for [redacted]", news.about());
    assertTrue(news.words().contains("“Coupons for [redacted]”"), news.words());
  }
}
