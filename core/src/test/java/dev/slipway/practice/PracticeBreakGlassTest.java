package dev.slipway.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Target.BreakGlass;
import dev.slipway.health.Side;
import dev.slipway.release.Weight;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back without Slipway, run by a real shell. */
class PracticeBreakGlassTest {
  @TempDir Path folder;
  private final List<PracticeFleet> started = new ArrayList<>();

  private record Ran(int exit, String out, String err) {}

  @AfterEach
  void stop() {
    started.forEach(PracticeFleet::close);
  }

  @Test
  void takesEveryoneBackAndLeavesTheMark() throws Exception {
    PracticeFleet fleet = start("fleet");
    BreakGlass lines = fleet.target().breakGlass();
    assertEquals("v2\n", run(lines.show()).out());
    assertTrue(run(lines.show()).err().contains("v2 has 25 %"), run(lines.show()).err());
    assertNotEquals(0, run(lines.verify()).exit());

    Ran takenBack = run(lines.takeBack());

    assertEquals(0, takenBack.exit(), takenBack.err());
    assertEquals(0, run(lines.verify()).exit());
    assertEquals("", run(lines.show()).out());
    var reading = fleet.target().traffic().read();
    assertEquals(Weight.NONE, reading.share());
    assertTrue(reading.mark().orElseThrow().contains("v2"));
    assertEquals(100, fleet.demo.state().of(PracticeFleet.V1).orElseThrow().share());
  }

  @Test
  void takesAnyFolderNameAsItIs() throws Exception {
    PracticeFleet fleet = start("it's $(touch hacked) `x` \"q\" & more");
    BreakGlass lines = fleet.target().breakGlass();
    assertEquals(0, run(lines.takeBack()).exit());
    assertEquals(0, run(lines.verify()).exit());
    assertFalse(folder.resolve("hacked").toFile().exists());
  }

  @Test
  void carriesNoToken() {
    PracticeFleet fleet = start("fleet");
    String token = FleetFile.read(fleet.file).token();
    BreakGlass lines = fleet.target().breakGlass();
    assertFalse((lines.show() + lines.takeBack() + lines.verify()).contains(token));
  }

  @Test
  void failsWithItsReasonWhenTheFleetIsGone() throws Exception {
    PracticeFleet fleet = start("fleet");
    BreakGlass lines = fleet.target().breakGlass();
    fleet.close();
    for (String script : new String[] {lines.show(), lines.takeBack(), lines.verify()}) {
      Ran ran = run(script);
      assertNotEquals(0, ran.exit());
      assertTrue(ran.err().contains("slipway demo start"), ran.err());
    }
  }

  private PracticeFleet start(String name) {
    PracticeFleet fleet = PracticeFleet.in(folder.resolve(name), 0);
    started.add(fleet);
    var unused = fleet.target().deployment().deploy(Side.CANARY, 1, "new");
    fleet.target().traffic().write(new Weight(25));
    return fleet;
  }

  private Ran run(String script) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Ran(
        process.exitValue(),
        java.nio.file.Files.readString(out, StandardCharsets.UTF_8),
        java.nio.file.Files.readString(err, StandardCharsets.UTF_8));
  }
}
