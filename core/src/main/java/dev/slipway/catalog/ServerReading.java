package dev.slipway.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where a server listens. What others can reach is encrypted, or it is a problem. */
final class ServerReading {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|\\[::1]");
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.:_-]+|\\[[0-9A-Fa-f:]+]");
  private static final Duration SHORTEST = Duration.ofDays(7);
  private static final int HIGHEST_PORT = 65_535;

  private ServerReading() {}

  static ServerSettings read(Section top) {
    if (!top.has("server")) {
      return ServerSettings.usual();
    }
    Section server = top.section("server");
    String address = server.text("address");
    if (!ADDRESS.matcher(address).matches()) {
      server.problem(
          "address",
          Words.quoted(address) + " is not the address of a network interface",
          "write 127.0.0.1 for this computer alone, or 0.0.0.0 for every interface");
    }
    int port = server.number("port", 0, HIGHEST_PORT);
    Optional<ServerSettings.Tls> tls = tls(server);
    if (tls.isEmpty() && !LOOPBACK.matcher(address).matches()) {
      server.problem(
          server.has("address") ? server.line("address") : server.line(),
          "server.address: "
              + Words.quoted(address)
              + " can be reached from other computers, and without a certificate whoever listens in reads every token",
          "add certificate: and private-key-from:, or write address: 127.0.0.1");
    }
    return new ServerSettings(address, port, tls, url(server), keepTold(server));
  }

  private static Duration keepTold(Section server) {
    Duration keep = server.duration("keep-told");
    if (keep.compareTo(SHORTEST) < 0) {
      server.problem(
          "keep-told",
          "is shorter than a week, in which somebody may still ask who was told what",
          "write 7d or longer");
    }
    return keep;
  }

  private static Optional<ServerSettings.Tls> tls(Section server) {
    boolean certificate = server.has("certificate");
    boolean key = server.has("private-key-from");
    if (certificate != key) {
      server.problem(
          server.line(certificate ? "certificate" : "private-key-from"),
          certificate ? "server.private-key-from is missing" : "server.certificate is missing",
          certificate
              ? "add private-key-from: { file: PATH }"
              : "add certificate: the path of a PEM file");
    }
    return certificate
        ? server
            .secret("private-key-from")
            .map(secret -> new ServerSettings.Tls(server.path("certificate"), secret))
        : Optional.empty();
  }

  private static Optional<URI> url(Section server) {
    if (!server.has("url")) {
      return Optional.empty();
    }
    String written = server.text("url");
    try {
      URI url = new URI(written);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      String host = String.valueOf(url.getHost());
      boolean plain =
          url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawQuery() == null
              && url.getRawFragment() == null;
      if (plain
          && (scheme.equals("https")
              || (scheme.equals("http") && LOOPBACK.matcher(host).matches()))) {
        return Optional.of(url);
      }
    } catch (URISyntaxException e) {
      // Said below like every other address that is none.
    }
    server.problem(
        "url",
        Words.quoted(written) + " is not an address for people",
        "write https://… without user and query; http:// only for this computer");
    return Optional.empty();
  }
}
