package dev.slipway.bot.conversation;

import dev.slipway.journal.StreamName;
import dev.slipway.release.ReleaseId;
import java.util.Optional;

/** How channels and releases are written down. */
public final class Channels {
  private static final String RELEASE = "release/";

  private Channels() {}

  /** As the catalogue writes it: "slack:C024BE7LR". */
  public static String key(String platform, String channel) {
    return platform + ":" + channel;
  }

  public static String key(MessageId message) {
    return key(message.platform(), message.channel());
  }

  public static String platform(String key) {
    return key.substring(0, key.indexOf(':'));
  }

  public static Place place(String key) {
    return Place.channel(platform(key), key.substring(key.indexOf(':') + 1));
  }

  public static MessageId message(String key, String id) {
    return new MessageId(platform(key), key.substring(key.indexOf(':') + 1), id);
  }

  public static Optional<ReleaseId> release(StreamName stream) {
    return stream.isRelease()
        ? ReleaseId.parse(stream.value().substring(RELEASE.length()))
        : Optional.empty();
  }
}
