package dev.slipway.outside.registry;

import dev.slipway.control.port.Registry;
import dev.slipway.plan.ImageSource;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.BuiltImage;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A registry that speaks the OCI distribution API, version 1.0 or 1.1, asked as the user whom
 * Docker knows.
 */
public final class OciRegistry implements Registry {
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
  private static final Pattern ALGORITHM = Pattern.compile("sha(256|512):.*");
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String MANIFESTS =
      INDEX
          + ", application/vnd.oci.image.manifest.v1+json"
          + ", application/vnd.docker.distribution.manifest.list.v2+json"
          + ", application/vnd.docker.distribution.manifest.v2+json";
  private static final Set<String> IMAGE_CONFIGURATIONS =
      Set.of(
          "application/vnd.oci.image.config.v1+json",
          "application/vnd.docker.container.image.v1+json");
  private static final String REVISION = "org.opencontainers.image.revision";
  private static final String SOURCE = "org.opencontainers.image.source";
  private static final String CREATED = "org.opencontainers.image.created";

  /** An index of more platforms is read so far; each costs two answers. */
  private static final int MOST_PLATFORMS = 8;

  private final Map<String, String> environment;
  private final Patience patience;

  /**
   * @param environment where Docker's configuration and its helpers are found: DOCKER_CONFIG or
   *     HOME, and PATH
   */
  public OciRegistry(Map<String, String> environment) {
    this(environment, Patience.USUAL);
  }

  OciRegistry(Map<String, String> environment, Patience patience) {
    this.environment = Map.copyOf(environment);
    this.patience = patience;
  }

  private Conversation about(ImageSource image, String operation) {
    return new Conversation(
        image, DockerCredentials.of(environment, patience.helper()), patience, operation);
  }

  @Override
  public Optional<ArtifactDigest> resolve(ImageSource image, String tag) {
    Conversation conversation =
        about(image, "look up " + image.repository() + ":" + Text.line(tag));
    if (!TAG.matcher(tag).matches()) {
      throw conversation.failure("a tag has letters, digits, '_', '.' and '-', at most 128");
    }
    Reply reply = conversation.get("manifests/" + tag, MANIFESTS);
    if (!reply.isFound()) {
      return Optional.empty();
    }
    Optional<ArtifactDigest> told = told(reply);
    Document document = document(conversation, reply, told);
    if (!document.isNamedByDigest()) {
      throw conversation.failure("answers with what is no image of this age (schema version 2)");
    }
    return Optional.of(document.digest());
  }

  /** The digest beside the bytes; what it says is compared with them. */
  private static Optional<ArtifactDigest> told(Reply reply) {
    return reply
        .header("Docker-Content-Digest")
        .filter(text -> ALGORITHM.matcher(text).matches())
        .flatMap(text -> {
          try {
            return Optional.of(new ArtifactDigest(text));
          } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
          }
        });
  }

  private static Document document(
      Conversation conversation, Reply reply, Optional<ArtifactDigest> expected) {
    try {
      return expected.isPresent()
          ? Document.of(reply.body(), expected.get())
          : Document.of(reply.body(), "sha256");
    } catch (Document.Wrong wrong) {
      throw conversation.failure(String.valueOf(wrong.getMessage()));
    }
  }

  private static Optional<Document> manifest(Conversation conversation, ArtifactDigest digest) {
    Reply reply = conversation.get("manifests/" + digest.value(), MANIFESTS);
    return reply.isFound()
        ? Optional.of(document(conversation, reply, Optional.of(digest)))
        : Optional.empty();
  }

  @Override
  public Optional<BuiltImage> image(ImageSource image, ArtifactDigest digest) {
    if (!ALGORITHM.matcher(digest.value()).matches()) {
      return Optional.empty();
    }
    Conversation conversation = about(image, "read " + image.repository() + "@" + digest.brief());
    return manifest(conversation, digest).map(root -> built(conversation, image, root));
  }

  private static BuiltImage built(Conversation conversation, ImageSource image, Document root) {
    List<Map<String, String>> labels = new ArrayList<>();
    Set<String> platforms = new LinkedHashSet<>();
    if (root.isIndex()) {
      labels.add(root.annotations());
      root.entries().stream()
          .filter(entry -> !Attached.isAttestation(entry))
          .limit(MOST_PLATFORMS)
          .forEach(entry -> {
            entry.platform().ifPresent(platforms::add);
            labels.add(entry.annotations());
            manifest(conversation, entry.digest())
                .ifPresent(one -> labels.add(labels(conversation, one, platforms)));
          });
    } else {
      labels.add(labels(conversation, root, platforms));
    }
    return new BuiltImage(
        image.name(),
        all(labels, REVISION),
        all(labels, SOURCE).stream().findFirst(),
        all(labels, CREATED).stream().flatMap(text -> instant(text).stream()).findFirst(),
        List.copyOf(platforms));
  }

  /** An annotation of the manifest is newer than the label of the image that it is about. */
  private static Map<String, String> labels(
      Conversation conversation, Document manifest, Set<String> platforms) {
    Map<String, String> labels = new HashMap<>();
    manifest
        .configuration()
        .filter(entry -> IMAGE_CONFIGURATIONS.contains(entry.mediaType()))
        .ifPresent(entry -> {
          Reply reply = conversation.get("blobs/" + entry.digest().value(), "*/*");
          if (reply.isFound()) {
            Document document = document(conversation, reply, Optional.of(entry.digest()));
            Document.platform(document.content()).ifPresent(platforms::add);
            labels.putAll(document.labels());
          }
        });
    labels.putAll(manifest.annotations());
    return labels;
  }

  private static List<String> all(List<Map<String, String>> labels, String key) {
    return labels.stream()
        .flatMap(one -> Optional.ofNullable(one.get(key)).stream())
        .filter(value -> !value.isEmpty())
        .distinct()
        .toList();
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException nonsense) {
      return Optional.empty();
    }
  }

  @Override
  public List<Attestation> attestations(ImageSource image, ArtifactDigest digest) {
    if (!ALGORITHM.matcher(digest.value()).matches()) {
      return List.of();
    }
    Conversation conversation =
        about(image, "list what is attached to " + image.repository() + "@" + digest.brief());
    Optional<Document> root = manifest(conversation, digest);
    return root.map(found -> new Attached(conversation, found).all()).orElse(List.of());
  }
}
