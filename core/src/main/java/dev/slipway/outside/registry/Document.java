package dev.slipway.outside.registry;

import dev.slipway.release.ArtifactDigest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A manifest, an index or a configuration, as its bytes say: the digest was computed from them. */
record Document(ArtifactDigest digest, JsonNode content) {
  private static final int MOST_LABELS = 200;
  private static final int MOST_ENTRIES = 200;
  private static final JsonMapper JSON = new JsonMapper();

  /** One entry of an index, or what a manifest points at. */
  record Descriptor(
      ArtifactDigest digest,
      String mediaType,
      String artifactType,
      Map<String, String> annotations,
      Optional<String> platform) {}

  /** The bytes are not what they should be. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String why) {
      super(why);
    }
  }

  /**
   * @param algorithm "sha256" or "sha512"
   */
  static Document of(byte[] bytes, String algorithm) throws Wrong {
    ArtifactDigest digest = digest(bytes, algorithm);
    try {
      JsonNode content = JSON.readTree(bytes);
      if (content.isObject()) {
        return new Document(digest, content);
      }
    } catch (JacksonException nonsense) {
      // Said below, whatever it was instead.
    }
    throw new Wrong("answers with what is no JSON, so it may be no registry");
  }

  /** The bytes that have this digest, and no others. */
  static Document of(byte[] bytes, ArtifactDigest expected) throws Wrong {
    String algorithm = expected.value().substring(0, expected.value().indexOf(':'));
    ArtifactDigest digest = digest(bytes, algorithm);
    if (!digest.equals(expected)) {
      throw new Wrong("sends bytes that are " + digest.brief() + " as " + expected.brief());
    }
    return of(bytes, algorithm);
  }

  private static ArtifactDigest digest(byte[] bytes, String algorithm) throws Wrong {
    try {
      MessageDigest hash =
          MessageDigest.getInstance(algorithm.equals("sha512") ? "SHA-512" : "SHA-256");
      String name = algorithm.equals("sha512") ? "sha512:" : "sha256:";
      return new ArtifactDigest(name + HexFormat.of().formatHex(hash.digest(bytes)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256 and SHA-512", e);
    }
  }

  boolean isIndex() {
    return content.path("manifests").isArray();
  }

  /** Whether it is a manifest or an index that has one digest for ever. */
  boolean isNamedByDigest() {
    return content.path("schemaVersion").asInt(0) == 2
        && (isIndex() || content.path("config").isObject());
  }

  List<Descriptor> entries() {
    List<Descriptor> entries = new ArrayList<>();
    for (JsonNode entry : content.path("manifests")) {
      if (entries.size() < MOST_ENTRIES) {
        descriptor(entry).ifPresent(entries::add);
      }
    }
    return entries;
  }

  Optional<Descriptor> configuration() {
    return descriptor(content.path("config"));
  }

  Map<String, String> annotations() {
    return texts(content.path("annotations"));
  }

  /** The labels in the configuration of an image. */
  Map<String, String> labels() {
    return texts(content.path("config").path("Labels"));
  }

  /** "linux/amd64", of the configuration of an image or of an entry's platform. */
  static Optional<String> platform(JsonNode node) {
    String system = node.path("os").asString("");
    String machine = node.path("architecture").asString("");
    String variant = node.path("variant").asString("");
    return system.isEmpty() || machine.isEmpty() || system.equals("unknown")
        ? Optional.empty()
        : Optional.of(Text.line(system + "/" + machine + (variant.isEmpty() ? "" : "/" + variant)));
  }

  private static Optional<Descriptor> descriptor(JsonNode node) {
    try {
      return Optional.of(
          new Descriptor(
              new ArtifactDigest(node.path("digest").asString("")),
              Text.line(node.path("mediaType").asString("")),
              Text.line(node.path("artifactType").asString("")),
              texts(node.path("annotations")),
              platform(node.path("platform"))));
    } catch (IllegalArgumentException noDigest) {
      return Optional.empty();
    }
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> one : node.properties()) {
      if (one.getValue().isString() && texts.size() < MOST_LABELS) {
        texts.put(one.getKey(), Text.line(one.getValue().asString()));
      }
    }
    return texts;
  }
}
