package dev.slipway.outside.exec;

import dev.slipway.control.port.OutsideFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The SHA-256 of what may be secret: only this leaves the room. */
final class Hashed {
  /** Configuration that is larger is something else. */
  static final long MOST = 16L * 1024 * 1024;

  private Hashed() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * @return empty when there is no such file
   * @throws OutsideFailure when it is there and cannot be read whole
   */
  static Optional<String> file(String name, Path file) {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      throw unreadable(name, "is no regular file, or may not be looked at");
    }
    MessageDigest digest = sha256();
    byte[] buffer = new byte[64 * 1024];
    long read = 0;
    try (InputStream stream = Files.newInputStream(file)) {
      for (int some = stream.read(buffer); some >= 0; some = stream.read(buffer)) {
        read += some;
        if (read > MOST) {
          throw unreadable(name, "is larger than " + MOST / 1024 / 1024 + " MB");
        }
        digest.update(buffer, 0, some);
      }
    } catch (IOException failed) {
      throw unreadable(name, "cannot be read");
    }
    return Optional.of(HexFormat.of().formatHex(digest.digest()));
  }

  static OutsideFailure unreadable(String name, String why) {
    return new OutsideFailure("configuration", "note " + name, why);
  }
}
