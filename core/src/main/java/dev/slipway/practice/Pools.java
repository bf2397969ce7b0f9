package dev.slipway.practice;

import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Side;
import dev.slipway.release.Version;
import java.util.Optional;

/**
 * What the practice fleet calls the instances of a side: by their version, and those of a baseline
 * group apart from the others that run the same.
 */
final class Pools {
  private static final String APART = "+baseline";

  private Pools() {}

  static Optional<String> of(Versions versions, Side side) {
    return versions.of(side).map(version -> side == Side.GROUP ? group(version) : version.label());
  }

  static String group(Version version) {
    return version.label() + APART;
  }

  static boolean isGroup(String pool) {
    return pool.endsWith(APART);
  }

  /** The version that a pool runs. */
  static Version version(String pool) {
    return new Version(isGroup(pool) ? pool.substring(0, pool.length() - APART.length()) : pool);
  }
}
