package dev.slipway.outside.registry;

import dev.slipway.control.port.Registry.Attestation;
import dev.slipway.release.ArtifactDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is attached to an image, in the three ways that are in use: the referrers of OCI 1.1 or,
 * where a registry does not know them, the index under the tag that stands for them; tags of
 * cosign; attestations inside an index, as BuildKit writes them.
 */
record Attached(Conversation conversation, Document root) {
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final int MOST_PAGES = 5;
  private static final int MOST = 100;
  private static final Map<String, String> COSIGN = new LinkedHashMap<>();

  static {
    COSIGN.put(".sig", "cosign signature");
    COSIGN.put(".att", "cosign attestation");
    COSIGN.put(".sbom", "cosign SBOM");
  }

  static boolean isAttestation(Document.Descriptor entry) {
    return "attestation-manifest".equals(entry.annotations().get("vnd.docker.reference.type"));
  }

  List<Attestation> all() {
    List<Attestation> all = new ArrayList<>();
    for (Document.Descriptor entry : referrers()) {
      all.add(new Attestation(type(entry), entry.digest()));
    }
    String tag = root.digest().value().replace(':', '-');
    COSIGN.forEach((ending, type) ->
        tagged(tag + ending).ifPresent(digest -> all.add(new Attestation(type, digest))));
    root.entries().stream()
        .filter(Attached::isAttestation)
        .forEach(entry -> all.add(new Attestation("BuildKit attestation", entry.digest())));
    return all.stream().distinct().limit(MOST).toList();
  }

  private static String type(Document.Descriptor entry) {
    return entry.artifactType().isEmpty() ? entry.mediaType() : entry.artifactType();
  }

  private List<Document.Descriptor> referrers() {
    List<Document.Descriptor> entries = new ArrayList<>();
    String page = "referrers/" + root.digest().value();
    for (int read = 0; read < MOST_PAGES && !page.isEmpty(); read++) {
      Optional<Reply> reply = conversation.getWhereKnown(page, INDEX);
      if (reply.isEmpty()) {
        return read == 0 ? underTag() : entries;
      }
      entries.addAll(index(reply.get()).entries());
      page = next(reply.get()).orElse("");
    }
    return entries;
  }

  /** The registry knows no referrers: OCI 1.1 then keeps them under a tag made of the digest. */
  private List<Document.Descriptor> underTag() {
    Reply reply = conversation.get("manifests/" + root.digest().value().replace(':', '-'), INDEX);
    return reply.isFound() ? index(reply).entries() : List.of();
  }

  private Document index(Reply reply) {
    try {
      return Document.of(reply.body(), "sha256");
    } catch (Document.Wrong wrong) {
      throw conversation.failure(String.valueOf(wrong.getMessage()));
    }
  }

  /** Only ever the next page of the same list: no other address is taken from an answer. */
  private Optional<String> next(Reply reply) {
    String prefix = "referrers/" + root.digest().value() + "?";
    return reply
        .header("Link")
        .filter(link -> link.contains("rel=\"next\"") && link.startsWith("<"))
        .map(link -> link.substring(1, Math.max(1, link.indexOf('>'))))
        .filter(link -> link.contains(prefix))
        .map(link -> link.substring(link.indexOf(prefix)));
  }

  private Optional<ArtifactDigest> tagged(String tag) {
    Reply reply =
        conversation.get(
            "manifests/" + tag,
            "application/vnd.oci.image.manifest.v1+json, "
                + "application/vnd.docker.distribution.manifest.v2+json");
    return reply.isFound() ? Optional.of(index(reply).digest()) : Optional.empty();
  }
}
