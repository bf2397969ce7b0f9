package dev.slipway.evidence;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One attempt at a step or a traffic move, from its intent to its outcome.
 *
 * @param attempt 0 for a traffic move
 * @param outcomeVersion the entry that tells the outcome; 0 while it is not known
 * @param evidence what the outcome rests on; hostile text
 */
record Work(
    String what,
    int attempt,
    Instant begun,
    Optional<Instant> ended,
    long outcomeVersion,
    String outcome,
    String evidence) {
  private static final String NOT_KNOWN = "outcome not known";

  Optional<Duration> took() {
    return ended.map(end -> Duration.between(begun, end));
  }

  static List<Work> of(ReleaseRecord record) {
    List<Work> all = new ArrayList<>();
    for (ReleaseRecord.Told told : record.story()) {
      Instant at = told.entry().at();
      switch (told.fact()) {
        case Fact.StepIntended intended ->
            all.add(begun("step " + intended.step(), intended.attempt(), at));
        case Fact.TrafficIntended intended -> all.add(begun(share(intended.percent()), 0, at));
        case Fact.Happened happened -> end(all, told, happened.happening());
        default -> {}
      }
    }
    return all;
  }

  /** How long it took, by the version of the entry that tells the outcome. */
  static Map<Long, Duration> durations(List<Work> all) {
    Map<Long, Duration> durations = new HashMap<>();
    all.forEach(work -> work.took().ifPresent(took -> durations.put(work.outcomeVersion(), took)));
    return durations;
  }

  private static String share(Weight share) {
    return "share to " + share;
  }

  private static Work begun(String what, int attempt, Instant at) {
    return new Work(what, attempt, at, Optional.empty(), 0, NOT_KNOWN, "");
  }

  private static void end(List<Work> all, ReleaseRecord.Told told, Happening happening) {
    switch (happening) {
      case Happening.StepDone done ->
          end(all, "step " + done.step(), done.attempt(), told, "done", done.evidence());
      case Happening.StepFailed failed ->
          end(
              all,
              "step " + failed.step(),
              failed.attempt(),
              told,
              "failed, changed anything: " + Plain.lowerCase(failed.changed()),
              failed.fault());
      case Happening.TrafficSettled settled ->
          end(all, share(settled.weight()), 0, told, "confirmed", "");
      case Happening.TrafficFailed failed -> {
        for (Work work : all.reversed()) {
          if (work.attempt() == 0 && work.ended().isEmpty()) {
            end(all, work.what(), 0, told, "failed", failed.fault());
            return;
          }
        }
      }
      default -> {}
    }
  }

  /** Ends the newest attempt that is open; an outcome whose intent is nowhere stays out. */
  private static void end(
      List<Work> all,
      String what,
      int attempt,
      ReleaseRecord.Told told,
      String outcome,
      String evidence) {
    for (int i = all.size() - 1; i >= 0; i--) {
      Work work = all.get(i);
      if (work.what().equals(what) && work.attempt() == attempt && work.ended().isEmpty()) {
        all.set(
            i,
            new Work(
                what,
                attempt,
                work.begun(),
                Optional.of(told.entry().at()),
                told.entry().version(),
                outcome,
                evidence));
        return;
      }
    }
  }
}
