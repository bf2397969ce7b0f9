package dev.slipway.control.port;

import dev.slipway.journal.ReleaseRecord;
import java.nio.file.Path;
import java.util.List;

/** Writes the documents of a release, as far as its state has anything to say. */
public interface Documents {
  enum Kind {
    RELEASE_PLAN,
    ROLLBACK_PLAN,
    CHANGE_RECORD,
    INCIDENT_DRAFT,
    ROLLBACK_SCRIPT
  }

  /**
   * Writes or renews documents; what people wrote between keep markers survives.
   *
   * @param kinds empty: all that apply in the release's state
   * @return the files written
   */
  List<Path> write(
      ReleaseRecord release, java.util.Optional<Target.BreakGlass> breakGlass, List<Kind> kinds);
}
