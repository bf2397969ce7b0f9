package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** T2: who is dead is known for certain, or not at all. */
class HolderTest {
  private static final String BOOT = "0f7c8a2e-0000-4000-8000-5b7d1c2f9a10";

  @TempDir private Path proc;

  @BeforeEach
  void computer() throws IOException {
    Files.createDirectories(proc.resolve("sys/kernel/random"));
    Files.writeString(proc.resolve("sys/kernel/random/boot_id"), BOOT + "\n");
    Files.createDirectories(proc.resolve("self/ns"));
    Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[4026531836]"));
    process(1, 'S', 4);
    process(100, 'S', 7_000);
  }

  private void process(long pid, char state, long started) throws IOException {
    Path own = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.writeString(
        own.resolve("stat"),
        pid + " (ja) va) " + state + " 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 30 0 " + started + " 0 0");
  }

  private Holder holder() {
    return Holder.of(proc, 100);
  }

  private static String name(String boot, String space, long pid, long started) {
    return boot + "_" + space + ":" + pid + ":" + started + "#3";
  }

  @Test
  void aProcessThatIsNotThereAnyMoreHasEnded() {
    assertTrue(holder().hasEnded().test(name(BOOT, "4026531836", 99, 6_000)));
  }

  @Test
  void aProcessThatIsThereHasNot() throws IOException {
    process(99, 'S', 6_000);
    assertFalse(holder().hasEnded().test(name(BOOT, "4026531836", 99, 6_000)));
    process(99, 'T', 6_000);
    assertFalse(holder().hasEnded().test(name(BOOT, "4026531836", 99, 6_000)), "it only stands");
    assertFalse(holder().hasEnded().test(holder().name() + "#1"));
  }

  @Test
  void aNumberThatWasGivenAgainIsAnotherProcess() throws IOException {
    process(99, 'S', 6_001);

    assertTrue(holder().hasEnded().test(name(BOOT, "4026531836", 99, 6_000)));
  }

  /** Killed, and its parent has not looked yet. */
  @Test
  void whatIsOnlyRememberedHasEnded() throws IOException {
    process(99, 'Z', 6_000);

    assertTrue(holder().hasEnded().test(name(BOOT, "4026531836", 99, 6_000)));
  }

  @Test
  void ofOtherComputersAndContainersNothingIsKnown() {
    assertFalse(holder().hasEnded().test(name(BOOT.replace('0', '1'), "4026531836", 99, 6_000)));
    assertFalse(holder().hasEnded().test(name(BOOT, "4026531837", 99, 6_000)));
    assertFalse(holder().hasEnded().test("build-7:99"));
  }

  @Test
  void whereProcessesAreHiddenNothingIsKnown() throws IOException {
    Files.delete(proc.resolve("1/stat"));

    assertFalse(holder().hasEnded().test(name(BOOT, "4026531836", 99, 6_000)));
    assertNotEquals(holder().name(), holder().name(), "a name of its own each time");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aRealProcessIsSeenToEnd() throws Exception {
    Process sleeper = new ProcessBuilder("sleep", "600").start();
    try {
      String name = Holder.of(Path.of("/proc"), sleeper.pid()).name();
      Holder us = Holder.ofThisProcess();
      assertFalse(us.hasEnded().test(name + "#1"));

      sleeper.destroyForcibly();
      assertTrue(sleeper.waitFor(60, TimeUnit.SECONDS));

      assertTrue(us.hasEnded().test(name + "#1"));
      assertEquals(us.name(), Holder.ofThisProcess().name());
    } finally {
      sleeper.destroyForcibly();
    }
  }
}
