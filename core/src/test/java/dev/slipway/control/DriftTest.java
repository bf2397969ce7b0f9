package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Deployment;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import dev.slipway.rollout.Finished;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs, beside what was released last. */
@Tag("R3")
@Tag("R4")
class DriftTest {
  @TempDir Path folder;

  @Test
  void tellsWhoRunsSomethingElseByVersionAndByDigest() {
    try (TheShop shop = new TheShop(folder).started().until(Finished.class)) {
      ReleaseRecord released =
          shop.store
              .read(reader -> Drift.released(reader, ShopCatalogue.SHOP, ShopCatalogue.PROD))
              .orElseThrow();
      assertEquals(shop.release(2).id(), released.id());
      assertEquals(
          Optional.empty(),
          shop.store.read(reader -> Drift.moving(reader, ShopCatalogue.SHOP, ShopCatalogue.PROD)));

      Drift drift =
          Drift.of(
              released,
              running(
                  one("web-1", FakeTargets.V2, Optional.of(FakeTargets.digest('b'))),
                  one("web-2", FakeTargets.V2, Optional.of(FakeTargets.digest('d'))),
                  one("web-3", FakeTargets.V3, Optional.empty()),
                  // The side nobody is on keeps the version before.
                  one("web-4", FakeTargets.V1, Optional.of(FakeTargets.digest('a'))),
                  one("web-5", FakeTargets.V1, Optional.of(FakeTargets.digest('d'))),
                  // It does not tell its digest: only its version can be compared.
                  one("web-6", FakeTargets.V2, Optional.empty())),
              List.of("web-1", "web-7"));

      assertEquals(
          List.of(
              new Drift.Other("web-2", "runs v2 (" + FakeTargets.digest('d').brief() + ")"),
              new Drift.Other("web-3", "runs v3"),
              new Drift.Other("web-5", "runs v1 (" + FakeTargets.digest('d').brief() + ")")),
          drift.others());
      assertEquals(List.of("web-7"), drift.silent());
      assertTrue(
          Drift.of(
                  released,
                  running(one("web-1", FakeTargets.V2, Optional.of(FakeTargets.digest('b')))),
                  List.of("web-1"))
              .isNone());
    }
  }

  @Test
  void aReleaseThatMovesLooksAfterItself() {
    try (TheShop shop = new TheShop(folder).started().untilBaking(1)) {
      assertEquals(
          Optional.of(shop.release(2).id()),
          shop.store
              .read(reader -> Drift.moving(reader, ShopCatalogue.SHOP, ShopCatalogue.PROD))
              .map(ReleaseRecord::id));
    }
  }

  private static Deployment.Running running(Deployment.Instance... instances) {
    return new Deployment.Running(List.of(instances), 1, 0, 10);
  }

  private static Deployment.Instance one(
      String name, Version version, Optional<ArtifactDigest> artifact) {
    return new Deployment.Instance(name, name, version, artifact, true);
  }
}
