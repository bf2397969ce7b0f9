package dev.slipway.journal;

import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What steps put aside, in every shape. */
final class KeptExamples {
  private KeptExamples() {}

  static Kept.Checkpoint checkpoint() {
    return new Kept.Checkpoint(
        List.of(
            new Kept.Instance(
                "web-1",
                new Version("v2.4.0"),
                Optional.of(new ArtifactDigest("sha256:" + "a".repeat(64))),
                true),
            new Kept.Instance("web-2", new Version("v2.4.0"), Optional.empty(), false)),
        Weight.NONE,
        List.of(
            new Kept.Setting("config/shop.env", Optional.of("1".repeat(64))),
            new Kept.Setting("config/late.env", Optional.empty())));
  }

  static Kept.Checkpoint balanced() {
    return new Kept.Checkpoint(
        List.of(),
        Weight.NONE,
        List.of(),
        Optional.of(List.of(new Kept.Server("shop/web-1", 50, "up"))));
  }

  static Kept.Backup backup(long bytes) {
    return new Kept.Backup(
        "shop.dump",
        OptionalLong.of(bytes),
        "verified by ./verify.sh",
        Duration.ofSeconds(3),
        List.of("stop the shop", "pg_restore shop.dump"),
        true);
  }

  static Optional<Kept> printed() {
    return Optional.of(
        new Kept.Printed(List.of(new Kept.Printed.Text("web-1", "copied\nno room left"))));
  }

  static Kept.Backup elsewhere() {
    return new Kept.Backup(
        "s3://b/k",
        OptionalLong.empty(),
        "verified by ./verify.sh",
        Duration.ZERO,
        List.of(),
        false);
  }
}
