package dev.slipway.catalog;

import java.util.List;
import java.util.Optional;

/** The keys of webhooks. */
final class WebhookKeys {
  private static final List<Key> ALL =
      List.of(
          key(
              "webhooks",
              ValueType.NAMED,
              false,
              "Programs that a server tells of releases; docs/reference/webhooks.md has what they get."),
          key("webhooks.*", ValueType.SECTION, false, "One program."),
          key(
              "webhooks.*.url",
              ValueType.TEXT,
              true,
              "Where events are posted to: https, unencrypted only on this computer."),
          key(
              "webhooks.*.secret-from",
              ValueType.SECRET,
              true,
              "Where the secret is that events are signed with: base64 of 24 to 64 random bytes."),
          key(
              "webhooks.*.former-secret-from",
              ValueType.SECRET,
              false,
              "The secret before it, for as long as the receiver still knows that one: events carry both signatures."),
          new Key(
              "webhooks.*.unencrypted",
              ValueType.YES_NO,
              Optional.of("no"),
              false,
              List.of(),
              "Allows http:// to another computer, where the network between is trusted."));

  private WebhookKeys() {}

  static List<Key> all() {
    return ALL;
  }

  private static Key key(String path, ValueType type, boolean required, String meaning) {
    return new Key(path, type, Optional.empty(), required, List.of(), meaning);
  }
}
