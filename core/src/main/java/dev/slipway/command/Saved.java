package dev.slipway.command;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Kept;
import dev.slipway.view.Figures;
import java.util.Optional;

/** What is said of a release's backup wherever its code goes back: that its data do not. */
final class Saved {
  private Saved() {}

  /** "The data of 14:02 are saved at shop.dump, and are not restored". */
  static Optional<String> words(ReleaseRecord release) {
    return release
        .kept(Kept.Backup.class)
        .map(saved ->
            "The data of "
                + Figures.moment(saved.at())
                + " are saved at "
                + saved.what().location()
                + ", and going back does not restore them");
  }

  static void tell(ReleaseRecord release, Notices notice) {
    words(release).ifPresent(words -> notice.detail(words + "."));
    release
        .kept(Kept.Backup.class)
        .map(ReleaseRecord.Saved::what)
        .ifPresent(backup -> {
          backup.restore().forEach(line -> notice.detail("To restore: " + line));
          if (backup.byCommand()) {
            notice.detail("Restored by: slipway restore " + release.id());
          }
        });
  }
}
