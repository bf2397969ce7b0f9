package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.slipway.control.port.Balancer;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.release.Weight;
import dev.slipway.rig.BalancerScript;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a target relies on, whoever shares the traffic. Blue serves, and green is up. */
@Tag("X5")
public abstract class BalancerContract {
  protected static final String BLUE = "blue";
  protected static final String GREEN = "green";

  @TempDir private Path scripts;

  /** The balancer as another process would open it. */
  protected abstract Balancer opened();

  /** Shares that can be set beside nothing and everything. */
  protected abstract int[] between();

  /** From now on nobody can tell the share or set it. */
  protected abstract void fallsSilent();

  /** Where the team's commands run, if there are any. */
  protected Path directory() {
    return scripts;
  }

  @Test
  void tellsTheShareOfEitherSide() {
    assertEquals(Weight.NONE, opened().read(GREEN).share());
    assertEquals(Weight.ALL, opened().read(BLUE).share());
  }

  @Test
  void readsBackEveryShareThatWasWritten() {
    String incarnation = opened().read(GREEN).incarnation();
    for (int percent : between()) {
      opened().write(GREEN, new Weight(percent));
      assertEquals(new Weight(percent), opened().read(GREEN).share());
      assertEquals(new Weight(100 - percent), opened().read(BLUE).share());
    }
    for (Weight weight : new Weight[] {Weight.ALL, Weight.NONE, Weight.ALL, Weight.NONE}) {
      opened().write(GREEN, weight);
      assertEquals(weight, opened().read(GREEN).share());
    }
    assertEquals(incarnation, opened().read(GREEN).incarnation());
  }

  @Test
  void givingTheOtherSideEverythingIsTakingItFromThisOne() {
    opened().write(GREEN, Weight.ALL);

    opened().write(BLUE, Weight.ALL);

    assertEquals(Weight.NONE, opened().read(GREEN).share());
  }

  @Test
  void puttingTheShareDownTwiceIsPuttingItDown() {
    opened().write(GREEN, Weight.ALL);

    opened().write(GREEN, Weight.NONE);
    opened().write(GREEN, Weight.NONE);

    assertEquals(Weight.NONE, opened().read(GREEN).share());
  }

  @Test
  void theScriptReadsTheSameAndSendsEverybodyAway() throws Exception {
    opened().write(GREEN, Weight.ALL);
    Balancer.Lines lines = opened().lines(GREEN);
    assertEquals(0, exit(lines, lines.read() + "[ \"$share\" -eq 100 ]"));

    assertEquals(0, exit(lines, String.join("\n", lines.ready()) + "\n" + lines.away()));

    assertEquals(0, exit(lines, lines.read() + "[ \"$share\" -eq 0 ]"));
    assertEquals(Weight.NONE, opened().read(GREEN).share());
  }

  @Test
  void saysWhoDoesNotAnswerAndTakesSilenceForNothingElse() throws Exception {
    Balancer balancer = opened();
    Balancer.Lines lines = balancer.lines(GREEN);
    fallsSilent();

    assertSays(assertThrows(OutsideFailure.class, () -> balancer.read(GREEN)));
    assertSays(assertThrows(OutsideFailure.class, () -> balancer.write(GREEN, Weight.NONE)));
    assertSays(assertThrows(OutsideFailure.class, () -> balancer.write(GREEN, Weight.ALL)));
    assertNotEquals(0, exit(lines, lines.read()));
    assertNotEquals(0, exit(lines, lines.away()));
  }

  private static void assertSays(OutsideFailure failure) {
    assertFalse(String.valueOf(failure.getMessage()).isBlank());
  }

  /** Runs lines of the standalone script with a real sh. */
  protected int exit(Balancer.Lines lines, String body) throws IOException, InterruptedException {
    return new BalancerScript(scripts, directory()).exit(lines, body);
  }
}
