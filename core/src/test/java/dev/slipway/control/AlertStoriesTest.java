package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Alerts;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.health.Signal;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What alerts that a plan names make of a release. */
@Tag("X4")
class AlertStoriesTest {
  /** Fires, is silent or blind as a test wants it. */
  private static final class FakeAlerts implements Alerts {
    final List<Firing> firing = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    Optional<String> away = Optional.empty();

    @Override
    public List<Firing> firing() {
      away.ifPresent(why -> {
        throw new OutsideFailure("Alertmanager", "ask whether ShopErrors fires", why);
      });
      return List.copyOf(firing);
    }

    @Override
    public void hush(Duration longer) {
      heard.add("hush " + longer);
    }

    @Override
    public void speak() {
      heard.add("speak");
    }
  }

  private final FakeAlerts alerts = new FakeAlerts();
  @TempDir Path folder;
  private TheShop shop;

  @BeforeEach
  void open() {
    shop = new TheShop(folder);
    shop.target.heeds(alerts);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void fires(Instant since) {
    alerts.firing.add(new Alerts.Firing("ShopErrors", since));
  }

  private long told() {
    return shop.release().story().stream()
        .filter(one ->
            one.fact() instanceof Fact.Happened happened
                && happened.happening() instanceof Happening.AlertFired)
        .count();
  }

  private List<String> notices() {
    return shop.release().story().stream()
        .flatMap(one ->
            one.fact() instanceof Fact.Announced announced && announced.words().contains("alert")
                ? List.of(announced.words()).stream()
                : List.<String>of().stream())
        .toList();
  }

  @Test
  void aNamedAlertTakesUsersBackToTheOldVersionAndIsWrittenDownOnce() {
    shop.started().untilBaking(2);
    fires(shop.clock.now());
    shop.until(RollingBack.class);
    assertEquals(1, shop.happened(h -> h.because().code() == Reason.Code.CAUGHT_BY_ALERT));

    shop.freshDriverEachTurn = true;
    shop.toItsEnd();

    assertInstanceOf(RolledBack.class, shop.state());
    assertEquals(1, told());
    assertEquals(0, shop.target.traffic.read().share().percent());
  }

  /** One answer may hold thousands, each with a moment of its own. */
  @Test
  void howeverManyFireAtOnceAndHoweverLongTheyAreAReleaseTellsOfFew() {
    shop.started().untilBaking(2);
    for (int i = 0; i < 2 * AlertLane.MOST_TOLD; i++) {
      alerts.firing.add(new Alerts.Firing("x".repeat(5_000), shop.clock.now().plusSeconds(i)));
    }
    shop.until(RollingBack.class);

    assertEquals(AlertLane.MOST_TOLD, told());
    assertTrue(alerts.firing.getFirst().words().length() < 300);
    assertEquals(1, shop.happened(h -> h.because().code() == Reason.Code.CAUGHT_BY_ALERT));
  }

  @Test
  void nothingStartsWhileItFiresOrWhenNobodyCanSee() {
    fires(shop.clock.now());
    assertRefused("ShopErrors, firing since");
    alerts.firing.clear();
    alerts.away = Optional.of("no answer within 2000 ms");
    assertRefused("nobody sees whether alerts fire: Alertmanager");
    alerts.away = Optional.empty();
    shop.target.metrics.isBlindFor(Signal.LATENCY_P95, "finds no series {job=\"shop\"}");
    assertRefused("latency p95 is not measured: finds no series");
  }

  private void assertRefused(String words) {
    shop.planned();
    shop.workerIsAlive();
    ReleaseRecord approved =
        TheShop.yes(
            shop.desk.gates().approve(ShopCatalogue.CHI, shop.release(), Optional.empty(), ""));
    Refusal refusal = TheShop.no(shop.desk.course().start(ShopCatalogue.ADA, approved));
    assertTrue(refusal.why().toString().contains(words), refusal::toString);
  }

  @Test
  void whatFiredLongBeforeTheStartIsNotHeldAgainstIt() {
    shop.started();
    fires(shop.clock.now().minusSeconds(600));
    shop.toItsEnd();
    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
    assertEquals(0, told());
  }

  @Test
  void aSourceThatCannotBeAskedIsSaidOnceAndLimitsAreJudged() {
    shop.started().untilBaking(1);
    alerts.away = Optional.of("no answer within 2000 ms");
    shop.ticks(4);
    assertEquals(
        List.of(
            "nobody sees whether alerts fire: Alertmanager: ask whether ShopErrors fires:"
                + " no answer within 2000 ms; limits are judged as before"),
        notices());

    alerts.away = Optional.empty();
    shop.ticks(2);
    assertEquals("alerts can be seen again", notices().getLast());

    alerts.away = Optional.of("gone");
    shop.target.metrics.canaryFails(0.5);
    shop.until(RollingBack.class);
    assertTrue(shop.happened(h -> h.because().code() == Reason.Code.LIMIT_BROKEN) > 0);
  }

  @Test
  void plannedNoiseIsSilentAsLongAsItMovesAndNoLonger() {
    shop.started().untilBaking(1);
    assertEquals("hush PT10M", alerts.heard.getFirst());
    ReleaseRecord paused =
        TheShop.yes(shop.desk.course().pause(ShopCatalogue.CHI, shop.release(), "lunch"));
    shop.ticks(200);
    assertTrue(alerts.heard.size() > 1, "a silence that is not renewed ends too early");
    ReleaseRecord resumed =
        TheShop.yes(shop.desk.course().resume(ShopCatalogue.CHI, paused, "had lunch"));
    assertFalse(resumed.state().isEnd() || alerts.heard.contains("speak"));
    shop.toItsEnd();
    assertEquals("speak", alerts.heard.getLast());
  }

  /** The most urgent word there is must not wait for a database. */
  @Test
  @Tag("X9")
  void anAlertTakesUsersBackWhileTheStoreIsAwayAndIsWrittenDownAfterwards() {
    shop.started().untilBaking(2).ticks(2);
    Driver driver = shop.driver();
    shop.store.away = true;
    fires(shop.clock.now());
    fires(shop.clock.now().plusSeconds(1));

    turns(driver, 3);

    assertEquals(0, shop.target.traffic.share());
    assertEquals(1, shop.spool.kept().size(), "said once, however many fire");
    shop.store.away = false;
    turns(driver, 1);
    RollingBack back = assertInstanceOf(RollingBack.class, shop.state());
    assertEquals(Reason.Code.STORE_AWAY, back.cause().code());
    assertTrue(back.cause().words().contains("alert ShopErrors"), back.cause()::words);
    shop.toItsEnd();
    assertInstanceOf(RolledBack.class, shop.state());
  }

  /** Its instances may answer their probes all the while: the balancer sends nobody to them. */
  @Test
  @Tag("X9")
  void aVersionThatTheBalancerFindsDownIsTakenBack() {
    shop.started().untilBaking(2);
    shop.target.deployment.unserved = Optional.of("HAProxy finds none of g1 up");

    shop.until(RollingBack.class);

    RollingBack back = assertInstanceOf(RollingBack.class, shop.state());
    assertTrue(
        back.cause().words().contains("service-down: HAProxy finds none of g1 up"),
        back.cause()::words);
  }

  @Test
  void anAlertBeforeAnybodyMetTheNewVersionWaitsForTheStore() {
    shop.started();
    Driver driver = shop.driver();
    shop.store.away = true;
    fires(shop.clock.now());

    turns(driver, 3);

    assertEquals(List.of(), shop.spool.kept());
  }

  private void turns(Driver driver, int turns) {
    for (int i = 0; i < turns; i++) {
      try {
        boolean unused = driver.turn();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
      shop.clock.move(Duration.ofSeconds(1));
    }
  }
}
