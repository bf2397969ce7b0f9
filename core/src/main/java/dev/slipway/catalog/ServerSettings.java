package dev.slipway.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a server listens.
 *
 * @param address of the network interface; a loopback address unless there is a certificate
 * @param port 0 for any free one
 * @param keepTold how long what was told in chats, by mail and to programs is remembered
 * @param url what people and chats reach the server by, where that is another address
 */
public record ServerSettings(
    String address, int port, Optional<Tls> tls, Optional<URI> url, Duration keepTold) {
  /**
   * @param certificate a file with the certificate and those above it, as PEM
   * @param privateKey of the certificate, as PEM
   */
  public record Tls(Path certificate, Secret privateKey) {}

  private static final Duration KEEP_TOLD = Duration.ofDays(30);

  public static ServerSettings usual() {
    return new ServerSettings("127.0.0.1", 8480, Optional.empty(), Optional.empty(), KEEP_TOLD);
  }
}
