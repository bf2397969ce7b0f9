package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.PostId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names posts by what they are, so that every server gives the same post the same name. */
final class PostIds {
  private static final int LENGTH = 24;

  private PostIds() {}

  static PostId of(Object... what) {
    return new PostId("s" + digest(what).substring(0, LENGTH));
  }

  /** A digest of what a message shows; figures and text alike. */
  static String digest(Object... what) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Object part : what) {
        sha.update(part.toString().getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
