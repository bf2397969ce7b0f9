package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gate.ItemState;
import dev.slipway.outside.exec.AService;
import dev.slipway.plan.Proofs;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service with tests as a whole, which are a real program, and with a walk of a person. */
@Tag("V1")
@Tag("V2")
class SuiteStoriesTest {
  private static final Actor ADA = new Actor("ada", Actor.Kind.PERSON, "test");
  private static final String SECRET = "b7Qz-never-to-be-seen";
  private static final String WALK = "journey-find";
  private static final String VERIFY =
      """
      verify:
        suite:
          run: [sh, -c, ". ./integration.sh", suite, "{version}", "{from}", "{release}", "{side}"]
          directory: tests
          environment: { URL: "https://search.example.org", KEY: { file: key.txt } }
          time-limit: 3m
        journeys: { find: { do: Find a book., role: on-call, within: 10m } }
      """;

  /** More than is kept of it, and a secret at the end. */
  private static final String TESTS =
      """
      pwd > seen
      echo "$1 from $2 in $3" >> seen
      echo "$SLIPWAY_RELEASE $SLIPWAY_VERSION $URL ${OF_DEPLOYS:-nothing} $KEY" >> seen
      echo "$(cat ../share), $(cat ../g1.up) on $4" >> seen
      seq -f 'test %g is well' 1 2000
      echo "signed in with $KEY, END"
      exit END
      """;

  @TempDir private Path folder;

  /** Opened before every test, and closed after it. */
  @SuppressWarnings("NullAway.Init")
  private AService service;

  @SuppressWarnings("NullAway.Init")
  private OwnService search;

  @BeforeEach
  void runsV1() throws IOException {
    service = new AService(folder, "b1", "g1");
    Path unusedTests = Files.createDirectory(folder.resolve("tests"));
    service.write("key.txt", SECRET + "\n");
    String target = OwnService.TWO_SIDES + "environment: { OF_DEPLOYS: told }\n";
    search =
        new OwnService(
            service,
            OwnService.text(service, target, "strategy: blue-green")
                .replace("        target:\n", VERIFY.indent(8) + "        target:\n"));
    AService unused = service.runs("v1", "b1");
  }

  @AfterEach
  void ends() {
    search.close();
  }

  private void suiteEndsWith(int code) {
    service.write("tests/integration.sh", TESTS.replace("END", Integer.toString(code)));
  }

  private ItemState item(String id) {
    return search.slipway().desk().gates().status(search.release()).items().stream()
        .filter(state -> state.item().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Tag("X9")
  void aSuiteThatFailsTakesEverybodyBackAndSaysWhy() throws IOException {
    suiteEndsWith(3);
    OwnService unused = search.started("v2").until(RolledBack.class);

    assertEquals("blue 100, v1", service.read("share") + ", " + service.running("b1"));
    ItemState shown = item(Proofs.SUITE);
    assertEquals(ItemState.Standing.FAILED, shown.standing());
    assertTrue(shown.detail().startsWith("ended with 3 (v2, git-commit:"), shown::detail);
    assertTrue(shown.detail().endsWith("test 2000 is well signed in with •••, 3"), shown::detail);
    assertTrue(shown.detail().length() < 300, shown::detail);
    assertTrue(
        search.words().toString().contains("the integration suite failed: ended with 3 (v2, "),
        () -> search.words().toString());
    assertFalse(search.release().story().toString().contains(SECRET), "the secret is nowhere");
    assertEquals(
        List.of(
            folder.resolve("tests").toRealPath().toString(),
            "v2 from v1 in search-" + search.release().id().number(),
            search.release().id() + " v2 https://search.example.org nothing " + SECRET,
            "blue 0, v2 on green"),
        service.read("tests/seen").lines().toList());
  }

  @Test
  @Tag("V3")
  void aSuiteThatPassesAndAWalkThatWentWellMakeItASuccess() {
    suiteEndsWith(0);
    OwnService unused =
        search
            .started("v2")
            .until(
                state -> item(WALK).detail().startsWith("needs on-call, until "),
                "a person is to try it");
    ItemState shown = item(Proofs.SUITE);
    assertEquals(ItemState.Standing.CONFIRMED, shown.standing(), shown::detail);
    assertTrue(shown.detail().startsWith("passed after "), shown::detail);
    assertTrue(shown.detail().endsWith("signed in with •••, 0"), shown::detail);

    var unusedItem =
        OwnService.yes(
            search
                .slipway()
                .desk()
                .gates()
                .confirm(ADA, search.release(), WALK, "found one by half of its title"));
    OwnService unusedEnd = search.until(Finished.class);

    assertEquals("blue 0, v2", service.read("share") + ", " + service.running("g1"));
    assertFalse(search.release().story().toString().contains(SECRET), "the secret is nowhere");
  }
}
