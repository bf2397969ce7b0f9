package dev.slipway.control.port;

import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Kept;
import java.util.List;

/** What a target puts aside before the first change of a release, beside what runs. */
public interface Checkpoints {
  /**
   * The configuration as it is now, by its hashes alone.
   *
   * @throws OutsideFailure when a part of it cannot be read
   */
  List<Kept.Setting> configuration();

  /**
   * Saves the data and verifies what was saved. The same key again joins a backup that is being
   * taken, and takes none twice.
   *
   * @return done with a {@link Kept.Backup}; or failed, and then nothing of the service was changed
   */
  Outcome backup(ReleaseId release, String key);

  /** One part of bringing data back, in their order. */
  enum Part {
    STOP_WRITERS("stop whoever writes"),
    RESTORE("restore the data"),
    VERIFY("verify the data"),
    START_WRITERS("let them write again");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * Performs one part of bringing data back. Only a person's own command asks for it.
   *
   * @param location of the backup
   */
  Outcome restore(ReleaseId release, String location, Part part);

  /** A target of which nothing but what runs is known. */
  static Checkpoints none() {
    return new Checkpoints() {
      @Override
      public List<Kept.Setting> configuration() {
        return List.of();
      }

      @Override
      public Outcome backup(ReleaseId release, String key) {
        return new Outcome.Failed("this target takes no backup", Changed.NO);
      }

      @Override
      public Outcome restore(ReleaseId release, String location, Part part) {
        return new Outcome.Failed("this target restores nothing", Changed.NO);
      }
    };
  }
}
