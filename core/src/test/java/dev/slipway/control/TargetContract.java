package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Traffic;
import dev.slipway.health.Side;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening.Changed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the driver relies on, whatever a target is made of. Version v1 runs and serves everybody, v2
 * is the new one, v3 can be brought up by somebody else.
 */
@Tag("X3")
public abstract class TargetContract {
  protected static final Version V1 = new Version("v1");
  protected static final Version V2 = new Version("v2");
  protected static final Version V3 = new Version("v3");

  @TempDir private Path scripts;

  /** The target as another process would open it, from v1 to v2. */
  protected abstract Target opened();

  /** Somebody brings v3 up without Slipway. */
  protected abstract void bringsUpV3();

  /** From now on nobody can tell what runs, or what became of a call. */
  protected abstract void fallsSilent();

  @Test
  void tellsWhatRunsBeforeAnythingHasMoved() {
    Deployment.Running running = opened().deployment().running();
    Traffic.Reading reading = opened().traffic().read();

    assertTrue(running.ready(V1) > 0, running::toString);
    assertEquals(0, running.ready(V2));
    assertEquals(Weight.NONE, reading.share());
    assertEquals(Optional.empty(), reading.mark());
  }

  @Test
  void bringsTheNewVersionUpBesideTheOldOneAndGivesItNobody() {
    long old = opened().deployment().running().ready(V1);

    done(opened().deployment().deploy(Side.CANARY, 1, "shop/2/deploy/1"));

    assertEquals(1, opened().deployment().running().ready(V2));
    assertEquals(old, opened().deployment().running().ready(V1));
    assertEquals(Weight.NONE, opened().traffic().read().share());
  }

  @Test
  void repeatsNothingWhenTheSameStepIsPerformedAgain() {
    done(opened().deployment().deploy(Side.CANARY, 1, "shop/2/deploy/1"));
    List<Deployment.Instance> before = opened().deployment().running().instances();

    done(opened().deployment().deploy(Side.CANARY, 1, "shop/2/deploy/1"));

    assertEquals(before, opened().deployment().running().instances());
  }

  @Test
  void readsBackEveryShareThatWasWritten() {
    newVersionIsUp();
    for (int percent : new int[] {1, 25, 99, 100, 50, 0}) {
      opened().traffic().write(new Weight(percent));
      assertEquals(new Weight(percent), opened().traffic().read().share());
      assertEquals(new Weight(percent), opened().traffic().read().share());
    }
  }

  @Test
  void puttingTheShareDownTwiceIsPuttingItDown() {
    newVersionIsUp();
    opened().traffic().write(new Weight(25));

    opened().traffic().write(Weight.NONE);
    opened().traffic().write(Weight.NONE);

    assertEquals(Weight.NONE, opened().traffic().read().share());
    assertEquals(1, opened().deployment().running().ready(V2));
  }

  @Test
  void aProcessThatHasNotWrittenReadsWhatAnotherOneLowered() {
    newVersionIsUp();
    Target ours = opened();
    ours.traffic().write(new Weight(25));
    Traffic.Reading before = ours.traffic().read();

    opened().traffic().write(new Weight(5));

    // The driver reads until two answers agree, so one answer may still be the last one.
    Traffic.Reading unused = ours.traffic().read();
    eventually(() -> ours.traffic().read().share().equals(new Weight(5)));
    assertEquals(before.incarnation(), ours.traffic().read().incarnation());
  }

  @Test
  void tellsAVersionThatSomebodyElseBroughtUp() {
    bringsUpV3();

    assertTrue(
        opened().deployment().running().instances().stream()
            .anyMatch(instance -> instance.version().equals(V3)));
  }

  @Test
  void neverSaysDoneWhenNobodyCanTell() {
    Target target = opened();
    fallsSilent();

    Outcome outcome;
    try {
      outcome = target.deployment().deploy(Side.CANARY, 1, "shop/2/deploy/1");
    } catch (OutsideFailure silent) {
      outcome = new Outcome.Failed("silent", Changed.UNKNOWN);
    }
    assertInstanceOf(Outcome.Failed.class, outcome);
    OutsideFailure failure =
        assertThrows(OutsideFailure.class, () -> target.deployment().running());
    assertFalse(String.valueOf(failure.getMessage()).isBlank());
  }

  @Test
  void theMarkOfTheScriptIsSeenByEveryProcessUntilItIsCleared() throws Exception {
    newVersionIsUp();
    opened().traffic().write(new Weight(25));
    String incarnation = opened().traffic().read().incarnation();
    Target.BreakGlass lines = opened().breakGlass();
    assertNotEquals(0, exit(lines.verify()));

    assertEquals(0, exit(lines.takeBack()));

    assertEquals(0, exit(lines.verify()));
    Traffic.Reading reading = opened().traffic().read();
    assertEquals(Weight.NONE, reading.share());
    assertTrue(reading.mark().orElse("").contains("v2"), reading::toString);
    assertEquals(incarnation, reading.incarnation());
    opened().traffic().clearMark();
    assertEquals(Optional.empty(), opened().traffic().read().mark());
  }

  @Test
  void takesTheNewVersionAwayAndDoesNotMindBeingAskedAgain() {
    newVersionIsUp();

    done(opened().deployment().remove(Side.CANARY, 0, "shop/2/remove/1"));
    done(opened().deployment().remove(Side.CANARY, 0, "shop/2/remove/2"));

    assertEquals(0, opened().deployment().running().ready(V2));
    assertTrue(opened().deployment().running().ready(V1) > 0);
  }

  private void newVersionIsUp() {
    done(opened().deployment().deploy(Side.CANARY, 1, "shop/2/deploy/1"));
  }

  private static void done(Outcome outcome) {
    assertInstanceOf(Outcome.Done.class, outcome, outcome::toString);
  }

  /** Something that becomes true by itself. */
  private interface Condition {
    boolean holds();
  }

  private static void eventually(Condition condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.holds()) {
      assertTrue(System.nanoTime() - deadline < 0, "never came");
      try {
        Thread.sleep(20);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }

  /** Runs lines of the standalone script with a real sh. */
  private int exit(String lines) throws IOException, InterruptedException {
    Path script =
        Files.writeString(scripts.resolve("lines.sh"), "set -eu\n" + lines, StandardCharsets.UTF_8);
    Process process =
        new ProcessBuilder("sh", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(scripts.resolve("said").toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the script does not end");
    return process.exitValue();
  }
}
