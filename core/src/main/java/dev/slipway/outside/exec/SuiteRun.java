package dev.slipway.outside.exec;

import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.health.Side;
import dev.slipway.plan.Proving;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import dev.slipway.rollout.Happening.Changed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the tests of the service as a whole with the team's command. What a worker that was killed
 * has left of a run is ended first: how it would have ended, nobody would see.
 */
record SuiteRun(Place place, Versions versions, Sides sides, Proving.Command command) {
  private static final int PASSED = 0;

  /** By sysexits.h: try again later. The suite says that it is not the version's fault. */
  private static final int COULD_NOT_TEST = 75;

  /** Characters; with what stands before them still a line in every list. */
  private static final int MOST_SAID = 160;

  Outcome run(ReleaseId release) {
    long begun = System.nanoTime();
    Begun note = place.suite();
    Program.Ended ended;
    try {
      boolean unused = note.settle(Optional.empty(), command.run().limit(), () -> true);
      ended =
          new Program(command.directory(), command.environment())
              .runNotedForEvidence(
                  command.run().words(),
                  words(release),
                  place.variables(
                      Optional.of(release), versions.fresh(), Optional.of(versions.artifact())),
                  command.run().limit(),
                  process -> note.write(process, versions.fresh().label()));
      note.clear();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("this process is ending", Changed.UNKNOWN);
    }
    return outcome(ended, Duration.ofNanos(System.nanoTime() - begun));
  }

  private Outcome outcome(Program.Ended ended, Duration took) {
    String about = " (" + versions.fresh() + ", " + versions.artifact().brief() + ")";
    if (!(ended instanceof Program.Ended.Exit exit)) {
      return new Outcome.Failed(ended.words() + about, Changed.UNKNOWN);
    }
    String said = exit.said().isEmpty() ? "" : ": " + end(exit.said());
    if (exit.code() == PASSED) {
      return new Outcome.Done(
          "passed after " + Math.max(1, took.toSeconds()) + " s" + about + said);
    }
    String words = "ended with " + exit.code() + about + said;
    return exit.code() == COULD_NOT_TEST
        ? new Outcome.Failed("it could not test, and " + words, Changed.UNKNOWN)
        : new Outcome.Failed(words, Changed.NO);
  }

  /** Lists cut lines at their end, and there stands what went wrong. */
  private static String end(String said) {
    int from = said.length() - MOST_SAID;
    return from <= 0 ? said : "…" + said.substring(from);
  }

  private Map<String, String> words(ReleaseId release) {
    Map<String, String> words = new HashMap<>();
    words.put("release", release.service() + "-" + release.number());
    words.put("version", versions.fresh().label());
    words.put("digest", versions.artifact().value());
    words.put("from", versions.old().map(Version::label).orElse("nothing"));
    words.put("side", sides.of(Side.CANARY).name());
    return words;
  }
}
