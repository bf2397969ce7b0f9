package dev.slipway.control;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Spool;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Happening;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What was done while the store was away: kept on this machine before it is done, and written down
 * once, by whichever process finds it when the store is there again.
 */
public final class Unrecorded {
  private final Books books;
  private final Spool spool;

  public Unrecorded(Books books) {
    this.books = books;
    this.spool = books.spool();
  }

  /**
   * @throws OutsideFailure when it could not be kept
   */
  void keep(ReleaseId release, Instant at, String words) {
    spool.keep(new Spool.Intent(release, at.truncatedTo(ChronoUnit.MICROS), words));
  }

  /**
   * Writes down everything that is kept, each once, and forgets it afterwards: a crash in between
   * finds it written down already.
   *
   * @throws OutsideFailure when the spool cannot be read or emptied
   */
  public void replay(Instant now) {
    for (Spool.Intent intent : spool.kept()) {
      // A store that does not know the release is not the one it was kept for: it stays.
      Optional<ReleaseRecord> release = books.find(intent.release());
      if (release.isPresent()) {
        books.tellOnce(
            release.get(),
            new Happening.TakenBackUnrecorded(
                now, Actor.system("driver"), intent.happenedAt(), intent.words()));
        spool.forget(intent);
      }
    }
  }
}
