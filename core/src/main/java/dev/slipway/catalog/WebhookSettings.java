package dev.slipway.catalog;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where other programs are told of releases, by the names people gave. What stands here is where
 * secrets are kept, never a secret.
 */
public record WebhookSettings(Map<String, Endpoint> endpoints) {
  public WebhookSettings {
    endpoints = Map.copyOf(endpoints);
  }

  public static WebhookSettings none() {
    return new WebhookSettings(Map.of());
  }

  /**
   * One receiver.
   *
   * @param name the word in the configuration
   * @param url https, or http where that is this computer or was allowed
   * @param secret messages are signed with it
   * @param former a second secret that holds as well, while the receiver changes from it
   */
  public record Endpoint(String name, URI url, Secret secret, Optional<Secret> former) {
    /** The newest first. */
    public List<Secret> secrets() {
      return former.map(older -> List.of(secret, older)).orElse(List.of(secret));
    }
  }
}
