package dev.slipway.bot.slack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves that a call is Slack's. The library's own check lets timestamps of the future pass and
 * compares in a time that depends on what it compares.
 */
final class SlackSignature {
  static final Duration WINDOW = Duration.ofMinutes(5);
  private static final String ALGORITHM = "HmacSHA256";

  private SlackSignature() {}

  /**
   * @param timestamp as the call says it, in seconds
   * @param body exactly the bytes that came
   */
  static boolean proves(
      String secret, String timestamp, byte[] body, String signature, Instant now) {
    if (!timestamp.matches("[0-9]{1,12}")) {
      return false;
    }
    Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs();
    return age.compareTo(WINDOW) <= 0
        && MessageDigest.isEqual(
            signature.getBytes(StandardCharsets.UTF_8),
            of(secret, timestamp, body).getBytes(StandardCharsets.UTF_8));
  }

  static String of(String secret, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
      return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
    }
  }
}
