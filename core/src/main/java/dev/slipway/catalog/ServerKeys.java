package dev.slipway.catalog;

import static dev.slipway.catalog.ValueType.DURATION;
import static dev.slipway.catalog.ValueType.NUMBER;
import static dev.slipway.catalog.ValueType.PATH;
import static dev.slipway.catalog.ValueType.SECRET;
import static dev.slipway.catalog.ValueType.SECTION;
import static dev.slipway.catalog.ValueType.TEXT;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of the server. */
final class ServerKeys {
  private static final List<Key> ALL =
      List.of(
          key("server", SECTION, null, "Where slipway server listens; only a server reads this."),
          key(
              "server.address",
              TEXT,
              "127.0.0.1",
              "Its address. Any but this computer's own needs a certificate."),
          key("server.port", NUMBER, "8480", "Its port; 0 takes a free one."),
          key(
              "server.certificate",
              PATH,
              null,
              "File with its certificate and those above it, as PEM; read again when it changes."),
          key(
              "server.private-key-from",
              SECRET,
              null,
              "Where the certificate's private key is, as PEM."),
          key(
              "server.url",
              TEXT,
              null,
              "What people reach it by, where that is not its own address: behind a proxy."),
          key(
              "server.keep-told",
              DURATION,
              "30d",
              "How long it is remembered what chats, people and programs were told of releases that are over."));

  private ServerKeys() {}

  static List<Key> all() {
    return ALL;
  }

  private static Key key(String path, ValueType type, @Nullable String fallback, String meaning) {
    return new Key(path, type, Optional.ofNullable(fallback), false, List.of(), meaning);
  }
}
