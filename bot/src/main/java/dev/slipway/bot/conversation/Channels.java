package dev.slipway.bot.conversation;

import dev.slipway.journal.StreamName;
import dev.slipway.release.ReleaseId;
import java.util.Optional;

/** How channels and releases are written down. */
final class Channels {
  private static final String RELEASE = "release/";

  private Channels() {}

  /** As the catalogue writes it: "slack:C024BE7LR". */
  static String key(String platform, String channel) {
    return platform + ":" + channel;
  }

  static String key(MessageId message) {
    return key(message.platform(), message.channel());
  }

  static String platform(String key) {
    return key.substring(0, key.indexOf(':'));
  }

  static Place place(String key) {
    return Place.channel(platform(key), key.substring(key.indexOf(':') + 1));
  }

  static MessageId message(String key, String id) {
    return new MessageId(platform(key), key.substring(key.indexOf(':') + 1), id);
  }

  static Optional<ReleaseId> release(StreamName stream) {
    return stream.isRelease()
        ? ReleaseId.parse(stream.value().substring(RELEASE.length()))
        : Optional.empty();
  }
}
