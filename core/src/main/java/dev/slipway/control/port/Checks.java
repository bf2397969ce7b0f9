package dev.slipway.control.port;

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

  /** Runs the named checks against the new version; a check that cannot run has not passed. */
  List<Result> run(List<String> names);
}
