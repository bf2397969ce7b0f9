package dev.slipway.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a token: {@code slipway_}, its public name, and 256 random bits. So much chance needs
 * no slow hash. Never printed by accident: {@link #toString} keeps the secret to itself.
 */
public final class TokenSecret {
  /** Fits nothing. */
  static final String NO_HASH = "0".repeat(64);

  private static final Pattern SHAPE =
      Pattern.compile("slipway_([a-z2-7]{10})_([A-Za-z0-9_-]{43})");
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int ID = 10;
  private static final int BYTES = 32;
  private static final SecureRandom CHANCE = new SecureRandom();

  private final String id;
  private final String secret;

  private TokenSecret(String id, String secret) {
    this.id = id;
    this.secret = secret;
  }

  static TokenSecret random() {
    StringBuilder id = new StringBuilder();
    CHANCE.ints(ID, 0, LETTERS.length()).forEach(letter -> id.append(LETTERS.charAt(letter)));
    byte[] bytes = new byte[BYTES];
    CHANCE.nextBytes(bytes);
    return new TokenSecret(
        id.toString(), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  static Optional<TokenSecret> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    return shape.matches()
        ? Optional.of(new TokenSecret(shape.group(1), shape.group(2)))
        : Optional.empty();
  }

  /** The token's public name. */
  public String id() {
    return id;
  }

  /** The whole, to be handed to its holder once. */
  public String text() {
    return "slipway_" + id + "_" + secret;
  }

  String hash() {
    return HexFormat.of().formatHex(digest());
  }

  boolean fits(String hash) {
    return MessageDigest.isEqual(digest(), HexFormat.of().parseHex(hash));
  }

  private byte[] digest() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(secret.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "token " + id;
  }
}
