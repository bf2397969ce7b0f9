package dev.slipway.view;

import dev.slipway.journal.KeptSide;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is kept of the version before a finished release, in words. */
public final class Kept {
  /** A worker looks every second; what is later than this waits for one. */
  private static final Duration LATE = Duration.ofMinutes(2);

  private Kept() {}

  /** What is to come of it; empty where nothing is kept any more, and all is as it was left. */
  static Optional<String> words(ReleaseRecord release, Instant now) {
    return Headline.astray(release)
        .map(found -> Plain.line(found.words(), 300))
        .or(() -> side(release, now));
  }

  private static Optional<String> side(ReleaseRecord release, Instant now) {
    return KeptSide.of(release).filter(side -> !side.isOver()).map(side -> words(side, now));
  }

  /** The same in a few words, for a row. */
  static Optional<String> brief(ReleaseRecord release) {
    return Headline.astray(release)
        .map(found -> "traffic is not where it left it")
        .or(() ->
            KeptSide.of(release)
                .filter(side -> !side.isOver())
                .map(side ->
                    old(side)
                        + (side.fault().isPresent() && !side.open()
                            ? " could not be retired"
                            : " kept until " + Figures.moment(side.until()))));
  }

  private static String words(KeptSide side, Instant now) {
    if (side.open()) {
      return old(side) + " is being retired";
    }
    if (side.fault().isPresent()) {
      return old(side)
          + " could not be retired: "
          + Plain.line(side.fault().get().words(), 200)
          + "; it is tried again "
          + Figures.ago(side.due(), now);
    }
    if (side.until().isAfter(now)) {
      return old(side)
          + " stays up, without users, until "
          + Figures.moment(side.until())
          + "; slipway rollback "
          + side.plan().release()
          + " switches back";
    }
    return old(side)
        + " is to be retired since "
        + Figures.moment(side.until())
        + (Duration.between(side.until(), now).compareTo(LATE) > 0
            ? "; that needs a worker: slipway work"
            : "");
  }

  static String old(KeptSide side) {
    return side.plan().from().map(Version::label).orElse("the old side");
  }
}
