package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.outside.exec.AService;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.Verification;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service of one's own goes out instance by instance, with real processes behind real scripts.
 */
@Tag("X2")
@Tag("X3")
class RollingStoriesTest {
  @TempDir private Path folder;
  private AService service;

  /** Opened before or by every test, and closed after it. */
  @SuppressWarnings("NullAway.Init")
  private OwnService shop;

  @BeforeEach
  void runsV1() {
    service = new AService(folder, "search-1", "search-2");
    shop = new OwnService(service, OwnService.IN_PLACE, "strategy: rolling");
  }

  @AfterEach
  void ends() {
    shop.close();
  }

  @Test
  void goesInstanceByInstanceToTheEnd() {
    service.runs("v1", "search-1", "search-2");

    shop.started("v2").until(Finished.class);

    assertEquals("v2", service.running("search-1"));
    assertEquals("v2", service.running("search-2"));
    assertEquals(
        2, service.deploys().stream().filter(line -> line.contains(" v2 git-commit:")).count());
  }

  @Test
  @Tag("X9")
  void goesBackWhenTheSecondInstanceDoesNotBecomeHealthy() {
    waitsForHealthNoLongerThanNeeded();
    service.runs("v1", "search-1", "search-2");
    service.answers("v2", "search-2", 503);

    shop.started("v2").until(RolledBack.class);

    assertBack("answers 503, expected 200");
  }

  @Test
  @Tag("X7")
  @Tag("X9")
  void goesBackByItselfWhenErrorsBreakTheLimitAfterTheFirstBatch() {
    shop.close();
    shop =
        new OwnService(
            service.runs("v1", "search-1", "search-2"),
            OwnService.watchedForLong(service, OwnService.IN_PLACE, "strategy: rolling"));

    shop.started("v2")
        .until(
            state -> state instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking,
            "the first batch is watched");
    service.answers("v2", "search-1", 500);
    shop.until(RolledBack.class);

    assertBack("error rate");
  }

  @Test
  void aDeployThatFailsAfterItWorkedIsBelievedByWhatRuns() {
    service.runs("v1", "search-1", "search-2");
    service.afterDeploy("v2", "search-1", "echo 'connection lost' >&2\nexit 3\n");

    shop.started("v2").until(Finished.class);

    assertTrue(
        shop.words().toString().contains("although its command ended with 3: connection lost"),
        shop.words()::toString);
  }

  @Test
  void aDeployThatSaysItWorkedAndDidNothingIsFoundOut() {
    waitsForHealthNoLongerThanNeeded();
    service.runs("v1", "search-1", "search-2");
    service.deployDoes("v2", "search-2", "echo deployed\nexit 0\n");

    shop.started("v2").until(RolledBack.class);

    assertBack("its command ended with 0: deployed; after");
    assertTrue(shop.words().toString().contains("runs v1"), shop.words()::toString);
  }

  @Test
  void aDeployThatHangsIsEndedWithEverythingItStarted() {
    service.runs("v1", "search-1", "search-2");
    service.deployDoes("v2", "search-2", "sh -c 'echo $$ > sleeper; sleep 1000' &\nwait\n");
    shop.close();
    shop =
        new OwnService(
            service.runs("v1", "search-1", "search-2"),
            OwnService.IN_PLACE.replace("time-limit: 90s", "time-limit: 3s"),
            "strategy: rolling");

    shop.started("v2").until(RolledBack.class);

    assertBack("did not end within 3 s and was ended");
    long sleeper = Long.parseLong(service.read("sleeper"));
    AService.await(
        () -> ProcessHandle.of(sleeper).filter(ProcessHandle::isAlive).isEmpty(),
        "the process the deploy had started is gone");
  }

  @Test
  void aFirstReleaseIsTakenBackByStoppingIt() {
    shop.close();
    shop =
        new OwnService(
            service,
            OwnService.watchedForLong(service, OwnService.IN_PLACE, "strategy: rolling")
                .replace("verify-deadline: 30s", "verify-deadline: 3s"));
    shop.started("v1")
        .until(
            state -> state instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking,
            "it is watched");
    assertEquals("v1", service.running("search-2"));
    shop.rollsBack().until(RolledBack.class);

    assertEquals("", service.running("search-1"));
    assertEquals("", service.running("search-2"));
  }

  @Test
  void aFirstReleaseGoesToItsEnd() {
    shop.started("v1").until(Finished.class);

    assertEquals("v1", service.running("search-1"));
    assertEquals("v1", service.running("search-2"));
  }

  /** For stories that wait it out in vain. */
  private void waitsForHealthNoLongerThanNeeded() {
    shop.close();
    shop =
        new OwnService(
            service,
            OwnService.IN_PLACE.replace("healthy-within: 90s", "healthy-within: 8s"),
            "strategy: rolling");
  }

  private void assertBack(String words) {
    RolledBack back = assertInstanceOf(RolledBack.class, shop.release().state());
    assertInstanceOf(Verification.Verified.class, back.verification(), shop.words()::toString);
    assertEquals("v1", service.running("search-1"));
    assertEquals("v1", service.running("search-2"));
    assertTrue(back.cause().words().contains(words), back.cause().words());
  }
}
