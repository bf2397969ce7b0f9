package dev.slipway.control.port;

import java.util.List;

/** The checks after a deploy: health, critical endpoints, database, key journeys. */
public interface Checks {
  record Result(String name, boolean passed, String detail) {}

  /** Names of the checks this target offers, in the order they run. */
  List<String> names();

  /** Runs the named checks against the new version; a check that cannot run has not passed. */
  List<Result> run(List<String> names);
}
