package dev.slipway.outside.registry;

import dev.slipway.plan.ImageSource;
import java.net.URI;
import java.util.Locale;

/**
 * Who may be told a password besides the registry itself: whoever the registry names would be
 * anybody. Taken for its own are its host, hosts below that, the host above it (registry.gitlab.com
 * names gitlab.com), Docker Hub's, and the one that the configuration names.
 */
record TokenServer(URI address) {
  private static final String HUB = "docker.io";
  private static final String OF_HUB = "auth.docker.io";

  String host() {
    return address.getHost().toLowerCase(Locale.ROOT);
  }

  private String authority() {
    return address.getPort() < 0 ? host() : host() + ":" + address.getPort();
  }

  /**
   * @param registry where the image's manifests are
   */
  boolean isOf(ImageSource image, URI registry) {
    // "registry.example.org@evil.example": what stands before the @ is no host.
    if (address.getUserInfo() != null) {
      return false;
    }
    String own = registry.getHost().toLowerCase(Locale.ROOT);
    String named = host();
    return named.equals(own)
        || named.endsWith("." + own)
        || (own.endsWith("." + named) && named.matches(".+\\.[a-z][a-z0-9-]*"))
        || (image.registry().equals(HUB) && named.equals(OF_HUB))
        || image.tokenServer().map(name -> name.toLowerCase(Locale.ROOT)).stream()
            .anyMatch(name -> name.equals(named) || name.equals(authority()));
  }
}
