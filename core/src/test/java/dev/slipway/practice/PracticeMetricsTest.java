package dev.slipway.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Snapshot;
import dev.slipway.release.Weight;
import dev.slipway.rig.SteadyTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Faults are made by command and found again in what the router measured. */
@ExtendWith(SteadyTime.class)
class PracticeMetricsTest {
  @TempDir static Path folder;
  private static PracticeFleet fleet;

  @BeforeAll
  static void halfOfTheUsersAreOnTheNewVersion() {
    fleet = PracticeFleet.in(folder, 500);
    Outcome outcome = fleet.target().deployment().deploy(Side.CANARY, 3, "new");
    assertTrue(outcome instanceof Outcome.Done, outcome.toString());
    fleet.target().traffic().write(new Weight(50));
  }

  @AfterEach
  void heal() {
    fleet.demo.heal(Optional.empty());
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @Test
  void measuresAHealthyShop() {
    Snapshot seen = fleet.afterRequestsOfTheNewVersion(200);
    for (Side side : List.of(Side.BASELINE, Side.CANARY)) {
      assertTrue(PracticeFleet.value(seen, Signal.ERROR_RATE, side) < 0.03);
      double median = PracticeFleet.value(seen, Signal.LATENCY_P50, side);
      assertTrue(median > 15 && median < 60, "median " + median);
      assertTrue(PracticeFleet.value(seen, Signal.LATENCY_P95, side) > median);
      double orders = PracticeFleet.value(seen, PracticeMetrics.ORDERS, side);
      assertTrue(orders > 0.06 && orders < 0.27, "orders per request " + orders);
      double load = PracticeFleet.value(seen, Signal.TRAFFIC, side);
      assertEquals(load / 600, PracticeFleet.value(seen, Signal.SATURATION, side), 0.001);
    }
  }

  /** Deployed, given users, measured and ended apart from the others that run the same. */
  @Test
  void measuresABaselineGroupApart() {
    Targets.Versions compared =
        new Targets.Versions(
            Optional.of(PracticeFleet.V1),
            Optional.of(PracticeFleet.DIGEST_1),
            PracticeFleet.V2,
            PracticeFleet.DIGEST_2,
            OptionalInt.empty(),
            List.of(),
            true);
    Target target = PracticeFleet.target(fleet.file, compared);
    try {
      assertTrue(
          target.deployment().deploy(Side.GROUP, 2, "group") instanceof Outcome.Done, "deployed");
      target.traffic().write(new Weight(25));
      assertEquals(25, target.traffic().read().share().percent());
      PracticeFleet.until(
          Duration.ofSeconds(60),
          () -> {
            Snapshot seen = target.metrics().read(Instant.now(), Duration.ofSeconds(2));
            return seen.requests(Side.GROUP) >= 40
                && seen.requests(Side.CANARY) >= 40
                && seen.requests(Side.BASELINE) > seen.requests(Side.GROUP);
          });
      Deployment.Running running = target.deployment().running();
      assertEquals(2, running.group().size());
      assertEquals(3, running.ready(PracticeFleet.V1), "the group serves beside them");
      assertEquals(
          Set.of(PracticeFleet.V1),
          running.group().stream().map(Deployment.Instance::version).collect(Collectors.toSet()));
      assertTrue(
          target.deployment().remove(Side.GROUP, 0, "early") instanceof Outcome.Failed,
          "not while it has users");
    } finally {
      target.traffic().write(Weight.NONE);
      Outcome ended = target.deployment().remove(Side.GROUP, 0, "ended");
      fleet.target().traffic().write(new Weight(50));
      assertTrue(ended instanceof Outcome.Done, ended.toString());
    }
    assertEquals(List.of(), target.deployment().running().group());
  }

  @Test
  void findsErrors() {
    breakNew(new Fault.Errors(30));
    Snapshot seen = fleet.afterRequestsOfTheNewVersion(250);
    assertEquals(
        0.30,
        PracticeFleet.value(seen, Signal.ERROR_RATE, Side.CANARY),
        4 * Math.sqrt(0.3 * 0.7 / 250));
    assertTrue(PracticeFleet.value(seen, Signal.ERROR_RATE, Side.BASELINE) < 0.03);
  }

  @Test
  void findsLatency() {
    breakNew(new Fault.Latency(Duration.ofMillis(400)));
    afterSlowOnesEnded(
        Duration.ofMillis(500),
        100,
        seen ->
            PracticeFleet.value(seen, Signal.LATENCY_P50, Side.CANARY) >= 400
                && PracticeFleet.value(seen, Signal.LATENCY_P95, Side.BASELINE) < 300);
  }

  @Test
  void findsATail() {
    breakNew(new Fault.Tail(10, Duration.ofSeconds(1)));
    afterSlowOnesEnded(
        Duration.ofSeconds(1),
        200,
        seen ->
            PracticeFleet.value(seen, Signal.LATENCY_P50, Side.CANARY) < 100
                && PracticeFleet.value(seen, Signal.LATENCY_P95, Side.CANARY) >= 1000
                && PracticeFleet.value(seen, Signal.LATENCY_P99, Side.CANARY) >= 1000
                && PracticeFleet.value(seen, Signal.LATENCY_P99, Side.BASELINE) < 800);
  }

  @Test
  void findsThatOrdersAreDroppedWithoutAnError() {
    breakNew(new Fault.OrdersDrop());
    Snapshot seen = fleet.afterRequestsOfTheNewVersion(150);
    Measure orders = seen.of(PracticeMetrics.ORDERS, Side.CANARY).orElseThrow();
    assertEquals(0, orders.events());
    assertEquals(0.0, orders.value().orElseThrow(), 0.0);
    assertTrue(seen.of(PracticeMetrics.ORDERS, Side.BASELINE).orElseThrow().events() > 0);
    assertTrue(PracticeFleet.value(seen, Signal.ERROR_RATE, Side.CANARY) < 0.05);
  }

  @Test
  void countsTheSameInATallyAsInASnapshot() {
    Snapshot seen = fleet.afterRequestsOfTheNewVersion(100);
    var tally =
        fleet.target().metrics().tally(Side.CANARY, seen.at().minus(seen.window()), seen.at());
    assertEquals(seen.requests(Side.CANARY), tally.requests());
    assertEquals(seen.of(Signal.ERROR_RATE, Side.CANARY).orElseThrow().events(), tally.failures());
  }

  @Test
  void hasNoValueWhereThereWereNoRequests() {
    Snapshot old =
        fleet
            .target()
            .metrics()
            .read(java.time.Instant.now().minusSeconds(3600), Duration.ofSeconds(10));
    Measure errors = old.of(Signal.ERROR_RATE, Side.CANARY).orElseThrow();
    assertTrue(errors.value().isEmpty());
    assertEquals(0, errors.requests());
  }

  @Test
  void showsFaultsInItsState() {
    Fault.Tail tail = new Fault.Tail(5, Duration.ofSeconds(2));
    breakNew(tail, new Fault.Errors(10));
    breakNew(new Fault.Errors(20));
    assertEquals(
        List.of(new Fault.Errors(20), tail),
        fleet.demo.state().of(PracticeFleet.V2).orElseThrow().faults());
    assertEquals(
        List.of(), fleet.demo.heal(Optional.empty()).of(PracticeFleet.V2).orElseThrow().faults());
  }

  private static void breakNew(Fault... faults) {
    var unused = fleet.demo.breakVersion(PracticeFleet.V2, List.of(faults));
  }

  /**
   * A window that begins when the first slow request has had the time to end, so that slow ones are
   * in it as often as they occur; and further ones, since a busy machine is slow by itself.
   */
  private static void afterSlowOnesEnded(
      Duration slow, long requests, Predicate<Snapshot> looksLikeThat) {
    long begin = System.nanoTime();
    PracticeFleet.until(slow.plusSeconds(60), () -> System.nanoTime() - begin > slow.toNanos());
    PracticeFleet.until(
        Duration.ofSeconds(60),
        () -> looksLikeThat.test(fleet.afterRequestsOfTheNewVersion(requests)));
  }
}
