package dev.slipway.outside.exec;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Probes;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import dev.slipway.rollout.Happening.Changed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Puts one version on one instance. What the command says about itself decides nothing: what runs
 * afterwards, and whether it is well, does.
 *
 * @param release for whose sake; empty where nobody said
 * @param back the old version comes back: a balancer that does not answer keeps nobody from it
 * @param calledOff says when the way back has begun and this must not go on
 */
record OneDeploy(
    Place place,
    Optional<ReleaseId> release,
    Version version,
    Optional<ArtifactDigest> artifact,
    boolean back,
    BooleanSupplier calledOff) {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  /** An instance that is well once may only be starting to fall. */
  private static final int WELL_IN_A_ROW = 2;

  /**
   * @param words what happened, without the instance's name
   * @param printed the end of what its command printed
   */
  record Result(boolean done, String words, Changed changed, String printed) {
    Result(boolean done, String words, Changed changed) {
      this(done, words, changed, "");
    }

    Result with(boolean done, String words) {
      return new Result(done, words, changed, printed);
    }
  }

  /** Whether an instance runs the version already and is well. */
  boolean isThere(String instance, Sighting seen) {
    return runs(seen) && place.probe(instance).isWell();
  }

  /** What an instance runs once a command that somebody else had begun has done its work. */
  Sighting arrived(String instance) {
    place.out(instance);
    try {
      Sighting before = place.look(instance);
      return awaited(instance, new Program.Ended.Exit(0, "", ""), before).sighting();
    } finally {
      place.in(instance);
    }
  }

  Result on(String instance) {
    place.out(instance);
    try {
      String open = "";
      try {
        open = place.balancer.drain(instance, calledOff) ? "" : " (requests were open to the last)";
      } catch (OutsideFailure stays) {
        if (!back) {
          return new Result(false, "was not touched: " + stays.getMessage(), Changed.NO);
        }
        open = " (not drained: " + stays.getMessage() + ")";
      }
      Sighting before = place.look(instance);
      Result result = deployed(instance, before);
      if (!result.done() && result.changed() == Changed.NO && before instanceof Sighting.Nothing) {
        // Nothing ran here and nothing does: there is nothing to wait for.
        place.leaveToTheBalancer(instance);
        return result;
      }
      boolean serves = result.done() || result.changed() == Changed.NO;
      // What did not come up stays out of the balancer: nobody shall meet it.
      return serves ? backIn(instance, result, open) : result;
    } finally {
      place.in(instance);
    }
  }

  private Result backIn(String instance, Result result, String open) {
    try {
      place.balancer.ready(instance, place.spec.healthyWithin(), calledOff);
      return result.with(result.done(), result.words() + open);
    } catch (OutsideFailure out) {
      return result.with(
          false, result.words() + ", but it is not back in the balancer: " + out.getMessage());
    }
  }

  private Result deployed(String instance, Sighting before) {
    long begun = System.nanoTime();
    Map<String, String> words = new HashMap<>(place.at(instance));
    words.put("version", version.label());
    words.put("digest", artifact.map(ArtifactDigest::value).orElse(""));
    Begun note = place.begun(instance);
    Program.Ended ended;
    try {
      ended =
          place.program.runNoted(
              place.spec.deploy().words(),
              words,
              place.variables(release, version, artifact),
              place.spec.deploy().limit(),
              calledOff,
              process -> note.write(process, version.label()));
    } finally {
      note.clear();
    }
    if (ended instanceof Program.Ended.NotStarted not) {
      return new Result(false, not.why(), Changed.NO);
    }
    boolean claims = ended instanceof Program.Ended.Exit exit && exit.code() == 0;
    Seen after = awaited(instance, ended, before);
    if (after.isWell()) {
      String although = claims ? "" : ", although its command " + ended.words();
      return new Result(
          true, version + " after " + seconds(begun) + although, Changed.YES, ended.printed());
    }
    String fault =
        "its command "
            + ended.words()
            + "; "
            + (claims ? "after " + seconds(begun) + " " : "")
            + after.sighting().words()
            + after.ill();
    return new Result(false, fault, changed(instance, before, after.sighting()), ended.printed());
  }

  /**
   * @param ill why it is not well; empty when it was not asked
   */
  private record Seen(Sighting sighting, boolean isWell, String ill) {}

  /** Waits until the instance runs the version and is well, as long as there is hope for it. */
  private Seen awaited(String instance, Program.Ended ended, Sighting before) {
    long deadline = System.nanoTime() + place.spec.healthyWithin().toNanos();
    int well = 0;
    while (true) {
      Sighting sighting = place.look(instance);
      String ill = "";
      if (runs(sighting)) {
        Probes.Answer answer = place.probe(instance);
        well = answer.isWell() ? well + 1 : 0;
        ill = answer.isWell() ? "" : " and is not well: " + answer.words();
      } else {
        well = 0;
      }
      if (well >= WELL_IN_A_ROW) {
        return new Seen(sighting, true, "");
      }
      if (!mayCome(ended, before, sighting)
          || calledOff.getAsBoolean()
          || System.nanoTime() - deadline > 0) {
        return new Seen(sighting, false, ill);
      }
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new Seen(new Sighting.Unknown("this process is ending"), false, "");
      }
    }
  }

  /**
   * After a command that failed, the version may come only where it runs already, or where nothing
   * runs any more: the command may have failed after it had started it.
   */
  private boolean mayCome(Program.Ended ended, Sighting before, Sighting now) {
    return runs(now)
        || (ended instanceof Program.Ended.Exit exit
            && (exit.code() == 0 || (now instanceof Sighting.Nothing && !now.equals(before))));
  }

  private boolean runs(Sighting sighting) {
    return sighting instanceof Sighting.Runs runs && runs.is(version, artifact);
  }

  /** The same version as before, and well, is nothing changed; what cannot be told stays open. */
  private Changed changed(String instance, Sighting before, Sighting after) {
    if (after instanceof Sighting.Unknown) {
      return Changed.UNKNOWN;
    }
    boolean same = after.equals(before);
    return same && (after instanceof Sighting.Nothing || place.probe(instance).isWell())
        ? Changed.NO
        : Changed.YES;
  }

  private static String seconds(long begun) {
    return Program.words(
        Duration.ofMillis(Math.max(1, (System.nanoTime() - begun) / 100_000_000) * 100));
  }
}
