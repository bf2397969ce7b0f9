package dev.slipway.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;

/**
 * A text with one possible reading, to be hashed. Every value carries its length and every list its
 * size, so that no value can pose as two and nothing can move from one field into the next; an
 * absent value is not an empty one.
 */
final class CanonicalText {
  private final StringBuilder text = new StringBuilder();

  CanonicalText(String kind) {
    add("kind", kind);
  }

  void add(String name, Object value) {
    String written = value.toString();
    text.append(name).append(':').append(written.length()).append(':').append(written).append('\n');
  }

  void add(String name, Optional<?> value) {
    if (value.isPresent()) {
      add(name, value.get());
    } else {
      absent(name);
    }
  }

  void add(String name, OptionalDouble value) {
    if (value.isPresent()) {
      add(name, Double.toString(value.getAsDouble()));
    } else {
      absent(name);
    }
  }

  <T> void all(String name, List<T> values, BiConsumer<CanonicalText, T> each) {
    add(name, values.size());
    values.forEach(value -> each.accept(this, value));
  }

  private void absent(String name) {
    text.append(name).append(":-\n");
  }

  String sha256() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
