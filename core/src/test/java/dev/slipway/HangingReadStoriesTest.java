package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.outside.exec.AService;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that tell the share, and hang or take their time. */
class HangingReadStoriesTest {
  private static final String CANARY = "strategy: canary, stages: [25, 100]";

  /** Far below the limit of a read, far above what a loaded computer needs. */
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final String READ_LIMIT = "10m";

  @TempDir private Path folder;
  private AService service;

  /** Opened by every test, and closed after it. */
  @SuppressWarnings("NullAway.Init")
  private OwnService shop;

  @BeforeEach
  void runsV1OnBlue() {
    service = new AService(folder, "b1", "g1").runs("v1", "b1");
    service.write(
        "traffic-read.sh",
        """
        #!/bin/sh
        if [ -f hanging ]; then
          echo $$ >> hung
          sleep 1200
        fi
        [ ! -f slow ] || sleep 0.6
        cat share
        """);
    // Noted before it is done: a worker that dies takes its commands with it.
    service.write(
        "traffic.sh",
        service
            .read("traffic.sh")
            .replace("#!/bin/sh\n", "#!/bin/sh\necho \"$1 $2\" >> traffic.log\n"));
    shop =
        new OwnService(
            service,
            OwnService.TWO_SIDES.replace(
                "\"./traffic-read.sh\"]", "\"./traffic-read.sh\"], time-limit: " + READ_LIMIT),
            CANARY);
  }

  @AfterEach
  void ends() {
    shop.close();
  }

  private static boolean isWatched(State state) {
    return state instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking;
  }

  private List<String> writes() {
    return service.read("traffic.log").lines().toList();
  }

  private boolean everyHungReadIsGone() {
    return service
        .read("hung")
        .lines()
        .allMatch(process ->
            ProcessHandle.of(Long.parseLong(process)).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  @Tag("X9")
  void theWayBackDoesNotWaitForAReadThatHangs() throws IOException {
    shop.started("v2").until(HangingReadStoriesTest::isWatched, "a quarter is watched");
    service.write("hanging", "");
    AService.await(() -> !service.read("hung").isEmpty(), "a read that hangs");

    long asked = System.nanoTime();
    shop.rollsBack();
    AService.await(() -> service.read("share").equals("blue 100"), "everybody back on blue");
    Duration took = Duration.ofNanos(System.nanoTime() - asked);

    assertTrue(took.compareTo(SOON) < 0, took.toString());
    Files.delete(folder.resolve("hanging"));
    // What hung at this moment is still awaited within its limit; another worker asks anew.
    shop.dies();
    AService.await(this::everyHungReadIsGone, "the processes of given up reads end");
    shop.works().until(RolledBack.class);
    assertEquals("blue 100", service.read("share"));
    List<String> lowered = writes().subList(writes().indexOf("green 0"), writes().size());
    assertTrue(
        lowered.stream().allMatch("green 0"::equals), "nothing is raised again: " + writes());
  }

  @Test
  void aReadThatTakesItsTimeIsReleasedLikeAnyOther() {
    service.write("slow", "");
    shop.started("v2").until(Finished.class);
    assertEquals("blue 0", service.read("share"));
    assertEquals(List.of("green 25", "green 100"), writes());
  }
}
