package dev.slipway.journal;

import dev.slipway.release.Actor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * How the entries of a stream hang together: each carries the hash of the one before, and a hash
 * over everything it says.
 *
 * <p>The hash is SHA-256 over the fields in a fixed order, each preceded by its length in bytes, so
 * that no character can move from one field to its neighbour unseen. The body enters as the bytes
 * that are stored, never written anew.
 */
public final class Chain {
  /** What stands before the first entry of a stream. */
  public static final String BEGINNING = "0".repeat(64);

  /** Names the hash's recipe; another recipe gets another name. */
  private static final String RECIPE = "slipway-entry-1";

  private Chain() {}

  /**
   * The entry that follows {@code previousHash}. Its time is cut to microseconds, which is what
   * stores keep, and names from outside to the text that they keep.
   */
  public static Entry link(
      StreamName stream,
      long version,
      String previousHash,
      Codec.Encoded fact,
      Instant at,
      Actor by,
      String node) {
    Entry unhashed =
        new Entry(
            stream,
            version,
            fact.kind(),
            fact.shape(),
            at.truncatedTo(ChronoUnit.MICROS),
            new Actor(Storable.text(by.name()), by.kind(), Storable.text(by.surface())),
            Storable.text(node),
            fact.body(),
            previousHash,
            "");
    return withHash(unhashed, hash(unhashed));
  }

  /** The hash that belongs to what an entry says; its own {@code hash} is not looked at. */
  public static String hash(Entry entry) {
    MessageDigest digest = sha256();
    add(digest, RECIPE);
    add(digest, entry.stream().value());
    add(digest, Long.toString(entry.version()));
    add(digest, entry.kind());
    add(digest, Integer.toString(entry.shape()));
    add(digest, Long.toString(micros(entry.at())));
    add(digest, entry.by().name());
    add(digest, entry.by().kind().name());
    add(digest, entry.by().surface());
    add(digest, entry.node());
    add(digest, entry.previousHash());
    add(digest, entry.body());
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Microseconds since 1970, as stored. */
  public static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static Entry withHash(Entry entry, String hash) {
    return new Entry(
        entry.stream(),
        entry.version(),
        entry.kind(),
        entry.shape(),
        entry.at(),
        entry.by(),
        entry.node(),
        entry.body(),
        entry.previousHash(),
        hash);
  }

  private static void add(MessageDigest digest, String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
