package dev.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * A small run of {@link HealthyRolloutsSimulation}; its seed is fixed, so a change of the figures
 * is a change of the rules.
 */
class HealthyRolloutsTest {
  private static final long SEED = 42;

  @Test
  void healthyVersionsArriveAtDemoSettings() {
    HealthyRolloutsSimulation.Tally tally =
        HealthyRolloutsSimulation.healthy(HealthyRolloutsSimulation.demo(), 400, SEED);

    assertEquals(400, tally.finished(), tally.because().toString());
  }

  @Test
  void healthyVersionsArriveAtProductionSettings() {
    HealthyRolloutsSimulation.Tally tally =
        HealthyRolloutsSimulation.healthy(HealthyRolloutsSimulation.production(), 100, SEED);

    assertEquals(100, tally.finished(), tally.because().toString());
  }

  @Test
  void aThirdOfRequestsFailingAtAQuarterOfTrafficIsFoundAtTheSecondCheck() {
    int[] checks = found(2, VirtualShop.Behaviour.failing(0.3));

    assertEquals(2, HealthyRolloutsSimulation.at(checks, 0.5));
    assertTrue(HealthyRolloutsSimulation.at(checks, 0.95) <= 3);
  }

  @Test
  void slowRequestsAtAQuarterOfTrafficAreFoundAtTheSecondCheck() {
    assertEquals(2, HealthyRolloutsSimulation.at(found(2, VirtualShop.Behaviour.crawling()), 0.95));
  }

  @Test
  void missingOrdersAreFoundWithinAWindow() {
    assertTrue(
        HealthyRolloutsSimulation.at(found(2, VirtualShop.Behaviour.selling(0)), 0.95) <= 10);
  }

  private static int[] found(int stage, VirtualShop.Behaviour behaviour) {
    int[] checks =
        HealthyRolloutsSimulation.faulty(
            HealthyRolloutsSimulation.demo(),
            new VirtualRollout.Fault(stage, 10, behaviour),
            200,
            SEED);
    assertEquals(200, checks.length, "every one of them is taken back");
    return checks;
  }
}
