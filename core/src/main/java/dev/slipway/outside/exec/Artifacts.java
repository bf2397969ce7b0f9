package dev.slipway.outside.exec;

import dev.slipway.control.port.ChangeSource;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Registry;
import dev.slipway.control.port.Targets;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.ImageSource;
import dev.slipway.plan.Service;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a version's label means now. Where nobody tells what was built, the commit of its tag is all
 * that is known, and the digest says so.
 */
record Artifacts(Place place, ChangeSource changes, Registry registry) {
  Optional<ArtifactDigest> of(Service service, Version label) {
    if (place.spec.artifact().isEmpty()) {
      return changes.candidates(service).stream()
          .filter(candidate -> candidate.version().equals(label))
          .findFirst()
          .map(candidate -> new ArtifactDigest("git-commit:" + candidate.commit().value()));
    }
    Map<String, String> words = Map.of("version", label.label());
    return switch (place.spec.artifact().get()) {
      case ExecSpec.Artifact.Printed printed -> printed(printed.command(), words);
      case ExecSpec.Artifact.OfFile file ->
          hashed(place.spec.directory().resolve(Program.filled(file.path(), words)));
      case ExecSpec.Artifact.OfRegistry(ImageSource image) ->
          registry.resolve(image, Program.filled(image.tag(), words));
    };
  }

  Optional<Targets.Told> told(ArtifactDigest artifact) {
    if (place.spec.artifact().isPresent()
        && place.spec.artifact().get() instanceof ExecSpec.Artifact.OfRegistry(ImageSource image)) {
      return registry
          .image(image, artifact)
          .map(built -> new Targets.Told(built, registry.attestations(image, artifact)));
    }
    return Optional.empty();
  }

  private Optional<ArtifactDigest> printed(ExecSpec.Command command, Map<String, String> words) {
    Program.Ended ended = place.program.run(command.words(), words, command.limit());
    if (!(ended instanceof Program.Ended.Exit exit)) {
      throw new OutsideFailure("commands", "look up the artifact", ended.words());
    }
    String digest = exit.output().strip();
    if (exit.code() != 0 || digest.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ArtifactDigest(digest));
    } catch (IllegalArgumentException nonsense) {
      throw new OutsideFailure(
          "commands",
          "look up the artifact",
          "the artifact command printed no digest such as sha256:9f1c…: "
              + Shown.line(digest, List.of()));
    }
  }

  private static Optional<ArtifactDigest> hashed(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream stream = Files.newInputStream(file)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      long unused =
          new DigestInputStream(stream, sha256).transferTo(java.io.OutputStream.nullOutputStream());
      return Optional.of(new ArtifactDigest("sha256:" + HexFormat.of().formatHex(sha256.digest())));
    } catch (IOException unreadable) {
      throw new OutsideFailure("commands", "read the artifact " + file, unreadable);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
