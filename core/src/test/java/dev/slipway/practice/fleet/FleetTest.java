package dev.slipway.practice.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.rig.SteadyTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SteadyTime.class)
class FleetTest {
  @TempDir Path folder;

  @Test
  void carriesFourHundredRequestsASecond() throws Exception {
    FleetSettings settings =
        new FleetSettings(folder, 400, 7, OptionalLong.empty(), 60, 12, Duration.ofMillis(10));
    try (Fleet fleet = Fleet.start(settings)) {
      fleet.artifacts().register("v1", "sha256:" + "1".repeat(64));
      WorkResult up =
          fleet
              .instances()
              .deploy("v1", "sha256:" + "1".repeat(64), 12, "up", Duration.ofSeconds(10));
      assertTrue(up.done(), up.words());
      fleet.router().adopt("v1");
      // Journeys of up to three requests arrive independently: a little more spread than requests
      // on their own.
      double spread = 4 * Math.sqrt(600) * 1.6;
      Measurements.Window seen = oneAndAHalfSeconds(fleet);
      // A machine with much else to do may not carry them at once.
      for (int more = 0; more < 10 && Math.abs(seen.requests() - 600.0) > spread; more++) {
        seen = oneAndAHalfSeconds(fleet);
      }
      assertEquals(600.0, (double) seen.requests(), spread);
      assertTrue(seen.failures() < 20, "failures " + seen.failures());
      assertTrue(seen.p95() < 300, "p95 " + seen.p95());
    }
  }

  private static Measurements.Window oneAndAHalfSeconds(Fleet fleet) throws InterruptedException {
    long from = System.currentTimeMillis() + 300;
    long to = from + 1_500;
    while (System.currentTimeMillis() <= to) {
      Thread.sleep(10);
    }
    return Objects.requireNonNull(fleet.measurements().between(from, to).get("v1"));
  }

  /**
   * Found by the healthy demo: with two versions up, one instance of each got most of its version's
   * requests.
   */
  @Test
  void spreadsEvenlyAmongAVersionsOwnInstances() throws Exception {
    FleetSettings settings =
        new FleetSettings(folder, 0, 7, OptionalLong.empty(), 60, 12, Duration.ofMillis(10));
    try (Fleet fleet = Fleet.start(settings)) {
      fleet.instances().deploy("v1", "sha256:" + "1".repeat(64), 4, "old", Duration.ofSeconds(10));
      fleet.instances().deploy("v2", "sha256:" + "2".repeat(64), 5, "new", Duration.ofSeconds(10));
      Map<String, Integer> taken = new TreeMap<>();
      for (int i = 0; i < 400; i++) {
        // Strictly by turns, which is the worst case for a count that both versions share.
        Instance instance = fleet.instances().enter(i % 2 == 0 ? "v1" : "v2").orElseThrow();
        instance.leave();
        taken.merge(instance.name(), 1, Integer::sum);
      }
      assertEquals(9, taken.size(), taken.toString());
      taken.forEach((name, count) -> assertEquals(name.contains("v1") ? 50 : 40, count, name));
    }
  }

  @Test
  void isAloneInItsFolder() throws Exception {
    FleetSettings settings = FleetSettings.parse("--folder", folder.toString(), "--rate", "0");
    try (Fleet first = Fleet.start(settings)) {
      IOException refused = assertThrows(IOException.class, () -> Fleet.start(settings));
      assertTrue(refused.toString().contains("another practice fleet"), refused.toString());
      assertEquals(0, first.load().rate());
    }
    Fleet.start(settings).close();
  }

  @Test
  void readsItsArguments() {
    FleetSettings settings =
        FleetSettings.parse(
            "--folder", "/x", "--rate", "30", "--seed", "5", "--parent", "77", "--room", "20");
    assertEquals(
        new FleetSettings(
            Path.of("/x"),
            30,
            5,
            OptionalLong.of(77),
            40,
            20,
            Duration.ofMillis(300),
            FleetSettings.USUAL_PAGE),
        settings);
    assertThrows(IllegalArgumentException.class, () -> FleetSettings.parse("--rate", "30"));
    assertThrows(
        IllegalArgumentException.class, () -> FleetSettings.parse("--folder", "/x", "--wat", "1"));
    assertThrows(
        IllegalArgumentException.class,
        () -> FleetSettings.parse("--folder", "/x", "--rate", "many"));
    assertThrows(IllegalArgumentException.class, () -> FleetSettings.parse("--folder"));
  }
}
