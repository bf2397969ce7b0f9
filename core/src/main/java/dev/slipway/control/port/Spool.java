package dev.slipway.control.port;

import dev.slipway.release.ReleaseId;
import java.time.Instant;
import java.util.List;

/**
 * Keeps on this machine what was done while the store was away, until it can be written down there.
 */
public interface Spool {
  /**
   * A release was taken back, or is about to be.
   *
   * @param happenedAt to the microsecond; together with the release it names the intent
   */
  record Intent(ReleaseId release, Instant happenedAt, String words) {}

  /**
   * Safe on the disk when it returns; keeping the same twice keeps it once.
   *
   * @throws OutsideFailure when it cannot be kept
   */
  void keep(Intent intent);

  /**
   * What is kept, oldest first, by whichever process. What a crash left half written is left out.
   *
   * @throws OutsideFailure when it cannot be read
   */
  List<Intent> kept();

  /**
   * @throws OutsideFailure when it cannot be removed
   */
  void forget(Intent intent);

  /** Keeps nothing: for whoever drives no release. */
  static Spool none() {
    return new Spool() {
      @Override
      public void keep(Intent intent) {
        throw new OutsideFailure("spool", "keep " + intent.release(), "this process has none");
      }

      @Override
      public List<Intent> kept() {
        return List.of();
      }

      @Override
      public void forget(Intent intent) {}
    };
  }
}
