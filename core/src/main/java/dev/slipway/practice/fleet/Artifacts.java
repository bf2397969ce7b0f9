package dev.slipway.practice.fleet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The builds this fleet can start: digests by version label, oldest label first. A label may move,
 * as a tag does.
 */
final class Artifacts {
  private final Map<String, String> digests = new LinkedHashMap<>();

  /** Ends the name of those instances of a version that are told from its others. */
  private static final String APART = "+baseline";

  /** The version that instances run: "v1" of "v1" and of "v1+baseline". */
  static String version(String pool) {
    return pool.endsWith(APART) ? pool.substring(0, pool.length() - APART.length()) : pool;
  }

  synchronized void register(String version, String digest) {
    digests.put(version, digest);
  }

  synchronized Optional<String> digest(String version) {
    return Optional.ofNullable(digests.get(version(version)));
  }

  synchronized Map<String, String> all() {
    return new LinkedHashMap<>(digests);
  }

  synchronized List<String> versions() {
    return List.copyOf(digests.keySet());
  }

  /**
   * Whether it is the build that everything began with: the one whose code knows nothing of later
   * columns.
   */
  synchronized boolean isFirst(String version) {
    return !digests.isEmpty() && digests.keySet().iterator().next().equals(version(version));
  }
}
