package dev.slipway.outside.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Balancer;
import dev.slipway.release.Weight;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third group beside two sides has a share of its own, and loses it with the new version's. */
@Tag("X5")
class GroupedHaproxyTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Crowd crowd;

  @BeforeEach
  void starts() {
    crowd = Crowd.weighed(folder);
  }

  @AfterEach
  void ends() {
    crowd.close();
  }

  private int weight(String server) {
    return Integer.parseInt(crowd.haproxy.ask("get weight shop/" + server).split(" ", 2)[0]);
  }

  /** The new version's, the group's and the rest's, of one server each. */
  private String weights() {
    return weight("g1") + " " + weight("x2") + " " + weight("b1");
  }

  @Test
  void bothGetTheSameAndTheRestWhatIsLeft() throws Exception {
    Balancer balancer = crowd.compared();
    for (int percent : new int[] {1, 5, 25, 50, 10}) {
      balancer.write("green", new Weight(percent), new Weight(percent));
      assertEquals(percent, balancer.read("green").share().percent());
      assertEquals(weight("g1"), weight("x2"));
    }
    balancer.write("green", new Weight(50), new Weight(50));
    assertEquals(0, weight("b1"));
    Set<String> who = new TreeSet<>(crowd.users(16));
    assertEquals(Set.of("g1", "g2", "x1", "x2"), who);

    balancer.write("green", Weight.ALL, Weight.NONE);
    assertEquals("100 0 0", weights());
    balancer.write("green", Weight.NONE);
    assertEquals("0 0 100", weights());
  }

  @Test
  void theScriptTakesTheGroupsShareAwayToo() throws Exception {
    Balancer balancer = crowd.compared();
    balancer.write("green", new Weight(25), new Weight(25));
    Balancer.Lines lines = balancer.lines("green");
    String script =
        "set -eu\n" + lines.frame() + lines.read() + "echo \"$share\"\n" + lines.away() + "\n";

    Process process = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

    assertEquals(0, process.waitFor(), said);
    assertTrue(said.startsWith("25"), said);
    assertEquals("0 0 100", weights());
  }
}
