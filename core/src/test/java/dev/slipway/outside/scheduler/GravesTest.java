package dev.slipway.outside.scheduler;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class GravesTest {
  private static final long ALIVE = 7;
  private final Predicate<String> dead = Graves.ofComputer("build:1", pid -> pid == ALIVE);

  @Test
  void aProcessOfThisComputerThatHasEndedIsDead() {
    assertTrue(dead.test("build:8"));
    assertTrue(dead.test("build:8/2"), "a second worker of that process");
  }

  @Test
  void whoeverIsAliveIsNot() {
    assertFalse(dead.test("build:7"));
  }

  @Test
  void nobodyKnowsAboutOtherComputersAndOddNames() {
    assertFalse(dead.test("builder:8"));
    assertFalse(dead.test("build"));
    assertFalse(dead.test("build:8x"));
    assertFalse(dead.test(""));
    assertFalse(Graves.ofComputer("odd", pid -> false).test("odd:8"));
  }

  @Test
  void aLongNameIsKnownAsItIsCut() {
    String host = "h".repeat(80);
    assertTrue(
        Graves.ofComputer(host + ":1", pid -> false).test(SchedulerLeases.shortened(host + ":1")));
  }

  @Test
  void theProcessOfThisTestIsAlive() {
    long pid = ProcessHandle.current().pid();
    assertFalse(Graves.ofComputer("build:1").test("build:" + pid));
  }
}
