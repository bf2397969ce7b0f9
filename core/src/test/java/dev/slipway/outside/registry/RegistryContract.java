package dev.slipway.outside.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Registry;
import dev.slipway.control.port.Registry.Attestation;
import dev.slipway.plan.ImageSource;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.BuiltImage;
import dev.slipway.release.CommitId;
import dev.slipway.rig.Pusher;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every registry has to do for a release, over a real one of whichever kind. */
@Tag("R3")
abstract class RegistryContract {
  static final String COMMIT = "4be1c22" + "0".repeat(33);
  private static final String OTHER = "abcdef0" + "1".repeat(33);

  abstract Registry registry();

  abstract Pusher pusher();

  abstract ImageSource image();

  private ArtifactDigest resolved(String tag) {
    return registry().resolve(image(), tag).orElseThrow();
  }

  private BuiltImage told(ArtifactDigest digest) {
    return registry().image(image(), digest).orElseThrow();
  }

  @Test
  void aTagIsTheDigestOfItsBytes() {
    ArtifactDigest pushed = pusher().image("1.0.0", "amd64", COMMIT);

    assertEquals(pushed, resolved("1.0.0"));
  }

  @Test
  void aTagThatWasMovedIsAnotherDigestAndTheFirstIsStillThere() {
    ArtifactDigest first = pusher().image("1.1.0", "amd64", COMMIT);
    ArtifactDigest second = pusher().image("1.1.0", "amd64", OTHER);

    assertEquals(second, resolved("1.1.0"));
    assertEquals(List.of(COMMIT), told(first).revisions());
  }

  @Test
  void aTagThatNobodyPushedIsNothing() {
    ArtifactDigest unused = pusher().image("1.2.0", "amd64", COMMIT);

    assertEquals(Optional.empty(), registry().resolve(image(), "9.9.9"));
  }

  @Test
  void aVersionThatCannotBeATagIsSaidToBeNone() {
    OutsideFailure failure =
        assertThrows(OutsideFailure.class, () -> registry().resolve(image(), "1.0+5"));

    assertTrue(failure.toString().contains("a tag has letters"), failure::toString);
  }

  @Test
  void theLabelsOfAnImageTellItsCommitAndWhenItWasBuilt() {
    BuiltImage built = told(pusher().image("1.3.0", "arm64", COMMIT));

    assertEquals(image().name(), built.name());
    assertEquals(List.of(COMMIT), built.revisions());
    assertEquals(List.of(), built.otherThan(new CommitId(COMMIT)));
    assertEquals(List.of(COMMIT), built.otherThan(new CommitId(OTHER)));
    assertEquals(Optional.of("https://git.example/team/shop"), built.source());
    assertEquals(Optional.of(Instant.parse("2026-11-20T10:00:00Z")), built.created());
    assertEquals(List.of("linux/arm64"), built.platforms());
  }

  @Test
  void anImageWithoutLabelsNamesNoCommit() {
    BuiltImage built = told(pusher().image("1.4.0", "amd64", ""));

    assertEquals(List.of(), built.revisions());
    assertEquals(Optional.empty(), built.created());
  }

  @Test
  void anIndexTellsOfAllItsPlatforms() {
    ArtifactDigest amd = pusher().image("1.5.0-amd64", "amd64", COMMIT);
    ArtifactDigest arm = pusher().image("1.5.0-arm64", "arm64", OTHER);
    ArtifactDigest index =
        pusher()
            .index(
                "1.5.0",
                Pusher.entry(amd, "\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}"),
                Pusher.entry(arm, "\"platform\":{\"os\":\"linux\",\"architecture\":\"arm64\"}"));

    assertEquals(index, resolved("1.5.0"));
    assertEquals(List.of("linux/amd64", "linux/arm64"), told(index).platforms());
    assertEquals(List.of(COMMIT, OTHER), told(index).revisions());
    assertEquals(List.of(OTHER), told(index).otherThan(new CommitId(COMMIT)));
  }

  @Test
  void anImageThatWasDeletedIsNoLongerThere() {
    ArtifactDigest pushed = pusher().image("1.6.0", "amd64", "deleted");
    pusher().delete(pushed);

    assertEquals(Optional.empty(), registry().image(image(), pushed));
    assertEquals(Optional.empty(), registry().resolve(image(), "1.6.0"));
  }

  @Test
  void whatIsAttachedIsListedWhicheverWayItWasAttached() {
    ArtifactDigest image = pusher().image("1.7.0", "amd64", COMMIT);
    ArtifactDigest statement = attach(image, "application/vnd.in-toto+json");
    String tag = image.value().replace(':', '-');
    ArtifactDigest signature = pusher().image(tag + ".sig", "amd64", "a signature");

    assertEquals(
        List.of(
            new Attestation("application/vnd.in-toto+json", statement),
            new Attestation("cosign signature", signature)),
        registry().attestations(image(), image));
  }

  /** Attaches something to an image in the way that this registry knows. */
  abstract ArtifactDigest attach(ArtifactDigest image, String type);

  @Test
  void attestationsInsideAnIndexAreNoPlatformsOfIt() {
    ArtifactDigest amd = pusher().image("1.8.0-amd64", "amd64", COMMIT);
    ArtifactDigest statement = pusher().image("1.8.0-statement", "unknown", OTHER);
    ArtifactDigest index =
        pusher()
            .index(
                "1.8.0",
                Pusher.entry(amd, "\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}"),
                Pusher.entry(
                    statement,
                    "\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"},\"annotations\":"
                        + "{\"vnd.docker.reference.type\":\"attestation-manifest\"}"));

    assertEquals(
        List.of(new Attestation("BuildKit attestation", statement)),
        registry().attestations(image(), index));
    assertEquals(List.of("linux/amd64"), told(index).platforms());
    assertEquals(List.of(COMMIT), told(index).revisions());
  }

  @Test
  void nothingAttachedIsNothingListed() {
    ArtifactDigest image = pusher().image("1.9.0", "amd64", "alone");

    assertEquals(List.of(), registry().attestations(image(), image));
  }
}
