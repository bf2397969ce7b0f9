package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.outside.exec.AService;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four instances in two batches, because the policy says so. */
@Tag("X2")
@Tag("X3")
class BatchStoriesTest {
  private static final List<String> ALL = List.of("search-1", "search-2", "search-3", "search-4");

  @TempDir private Path folder;
  private AService service;

  /** Opened before and closed after every test. */
  @SuppressWarnings("NullAway.Init")
  private OwnService shop;

  @BeforeEach
  void runsV1() {
    service = new AService(folder, ALL.toArray(String[]::new));
    service.runs("v1", ALL.toArray(String[]::new));
    shop =
        new OwnService(
            service,
            OwnService.IN_PLACE.replace("[search-1, search-2]", ALL.toString()),
            "strategy: rolling, batch: 2, pause: 500ms");
  }

  @AfterEach
  void ends() {
    shop.close();
  }

  @Test
  void goesTwoByTwoAndIsUndoneTwoByTwo() {
    meet("v2", "search-1", "search-2");
    meet("v2", "search-3", "search-4");

    shop.started("v2").until(Finished.class);

    assertRuns("v2");
    assertEquals(Set.of("search-1", "search-2"), deployed(4, 6));
    assertEquals(Set.of("search-3", "search-4"), deployed(6, 8));
    meet("v1", "search-1", "search-2");
    meet("v1", "search-3", "search-4");

    shop.undoes().until(Finished.class);

    assertRuns("v1");
  }

  @Test
  @Tag("X9")
  void theFirstBatchThatFailsIsTheLast() {
    service.deployDoes("v2", "search-2", "exit 3\n");

    shop.started("v2").until(RolledBack.class);

    assertRuns("v1");
    assertTrue(
        service.deploys().stream().noneMatch(line -> line.matches("search-[34] v2 .*")),
        service.deploys()::toString);
  }

  /** Each of both deploys waits for the other one to begin, and fails without it. */
  private void meet(String version, String one, String other) {
    waits(version, one, other);
    waits(version, other, one);
  }

  private void waits(String version, String one, String other) {
    service.deployDoes(
        version,
        one,
        """
        touch "begun-VERSION-ONE"
        tries=0
        while [ ! -f "begun-VERSION-OTHER" ]; do
          tries=$((tries + 1))
          [ $tries -lt 150 ] || { echo "OTHER is not deployed beside ONE" >&2; exit 9; }
          sleep 0.1
        done
        """
            .replace("VERSION", version)
            .replace("ONE", one)
            .replace("OTHER", other));
  }

  private Set<String> deployed(int from, int to) {
    return new TreeSet<>(
        service.deploys().subList(from, to).stream().map(line -> line.split(" ", 2)[0]).toList());
  }

  private void assertRuns(String version) {
    ALL.forEach(name -> assertEquals(version, service.running(name), () -> name + shop.words()));
  }
}
