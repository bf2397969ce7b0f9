package dev.slipway.outside.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.Target;
import dev.slipway.health.Side;
import dev.slipway.outside.haproxy.HaproxyBalancer;
import dev.slipway.outside.http.HttpProbes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A probe counts for the version that its instance reported at that moment. */
class ProbesByVersionTest {
  private static final String ONE = "search-1";
  private static final Duration WINDOW = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private AService service;

  @BeforeEach
  void runsV1() {
    service = new AService(folder, ONE).runs("v1", ONE);
  }

  @AfterEach
  void ends() {
    service.close();
  }

  private static Metrics.Tally tally(Target target, Side side) {
    assertEquals(WINDOW, target.metrics().read(Instant.now(), WINDOW).window());
    return target.metrics().tally(side, Instant.EPOCH, Instant.now().plusSeconds(1));
  }

  @Test
  void anInstanceThatDiesFailsForTheVersionItRanAndComesBackWell() {
    Target target = ATarget.inPlace(service, ONE).opened();
    AService.await(() -> tally(target, Side.BASELINE).requests() > 0, "a probe of v1");

    service.run("./stop.sh", ONE);
    AService.await(() -> tally(target, Side.BASELINE).failures() > 0, "a failure of v1");
    assertEquals(0, tally(target, Side.CANARY).requests());

    assertInstanceOf(
        Outcome.Done.class, target.deployment().deploy(Side.CANARY, 1, "search/2/deploy/1"));
    long failures = tally(target, Side.BASELINE).failures();
    AService.await(() -> tally(target, Side.CANARY).requests() > 4, "probes of v2");
    assertEquals(0, tally(target, Side.CANARY).failures(), "what failed was v1, or in between");
    assertEquals(failures, tally(target, Side.BASELINE).failures());
  }

  @Test
  void anInstanceThatDiesWhileItIsDeployedIsHeldAgainstNobody() {
    Target target = ATarget.inPlace(service, ONE).opened();
    AService.await(() -> tally(target, Side.BASELINE).requests() > 0, "a probe of v1");
    service.deployDoes("v2", ONE, "./stop.sh \"$1\"\nsleep 2\n");

    assertInstanceOf(
        Outcome.Done.class, target.deployment().deploy(Side.CANARY, 1, "search/2/deploy/1"));
    AService.await(() -> tally(target, Side.CANARY).requests() > 0, "a probe of v2");

    assertEquals(0, tally(target, Side.BASELINE).failures());
    assertEquals(0, tally(target, Side.CANARY).failures());
  }

  @Test
  void aVersionThatFailsRightAfterItsDeployIsNotTakenForTheOldOne() {
    Target target = ATarget.inPlace(service, ONE).opened();
    AService.await(() -> tally(target, Side.BASELINE).requests() > 0, "a probe of v1");

    assertInstanceOf(
        Outcome.Done.class, target.deployment().deploy(Side.CANARY, 1, "search/2/deploy/1"));
    service.answers("v2", ONE, 500);
    long before = tally(target, Side.BASELINE).requests();
    AService.await(() -> tally(target, Side.CANARY).failures() > 2, "failures of v2");

    assertEquals(0, tally(target, Side.BASELINE).failures());
    assertEquals(before, tally(target, Side.BASELINE).requests());
  }

  @Test
  void aFailureBetweenTwoVersionsIsNobodys() {
    service.write(
        "probe.sh",
        """
        [ -f swap ] || exit 0
        rm swap
        printf v2 > search-1.up
        exit 1
        """);
    Target target = ATarget.inPlace(service, ONE).probedBy("sh", "./probe.sh").opened();
    AService.await(() -> tally(target, Side.BASELINE).requests() > 0, "a probe of v1");

    service.write("swap", "");
    AService.await(() -> tally(target, Side.CANARY).requests() > 0, "a probe of v2");

    assertEquals(0, tally(target, Side.BASELINE).failures());
    assertEquals(0, tally(target, Side.CANARY).failures());
  }

  @Test
  void anInstanceIsOutUntilEverybodyWhoTookItOutHasEnded() {
    Place place =
        new Place(
            ATarget.inPlace(service, ONE).spec(),
            new HttpProbes(),
            HaproxyBalancer::new,
            folder.resolve("marks"),
            "s");
    place.out(ONE);
    place.out(ONE);
    place.in(ONE);
    assertTrue(place.isOut(ONE), "the way back has begun on it");
    place.in(ONE);
    assertFalse(place.isOut(ONE));
  }
}
