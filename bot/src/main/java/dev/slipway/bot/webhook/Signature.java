package dev.slipway.bot.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves who sent a message, that nobody changed it, and when: "Standard Webhooks", symmetric
 * ({@code v1}). The header {@code webhook-signature} holds one signature for each secret that is
 * valid, so that a receiver may change to the newer one whenever it likes.
 */
final class Signature {
  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  /** What the standard asks of a secret, in bytes. */
  private static final int SHORTEST = 24;

  private static final int LONGEST = 64;

  private Signature() {}

  /** A secret as bytes. Its text is never shown. */
  static final class Key {
    private final byte[] bytes;

    private Key(byte[] bytes) {
      this.bytes = bytes;
    }

    /**
     * @param text base64 of 24 to 64 random bytes, with "whsec_" in front or without
     * @throws IllegalArgumentException when it is something else; the message does not repeat it
     */
    static Key of(String text) {
      String base64 = text.strip();
      try {
        byte[] bytes =
            Base64.getDecoder()
                .decode(base64.startsWith(PREFIX) ? base64.substring(PREFIX.length()) : base64);
        if (bytes.length >= SHORTEST && bytes.length <= LONGEST) {
          return new Key(bytes);
        }
      } catch (IllegalArgumentException e) {
        // Said below: what Java says about it repeats characters of the secret.
      }
      throw new IllegalArgumentException(
          "the secret is not base64 of " + SHORTEST + " to " + LONGEST + " bytes");
    }

    private String signs(byte[] signed) {
      try {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(bytes, ALGORITHM));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has " + ALGORITHM, e);
      }
    }
  }

  /**
   * The header's value.
   *
   * @param keys the newest first; at least one
   */
  static String of(List<Key> keys, String id, Instant at, String body) {
    byte[] signed = (id + "." + at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
    return keys.stream().map(key -> key.signs(signed)).collect(Collectors.joining(" "));
  }
}
