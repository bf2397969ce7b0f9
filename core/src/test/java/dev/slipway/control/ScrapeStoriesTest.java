package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.health.Judgement;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Store;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Releases that are judged by a source which looks by itself: when it is asked, and what counts.
 */
@Tag("X9")
class ScrapeStoriesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  @TempDir Path folder;
  private TheShop shop;

  @BeforeEach
  void open() {
    shop = new TheShop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** As the driver does, which rests no longer than until its next check. */
  private void pass(Duration time) throws InterruptedException {
    Instant end = shop.clock.now().plus(time);
    while (shop.clock.now().isBefore(end)) {
      boolean unused = shop.turn();
      shop.clock.pause(shop.driver().rest(shop.clock.now()));
    }
  }

  private List<Store.Check> checks(Instant since) {
    return shop.checks().stream().filter(check -> !check.at().isBefore(since)).toList();
  }

  private static Judgement.Evidence evidence(Store.Check check) {
    return check.judgement().evidence().orElseThrow();
  }

  @Test
  void checksFollowTheScrapesWhateverItsClockSays() throws InterruptedException {
    Duration ahead = Duration.ofMillis(-1700);
    shop.target.metrics.scrapes(SECOND, shop.clock.now().plusMillis(640), ahead);
    shop.started().untilBaking(1);
    shop.asks((course, shown) ->
        course.extend(ShopCatalogue.CHI, shown, Duration.ofMinutes(5), "to see more"));
    pass(Duration.ofSeconds(12));
    Instant learnt = shop.clock.now();

    pass(Duration.ofSeconds(10));

    List<Store.Check> checks = checks(learnt);
    assertTrue(checks.size() >= 9 && checks.size() <= 11, checks::toString);
    for (Store.Check check : checks) {
      Duration after = Duration.between(evidence(check).newest().minus(ahead), check.at());
      assertTrue(after.compareTo(Duration.ofMillis(60)) <= 0, after + " after " + check.at());
    }
    assertEquals(
        checks.size(), checks.stream().map(check -> evidence(check).newest()).distinct().count());
  }

  @Test
  void oneScrapeTakesNothingBackAndTheNextDoes() throws InterruptedException {
    shop.target.metrics.scrapes(
        Duration.ofSeconds(15), shop.clock.now().minusSeconds(2), Duration.ZERO);
    shop.started().untilBaking(2);
    shop.asks((course, shown) ->
        course.extend(ShopCatalogue.CHI, shown, Duration.ofMinutes(5), "to see more"));
    shop.target.metrics.canaryFails(0.5);
    shop.until(state -> shop.checks().getLast().judgement().verdict() == Verdict.FAIL);
    Store.Check first = shop.checks().getLast();

    shop.ticks(3);
    shop.restartDriver();
    shop.ticks(3);
    assertInstanceOf(Shifting.class, shop.state(), "six checks, and one scrape behind them");

    shop.until(RollingBack.class);
    Store.Check second =
        shop.checks().stream()
            .filter(check -> check.judgement().verdict() == Verdict.FAIL)
            .toList()
            .getLast();
    assertEquals(
        Duration.ofSeconds(15),
        Duration.between(evidence(first).newest(), evidence(second).newest()));
  }
}
