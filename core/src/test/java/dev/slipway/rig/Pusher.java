package dev.slipway.rig;

import dev.slipway.release.ArtifactDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Puts small images into a registry over its API, and takes them away: a build, in few bytes. */
public final class Pusher {
  public static final String INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private final String host;
  private final String repository;

  public Pusher(String host, String repository) {
    this.host = host;
    this.repository = repository;
  }

  /** An image for one platform whose label names a commit; nothing is named for "". */
  public ArtifactDigest image(String tag, String architecture, String revision) {
    String labels =
        revision.isEmpty()
            ? ""
            : "\"org.opencontainers.image.revision\":\""
                + revision
                + "\",\"org.opencontainers.image.source\":\"https://git.example/team/shop\","
                + "\"org.opencontainers.image.created\":\"2026-11-20T10:00:00Z\"";
    String config =
        "{\"architecture\":\""
            + architecture
            + "\",\"os\":\"linux\",\"config\":{\"Labels\":{"
            + labels
            + "}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}";
    return manifest(
        tag,
        MANIFEST,
        "{\"schemaVersion\":2,\"mediaType\":\""
            + MANIFEST
            + "\",\"config\":"
            + descriptor(CONFIG, blob(config), config)
            + ",\"layers\":[]}");
  }

  /** An index of images that are there; entries are descriptors in JSON. */
  public ArtifactDigest index(String tag, String... entries) {
    return manifest(
        tag,
        INDEX,
        "{\"schemaVersion\":2,\"mediaType\":\""
            + INDEX
            + "\",\"manifests\":"
            + List.of(entries).stream().collect(Collectors.joining(",", "[", "]"))
            + "}");
  }

  /** One entry of an index, with more members such as a platform. */
  public static String entry(ArtifactDigest digest, String members) {
    return "{\"mediaType\":\""
        + MANIFEST
        + "\",\"digest\":\""
        + digest
        + "\",\"size\":1"
        + (members.isEmpty() ? "" : "," + members)
        + "}";
  }

  /** Whatever text, under a tag or under its digest when the tag is "". */
  public ArtifactDigest manifest(String tag, String type, String text) {
    ArtifactDigest digest = digest(text);
    String name = tag.isEmpty() ? digest.value() : tag;
    expect(
        201,
        request("manifests/" + name)
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofString(text)));
    return digest;
  }

  public ArtifactDigest blob(String text) {
    ArtifactDigest digest = digest(text);
    HttpResponse<String> begun =
        expect(202, request("blobs/uploads/").POST(BodyPublishers.noBody()));
    String to = begun.headers().firstValue("Location").orElseThrow();
    URI where = begun.uri().resolve(to + (to.contains("?") ? "&" : "?") + "digest=" + digest);
    HttpResponse<String> unused =
        expect(201, authorized(HttpRequest.newBuilder(where)).PUT(BodyPublishers.ofString(text)));
    return digest;
  }

  /** As a clean-up job does. */
  public void delete(ArtifactDigest digest) {
    HttpResponse<String> unused = expect(202, request("manifests/" + digest).DELETE());
  }

  private static String descriptor(String type, ArtifactDigest digest, String text) {
    return "{\"mediaType\":\""
        + type
        + "\",\"digest\":\""
        + digest
        + "\",\"size\":"
        + text.getBytes(StandardCharsets.UTF_8).length
        + "}";
  }

  public static ArtifactDigest digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new ArtifactDigest("sha256:" + HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return authorized(
        HttpRequest.newBuilder(URI.create("http://" + host + "/v2/" + repository + "/" + path)));
  }

  private static HttpRequest.Builder authorized(HttpRequest.Builder request) {
    String both = RealRegistry.USER + ":" + RealRegistry.PASSWORD;
    return request.header(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
  }

  private static HttpResponse<String> expect(int status, HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != status) {
        throw new AssertionError(answer + " " + answer.body());
      }
      return answer;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
