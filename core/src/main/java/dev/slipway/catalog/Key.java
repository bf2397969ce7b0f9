package dev.slipway.catalog;

import java.util.List;
import java.util.Optional;

/**
 * One key of the configuration.
 *
 * @param path from the top, {@code *} for a name that people choose, {@code []} for an entry of a
 *     list
 * @param fallback what holds when the key is absent, written as in the file; empty when nothing
 *     does
 * @param required whether its section is wrong without it
 * @param choices the words allowed, for {@link ValueType#CHOICE}; or the words allowed as entries
 *     or names
 * @param meaning one sentence for the reference
 */
public record Key(
    String path,
    ValueType type,
    Optional<String> fallback,
    boolean required,
    List<String> choices,
    String meaning) {
  public Key {
    choices = List.copyOf(choices);
  }

  /** The last word of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
