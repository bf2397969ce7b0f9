package dev.slipway.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.health.Side;
import dev.slipway.health.Snapshot;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening.Changed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fleet as a process of its own. */
class FleetProcessTest {
  @TempDir Path folder;

  @AfterEach
  void leaveNoProcess() {
    FleetProcess.attach(folder.resolve("fleet.json")).ifPresent(FleetProcess::stop);
  }

  @Test
  void outlivesControlCAndIsAttachedToAgain() throws Exception {
    FleetProcess fleet = start(Optional.empty());
    Path file = fleet.addresses().file();
    signal("INT", fleet.addresses().pid());
    FleetProcess same = start(Optional.empty());
    assertEquals(fleet.addresses(), same.addresses());
    assertEquals(120, same.load(120).rate());
    same.stop();
    assertFalse(Files.exists(file));
    assertTrue(FleetProcess.attach(file).isEmpty());
  }

  @Test
  void isAFailureOutsideAndSilentMetricsOnceItIsKilled() {
    FleetProcess fleet = start(Optional.empty());
    Target target = PracticeFleet.target(fleet.addresses().file(), PracticeFleet.BOTH);
    long pid = fleet.addresses().pid();
    assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
    PracticeFleet.until(Duration.ofSeconds(60), () -> !isAlive(pid));

    OutsideFailure failure = assertThrows(OutsideFailure.class, () -> target.traffic().read());
    assertTrue(
        failure.toString().contains("start it with: slipway demo start"), failure.toString());
    assertThrows(OutsideFailure.class, () -> target.traffic().write(new Weight(5)));
    assertThrows(OutsideFailure.class, () -> target.deployment().running());
    Snapshot snapshot = target.metrics().read(Instant.now(), Duration.ofSeconds(10));
    assertInstanceOf(Snapshot.Provider.Silent.class, snapshot.provider());
    assertEquals(
        0,
        target
            .metrics()
            .tally(Side.CANARY, Instant.now().minusSeconds(9), Instant.now())
            .requests());
    Outcome.Failed deploy =
        assertInstanceOf(Outcome.Failed.class, target.deployment().deploy(Side.CANARY, 1, "late"));
    assertEquals(Changed.NO, deploy.changed());
  }

  @Test
  void endsAfterItsParentUnlessItWasAskedToStay() throws Exception {
    Process parent = new ProcessBuilder("sleep", "600").start();
    FleetProcess fleet = start(Optional.of(parent.pid()));
    long pid = fleet.addresses().pid();
    fleet.stay(true);
    parent.destroyForcibly();
    assertTrue(parent.waitFor(60, TimeUnit.SECONDS));
    long begin = System.nanoTime();
    PracticeFleet.until(
        Duration.ofSeconds(60),
        () -> System.nanoTime() - begin > Duration.ofMillis(2800).toNanos() || !isAlive(pid));
    assertTrue(fleet.state().stays());
    fleet.stay(false);
    PracticeFleet.until(Duration.ofSeconds(60), () -> !isAlive(pid));
  }

  @Test
  void cleansUpWhenItIsTerminated() throws Exception {
    FleetProcess fleet = start(Optional.empty());
    long pid = fleet.addresses().pid();
    signal("TERM", pid);
    PracticeFleet.until(Duration.ofSeconds(60), () -> !isAlive(pid));
    assertFalse(Files.exists(folder.resolve("fleet.json")));
  }

  @Test
  void saysWhyItCannotStart() throws Exception {
    Path database = Files.createDirectories(folder.resolve("shop.db"));
    OutsideFailure failure = assertThrows(OutsideFailure.class, () -> start(Optional.empty()));
    assertTrue(
        failure.toString().contains("the shop's database could not be opened"), failure.toString());
    Files.delete(database);
  }

  private FleetProcess start(Optional<Long> parent) {
    return FleetProcess.start(new FleetProcess.Settings(folder, 0, Optional.of(1L), parent));
  }

  private static void signal(String name, long pid) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor());
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
