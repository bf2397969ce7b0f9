package dev.slipway.control.port;

import dev.slipway.plan.ImageSource;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.BuiltImage;
import java.util.List;
import java.util.Optional;

/**
 * A registry of images. What it tells was checked against the digest it is told for, and is bounded
 * in size; it is still the text of strangers.
 *
 * <p>Every question throws {@link OutsideFailure} when the registry does not answer, not in time,
 * not sensibly, or not to us.
 */
public interface Registry {
  /**
   * What was attached to an image: a signature, a bill of materials, a statement of how it was
   * built.
   *
   * @param type of the artifact, as its maker calls it
   */
  record Attestation(String type, ArtifactDigest digest) {}

  /** What a tag names now; empty when the registry has no such tag. */
  Optional<ArtifactDigest> resolve(ImageSource image, String tag);

  /** What is told of an image; empty when the registry has it no more. */
  Optional<BuiltImage> image(ImageSource image, ArtifactDigest digest);

  /** What is attached to an image. That it is there says nothing of who signed it. */
  List<Attestation> attestations(ImageSource image, ArtifactDigest digest);
}
