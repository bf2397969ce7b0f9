package dev.slipway.control.port;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes the documents of a release, as far as its state has anything to say. */
public interface Documents {
  enum Kind {
    RELEASE_PLAN,
    ROLLBACK_PLAN,
    CHANGE_RECORD,
    INCIDENT_DRAFT,
    CHANGELOG_ENTRY,
    ROLLBACK_SCRIPT
  }

  /**
   * Left by the break-glass script beside itself, where a target that restarts cannot forget it.
   *
   * @param words the script's, one line
   */
  record Mark(Instant leftAt, String words) {}

  /**
   * Whether somebody took this release back with its script.
   *
   * @throws OutsideFailure when that cannot be told
   */
  default Optional<Mark> mark(ReleaseRecord release) {
    return Optional.empty();
  }

  /**
   * Writes or renews documents; what people wrote between keep markers survives.
   *
   * @param kinds empty: all that apply in the release's state
   * @return the files written
   */
  List<Path> write(ReleaseRecord release, Optional<Target.BreakGlass> breakGlass, List<Kind> kinds);

  /**
   * Puts the documents as they would be written now, the journal of the release, what was measured
   * and a hash of each into one file, which replaces the one before.
   *
   * @param checks every check that was made of it, oldest first
   * @throws OutsideFailure when that cannot be written
   */
  default Path archive(
      ReleaseRecord release, Optional<Target.BreakGlass> breakGlass, List<Store.Check> checks) {
    throw new OutsideFailure("documents", "archive " + release.id(), "nothing is archived here");
  }
}
