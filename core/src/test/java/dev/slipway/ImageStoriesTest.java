package dev.slipway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.Answer;
import dev.slipway.control.Refusal;
import dev.slipway.gate.GateRecord;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.outside.exec.AService;
import dev.slipway.release.Actor;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.rig.Pusher;
import dev.slipway.rig.RealRegistry;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Planned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose versions are images in a real registry. */
@Tag("R3")
@Tag("real-targets")
class ImageStoriesTest {
  private static final Actor ADA = new Actor("ada", Actor.Kind.PERSON, "test");
  @TempDir private Path folder;

  /** Opened before every test, and closed after it. */
  @SuppressWarnings("NullAway.Init")
  private RealRegistry registry;

  @SuppressWarnings("NullAway.Init")
  private AService service;

  @SuppressWarnings("NullAway.Init")
  private OwnService shop;

  @SuppressWarnings("NullAway.Init")
  private ArtifactDigest v2;

  @BeforeEach
  void runsV1() throws java.io.IOException {
    registry = RealRegistry.open(Files.createDirectory(folder.resolve("registry")));
    service =
        new AService(Files.createDirectory(folder.resolve("service")), "search-1", "search-2");
    ArtifactDigest unused = pusher().image("v1", "amd64", commit("v1"));
    v2 = pusher().image("v2", "amd64", commit("v2"));
    shop =
        new OwnService(
            service,
            OwnService.IN_PLACE
                + "artifact: { image: \""
                + registry.host()
                + "/team/search\", insecure: yes }\n",
            "strategy: rolling");
    AService unusedService = service.runs("v1", "search-1", "search-2");
  }

  @AfterEach
  void ends() {
    shop.close();
    registry.close();
  }

  private Pusher pusher() {
    return new Pusher(registry.host(), "team/search");
  }

  private String commit(String version) {
    return service.run("git", "rev-parse", version).strip();
  }

  @Test
  void aReleaseGoesOutByDigestAndNeedsNoRegistryOnTheWay() {
    OwnService unused = shop.started("v2");
    registry.stop();
    unused = shop.until(Finished.class);

    assertEquals(v2, shop.release().change().artifact());
    assertTrue(
        service.deploys().stream().anyMatch(line -> line.equals("search-1 v2 " + v2)),
        service.deploys()::toString);
    assertEquals(List.of(commit("v2")), shop.release().change().image().orElseThrow().revisions());
    assertTrue(
        lastWord(shop.release())
            .contains("/team/search@" + v2 + ", built from " + commit("v2").substring(0, 7)),
        lastWord(shop.release()));
  }

  @Test
  void aTagThatMovedAfterPlanningClosesTheGate() {
    OwnService unused = shop.planned("v2");
    ArtifactDigest moved = pusher().image("v2", "arm64", commit("v2"));

    assertRefused("v2 was " + v2.brief() + " and is now " + moved.brief());
  }

  @Test
  void anImageThatWasDeletedAfterPlanningClosesTheGate() {
    OwnService unused = shop.planned("v2");
    pusher().delete(v2);

    assertRefused("v2 was " + v2.brief() + " and is now unknown");
  }

  @Test
  void aRegistryThatIsAwayClosesTheGateAndSaysSo() {
    OwnService unused = shop.planned("v2");
    registry.stop();

    assertRefused("registry " + registry.host() + ": look up team/search:v2: does not answer");
  }

  @Test
  void anImageOfAnotherCommitClosesTheGate() {
    ArtifactDigest other = pusher().image("v2", "amd64", commit("v1"));
    OwnService unused = shop.planned("v2");

    assertRefused(
        "search@"
            + other
            + ", which says it was built from "
            + commit("v1")
            + "; the commit of v2 is "
            + commit("v2"));
  }

  private void assertRefused(String words) {
    OwnService unused = shop.works();
    Answer<ReleaseRecord> answer = shop.slipway().desk().course().start(ADA, shop.release());
    Refusal refusal = assertInstanceOf(Answer.No.class, answer).refusal();
    assertEquals("E-GATE-03", refusal.code());
    assertTrue(refusal.why().toString().contains(words), refusal.toString());
    assertInstanceOf(Planned.class, shop.release().state());
    assertTrue(service.deploys().stream().noneMatch(line -> line.contains(" v2 ")));
  }

  /** What the tool said last of the artifact. */
  private static String lastWord(ReleaseRecord release) {
    return release.gateRecords().stream()
        .filter(GateRecord.ItemConfirmed.class::isInstance)
        .map(GateRecord.ItemConfirmed.class::cast)
        .filter(word -> word.item().equals("artifact-known"))
        .map(GateRecord.ItemConfirmed::evidence)
        .reduce("", (before, newer) -> newer);
  }
}
