package dev.slipway.control.port;

import dev.slipway.release.CommitId;
import java.nio.file.Path;
import java.util.Optional;

/** Says in a repository what was released. */
public interface Tags {
  /**
   * A tag that is wanted.
   *
   * @param name without refs/tags/
   * @param message what it says beside its name
   * @param remote where it is sent to; empty: it stays
   */
  record Wanted(String name, CommitId at, String message, Optional<String> remote) {}

  /**
   * Has the tag stand there. One that stands there already, at the same commit, is left alone.
   *
   * @return what is there now: "tagged shop-v2 at 41fa9c0, sent to origin"
   * @throws OutsideFailure when it does not, also because that name is another commit's
   */
  String put(Path repository, Wanted wanted);

  /** Where no repository can be written. */
  static Tags none() {
    return (repository, wanted) -> {
      throw new OutsideFailure("git", "tag " + wanted.name(), "no repository can be written here");
    };
  }
}
