package dev.slipway.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Checks;
import dev.slipway.health.Side;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PracticeChecksTest {
  @TempDir Path folder;
  private PracticeFleet fleet;
  private Checks checks;

  @BeforeEach
  void start() {
    fleet = PracticeFleet.in(folder, 0);
    checks = fleet.target().checks();
  }

  @AfterEach
  void stop() {
    fleet.close();
  }

  @Test
  void passesOnAHealthyNewVersion() {
    deploy();
    List<Checks.Result> results = checks.run(checks.names());
    assertEquals(
        List.of("health", "home-page", "cart", "checkout", "database", "digest"), names(results));
    assertTrue(results.stream().allMatch(Checks.Result::passed), results.toString());
  }

  @Test
  void doesNotPassWithoutAnInstance() {
    assertFalse(only("health").passed());
    assertFalse(only("checkout").passed());
    assertFalse(only("digest").passed());
  }

  @Test
  void findsTheCheckoutThatBooksNothing() {
    deploy();
    var unused = fleet.demo.breakVersion(PracticeFleet.V2, List.of(new Fault.OrdersDrop()));
    assertFalse(only("checkout").passed());
    assertTrue(only("home-page").passed());
  }

  @Test
  void findsInstancesThatAreIllOrDown() {
    deploy();
    var unusedFirst =
        fleet.demo.breakVersion(
            PracticeFleet.V2, List.of(new Fault.Errors(100), new Fault.Unready()));
    assertFalse(only("health").passed());
    assertFalse(only("cart").passed());
    var unusedSecond = fleet.demo.breakVersion(PracticeFleet.V2, List.of(new Fault.Down(2)));
    assertTrue(only("health").detail().contains("does not answer"));
  }

  @Test
  void findsAnotherBuildUnderTheSameLabel() {
    fleet.demo.registerArtifact(PracticeFleet.V2, PracticeFleet.DIGEST_1);
    fleet.demo.bringUp(PracticeFleet.V2, 1);
    assertFalse(only("digest").passed());
  }

  @Test
  void doesNotPassACheckItDoesNotHave() {
    assertFalse(only("coffee").passed());
  }

  @Test
  void doesNotPassWhenTheFleetIsGone() {
    deploy();
    fleet.close();
    assertTrue(checks.run(checks.names()).stream().noneMatch(Checks.Result::passed));
  }

  private void deploy() {
    var unused = fleet.target().deployment().deploy(Side.CANARY, 2, "new");
  }

  private Checks.Result only(String name) {
    return checks.run(List.of(name)).getFirst();
  }

  private static List<String> names(List<Checks.Result> results) {
    return results.stream().map(Checks.Result::name).toList();
  }
}
