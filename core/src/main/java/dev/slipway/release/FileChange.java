package dev.slipway.release;

/**
 * One file touched by a change.
 *
 * @param path slash-separated, relative to the repository's root
 * @param added lines added; 0 for a binary file
 * @param removed lines removed; 0 for a binary file
 */
public record FileChange(String path, Kind kind, int added, int removed) {
  public enum Kind {
    ADDED,
    MODIFIED,
    DELETED,
    RENAMED
  }

  public int lines() {
    return added + removed;
  }
}
