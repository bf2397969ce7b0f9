package dev.slipway.outside.exec;

import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a deploy command finds in its environment about the release it works for. Handed on to the
 * service, its own traces and figures say which release they belong to:
 * https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable
 */
final class ReleaseVariables {
  static final String ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES";

  private ReleaseVariables() {}

  /**
   * @param place "shop-prod": the service in its environment
   * @param version the one that is put there, which may be the old one coming back
   */
  static Map<String, String> of(
      ReleaseId release, String place, Version version, Optional<ArtifactDigest> artifact) {
    String environment = place.substring(release.service().value().length() + 1);
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("SLIPWAY_RELEASE", release.toString());
    variables.put("SLIPWAY_SERVICE", release.service().value());
    variables.put("SLIPWAY_ENVIRONMENT", environment);
    variables.put("SLIPWAY_VERSION", version.label());
    artifact.ifPresent(digest -> variables.put("SLIPWAY_DIGEST", digest.value()));
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("service.version", version.label());
    attributes.put("deployment.environment.name", environment);
    attributes.put("deployment.id", release.toString());
    variables.put(
        ATTRIBUTES,
        attributes.entrySet().stream()
            .map(one -> one.getKey() + "=" + encoded(one.getValue()))
            .collect(Collectors.joining(",")));
    return variables;
  }

  /** What the configuration says stands behind ours: whoever reads takes the last. */
  static Map<String, String> under(Map<String, String> configured, Map<String, String> ours) {
    Map<String, String> all = new LinkedHashMap<>(ours);
    all.putAll(configured);
    Optional<String> own = Optional.ofNullable(configured.get(ATTRIBUTES));
    Optional<String> told = Optional.ofNullable(ours.get(ATTRIBUTES));
    if (own.isPresent() && told.isPresent()) {
      all.put(ATTRIBUTES, told.get() + "," + own.get());
    }
    return all;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
