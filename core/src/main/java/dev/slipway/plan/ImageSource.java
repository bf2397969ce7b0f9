package dev.slipway.plan;

import java.util.Optional;

/**
 * Where the images of a service are kept.
 *
 * @param registry host, with its port where that is not the usual one
 * @param repository the image's path there: "team/shop"
 * @param tag of a version, with {version} in it
 * @param insecure without TLS; only ever on the own machine
 * @param tokenServer host, with or without port, that gives out the registry's tokens where the
 *     registry itself does not make that plain
 */
public record ImageSource(
    String registry,
    String repository,
    String tag,
    boolean insecure,
    Optional<String> tokenServer) {
  public ImageSource(String registry, String repository, String tag, boolean insecure) {
    this(registry, repository, tag, insecure, Optional.empty());
  }

  /** As people write it: "registry.example/team/shop". */
  public String name() {
    return registry + "/" + repository;
  }

  /** Whether nothing that is sent to a host and port leaves this machine. */
  public static boolean isLoopback(String registry) {
    String host = registry.replaceFirst(":[0-9]+$", "");
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
  }
}
