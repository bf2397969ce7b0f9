package dev.slipway.control.port;

import java.util.Optional;

/**
 * Everything Slipway can do to and learn from the place where a service runs, for one pair of
 * versions.
 */
public interface Target {
  Deployment deployment();

  Traffic traffic();

  Metrics metrics();

  /**
   * Of the new version's users alone: those who are shown what is behind a flag as the new side,
   * and the others as the old one. The same as {@link #metrics} where nothing tells them apart.
   */
  default Metrics byFlag(String flag) {
    return metrics();
  }

  /** A feature flag by its name; empty where none can be turned. */
  default Optional<Flag> flag(String name) {
    return Optional.empty();
  }

  /** Whose alerts take a release back; empty: nobody's. */
  default Optional<Alerts> alerts() {
    return Optional.empty();
  }

  Checks checks();

  Migrator migrator();

  /** What else is put aside before the first change. */
  default Checkpoints checkpoints() {
    return Checkpoints.none();
  }

  /**
   * The shell commands (no secrets) of a way back without Slipway, for the standalone script: POSIX
   * sh lines that read the running share, set it to the old version, and leave the mark.
   */
  BreakGlass breakGlass();

  /**
   * @param needs programs the script needs on its host
   * @param show commands that print the new version's label that runs now, or nothing
   * @param takeBack commands that send everyone to the old version and leave the mark
   * @param verify commands that exit 0 once no traffic goes to the new version
   */
  record BreakGlass(java.util.List<String> needs, String show, String takeBack, String verify) {}
}
