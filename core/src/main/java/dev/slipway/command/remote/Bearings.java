package dev.slipway.command.remote;

import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.ReleaseId;
import java.util.Optional;

/**
 * How the release in use stands, looked for again and again: read in whole once, then only what was
 * appended.
 */
public final class Bearings {
  private final Desk desk;
  private Optional<ReleaseRecord> known = Optional.empty();

  public Bearings(Desk desk) {
    this.desk = desk;
  }

  /** Empty when there is no such release, or the store does not answer. */
  public synchronized Optional<Bearing> of(ReleaseId id) {
    try {
      known = record(id);
      return known.map(record -> Bearing.of(desk, record));
    } catch (RuntimeException away) {
      return Optional.empty();
    }
  }

  private Optional<ReleaseRecord> record(ReleaseId id) {
    Optional<ReleaseRecord> before = known.filter(record -> record.id().equals(id));
    if (before.isPresent()) {
      return before.map(desk::renew);
    }
    return desk.lookup().find(id.toString(), Optional.empty())
            instanceof Answer.Yes<ReleaseRecord> found
        ? Optional.of(found.value())
        : Optional.empty();
  }
}
