package dev.slipway.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.control.port.Traffic;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Snapshot;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.rig.SteadyTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SteadyTime.class)
class PracticeTrafficTest {
  @TempDir Path folder;
  private PracticeFleet fleet;
  private Traffic traffic;

  @BeforeEach
  void start() {
    fleet = PracticeFleet.in(folder, 500);
    traffic = fleet.target().traffic();
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void givesTheNewVersionItsShareOfRealRequests() {
    deployNew(2);
    traffic.write(new Weight(25));
    assertEquals(new Weight(25), traffic.read().share());
    Snapshot seen = fleet.afterRequestsOfTheNewVersion(150);
    double fresh = seen.requests(Side.CANARY);
    double share = fresh / (fresh + seen.requests(Side.BASELINE));
    // Four standard deviations of independent draws; the router is more exact than that.
    double bound = 4 * Math.sqrt(0.25 * 0.75 / 600);
    assertEquals(0.25, share, bound);
  }

  @Test
  void sendsNobodyToInstancesThatAreNotReady() {
    deployNew(1);
    traffic.write(new Weight(50));
    fleet.demo.breakVersion(PracticeFleet.V2, List.of(new Fault.Unready()));
    PracticeFleet.until(
        Duration.ofSeconds(60),
        () -> fleet.demo.state().of(PracticeFleet.V2).orElseThrow().ready() == 0);
    // What an instance had begun to answer may end among them; and the machine may be busy.
    PracticeFleet.until(
        Duration.ofSeconds(60),
        () -> {
          Snapshot seen = fleet.afterRequestsOfTheNewVersion(50);
          boolean everyOneFails = PracticeFleet.value(seen, Signal.ERROR_RATE, Side.CANARY) == 1.0;
          boolean byTheRouterItself =
              PracticeFleet.value(seen, Signal.LATENCY_P99, Side.CANARY) < 20;
          return everyOneFails && byTheRouterItself;
        });
    fleet.demo.heal(Optional.of(PracticeFleet.V2));
    PracticeFleet.until(
        Duration.ofSeconds(60),
        () -> fleet.demo.state().of(PracticeFleet.V2).orElseThrow().ready() == 1);
  }

  @Test
  void keepsServingWhenOneInstanceGoesDown() {
    deployNew(2);
    traffic.write(new Weight(50));
    fleet.demo.breakVersion(PracticeFleet.V2, List.of(new Fault.Down(1)));
    Snapshot seen = fleet.afterRequestsOfTheNewVersion(100);
    assertTrue(PracticeFleet.value(seen, Signal.ERROR_RATE, Side.CANARY) < 0.1);
    assertEquals(1, fleet.demo.state().of(PracticeFleet.V2).orElseThrow().ready());
    fleet.demo.heal(Optional.empty());
    PracticeFleet.until(
        Duration.ofSeconds(60),
        () -> fleet.demo.state().of(PracticeFleet.V2).orElseThrow().ready() == 2);
  }

  @Test
  void losesItsShareAndGetsAnotherIncarnationWhenTheRouterRestarts() {
    deployNew(1);
    traffic.write(new Weight(25));
    Traffic.Reading before = traffic.read();
    fleet.demo.restartRouter();
    Traffic.Reading after = traffic.read();
    assertEquals(Weight.NONE, after.share());
    assertNotEquals(before.incarnation(), after.incarnation());
    assertEquals(100, fleet.demo.state().of(PracticeFleet.V1).orElseThrow().share());
  }

  @Test
  void keepsTheMarkUntilItIsCleared() throws Exception {
    run("PUT", "/mark", "taken back by hand");
    fleet.demo.restartRouter();
    assertEquals(Optional.of("taken back by hand"), traffic.read().mark());
    fleet.close();
    fleet = PracticeFleet.in(folder, 0);
    assertEquals(Optional.of("taken back by hand"), traffic.read().mark());
    traffic.clearMark();
    assertEquals(Optional.empty(), traffic.read().mark());
  }

  @Test
  void refusesTheControlApiWithoutItsToken() throws Exception {
    URI state = fleet.demo.addresses().control().resolve("/state");
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertEquals(
          401,
          client.send(HttpRequest.newBuilder(state).build(), BodyHandlers.ofString()).statusCode());
      HttpRequest guessed =
          HttpRequest.newBuilder(state).header("Authorization", "Bearer guessed").build();
      assertEquals(401, client.send(guessed, BodyHandlers.ofString()).statusCode());
    }
  }

  @Test
  void keepsItsTokenFromOthers() throws Exception {
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(fleet.file)));
    FleetFile read = FleetFile.read(fleet.file);
    assertFalse(read.toString().contains(read.token()));
  }

  @Test
  void putsAFirstReleaseOutOfServiceWhenItIsTakenBack() {
    deployNew(1);
    Traffic first =
        PracticeFleet.target(
                fleet.file,
                new Targets.Versions(
                    Optional.empty(), Optional.empty(), PracticeFleet.V2, PracticeFleet.DIGEST_2))
            .traffic();
    first.write(Weight.ALL);
    assertEquals(Weight.ALL, first.read().share());
    first.write(Weight.NONE);
    assertEquals(0, fleet.demo.state().of(PracticeFleet.V1).orElseThrow().share());
    assertEquals(0, fleet.demo.state().of(PracticeFleet.V2).orElseThrow().share());
  }

  @Test
  @Tag("X6")
  void turnsFlagsWithTheShareAndTheScriptTurnsThemOffFirst() throws Exception {
    deployNew(1);
    Target dark =
        PracticeFleet.target(
            fleet.file,
            new Targets.Versions(
                Optional.of(PracticeFleet.V1),
                Optional.of(PracticeFleet.DIGEST_1),
                PracticeFleet.V2,
                PracticeFleet.DIGEST_2,
                OptionalInt.empty(),
                List.of("coupons", "wish.list")));
    for (Weight share : List.of(Weight.ALL.hidden(), Weight.ALL.showing(1, 10), Weight.ALL)) {
      dark.traffic().write(share);
      assertEquals(share, dark.traffic().read().share());
    }
    assertEquals(Map.of("coupons", 100, "wish.list", 100), fleet.demo.state().flags());

    Path script = folder.resolve("take-back.sh");
    Files.writeString(script, "set -eu\n" + dark.breakGlass().takeBack());
    Process sh = new ProcessBuilder("sh", script.toString()).inheritIO().start();
    assertEquals(0, sh.waitFor());

    assertEquals(Map.of("coupons", 0, "wish.list", 0), fleet.demo.state().flags());
    assertEquals(Weight.NONE, dark.traffic().read().share());
  }

  @Test
  void saysNoToAVersionItDoesNotKnow() {
    Traffic unknown =
        PracticeFleet.target(
                fleet.file,
                new Targets.Versions(
                    Optional.of(PracticeFleet.V1),
                    Optional.empty(),
                    new Version("v9"),
                    PracticeFleet.DIGEST_2))
            .traffic();
    OutsideFailure failure = assertThrows(OutsideFailure.class, () -> unknown.write(new Weight(5)));
    assertTrue(failure.toString().contains("v9"), failure.toString());
  }

  private void deployNew(int total) {
    Outcome outcome = fleet.target().deployment().deploy(Side.CANARY, total, "new-" + total);
    assertTrue(outcome instanceof Outcome.Done, outcome.toString());
  }

  private void run(String method, String path, String body) throws IOException {
    assertTrue(
        new FleetLink(fleet.file).exchange(method, path, body, Duration.ofSeconds(1)).isAgreed());
  }
}
