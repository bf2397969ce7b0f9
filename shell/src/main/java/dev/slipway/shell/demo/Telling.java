package dev.slipway.shell.demo;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the story is told: as text for people, or one JSON object a line for programs. */
interface Telling {
  /** What happens on the stage; several lines belong together. */
  void scene(String... lines);

  /** A command as a person would type it, and what it answered. */
  void typed(String command, String... answer);

  /** Something that was written into the release's journal. */
  void told(ReleaseRecord.Told told);

  /**
   * One check of the metrics.
   *
   * @param streak broken checks in a row
   * @param of how many are needed
   */
  void checked(Store.Check check, int streak, int of);

  void summary(Summary summary);

  /**
   * What came of it. Times are empty for a story without a fault.
   *
   * @param outcome "rolled-back", "finished", or what it ended as instead
   */
  record Summary(
      String release,
      String outcome,
      Optional<Instant> faultAt,
      Optional<Instant> limitBrokenAt,
      Optional<Instant> trafficRestoredAt,
      Optional<Instant> verifiedAt,
      Optional<Long> faultToRestoredMillis,
      long failedRequests,
      List<Path> documents) {}
}
