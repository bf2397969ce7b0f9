package dev.slipway.control.port;

import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Happening.Changed;
import java.util.List;

/** The checks after a deploy: health, critical endpoints, database, key journeys. */
public interface Checks {
  record Result(String name, boolean passed, String detail) {
    /** The evidence of each, to follow a count: ": health (…), buy (…)". */
    public static String each(List<Result> results) {
      return results.stream()
          .filter(result -> !result.detail().isBlank())
          .map(result -> result.name() + " (" + result.detail() + ")")
          .reduce((before, next) -> before + ", " + next)
          .map(all -> ": " + all)
          .orElse("");
    }
  }

  /** Names of the checks this target offers, in the order they run. */
  List<String> names();

  /** Those that ask the new instances themselves, and so need no user on them. */
  default List<String> unserved() {
    return names();
  }

  /**
   * Runs the tests of the service as a whole. The same key again ends what is left of the run
   * before, whose end nobody saw, and begins anew: they may be run twice.
   *
   * @return failed without a change when a test failed; failed and unknown when nobody can say how
   *     it would have ended
   */
  default Outcome suite(ReleaseId release, String key) {
    return new Outcome.Failed("this target runs no integration suite", Changed.UNKNOWN);
  }

  /** Runs the named checks against the new version; a check that cannot run has not passed. */
  List<Result> run(List<String> names);
}
