package dev.slipway.view;

import dev.slipway.health.Assessment;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RollbackFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One frame of a release on its way.
 *
 * @param watching what is watched now: "stage 2", "everybody on v2", "v1 after the rollback"; empty
 *     when nothing is
 * @param left of what is watched now, when it may end by time
 * @param signals broken ones first
 * @param evidence empty until something was measured
 * @param events newest first
 * @param happensNext one sentence
 * @param ended nothing more will happen by itself
 * @param waits it stands still until somebody does something
 */
public record WatchView(
    Instant now,
    Headline headline,
    List<Stage> stages,
    Optional<String> watching,
    Optional<Duration> left,
    List<Signal> signals,
    Optional<Evidence> evidence,
    List<Event> events,
    String happensNext,
    boolean ended,
    boolean waits)
    implements View {
  /**
   * @param done how much of it is over, 0 to 1
   */
  public record Stage(int number, int percent, Role role, String words, double done) {}

  /**
   * One signal of both versions.
   *
   * @param unit "share", "ms", "per second" or "per request"
   * @param baseline the value as measured; {@code baselineText} is the same for people, "–" when
   *     there is none
   * @param limitText "< 2 %"
   * @param recent the new version's values of the last checks, oldest first; NaN where nothing was
   *     measured
   */
  public record Signal(
      String key,
      String name,
      String unit,
      OptionalDouble baseline,
      OptionalDouble canary,
      OptionalDouble limit,
      String baselineText,
      String canaryText,
      String limitText,
      Role role,
      String verdict,
      List<Double> recent) {
    public Signal {
      recent = List.copyOf(recent);
    }
  }

  /**
   * @param judged which version's requests are counted
   * @param requests counted in what is watched now; {@code needed} of them are enough
   * @param breaks checks in a row past a limit; at {@code breaksToAct} it goes back
   * @param checkedAt when the newest check was made
   */
  public record Evidence(
      Role role,
      String verdict,
      String judged,
      long requests,
      long needed,
      int breaks,
      int breaksToAct,
      Duration watched,
      Duration watchedNeeded,
      Instant checkedAt,
      String words) {}

  public WatchView {
    stages = List.copyOf(stages);
    signals = List.copyOf(signals);
    events = List.copyOf(events);
  }

  @Override
  public String schema() {
    return "rollout.watch/1";
  }

  private static final int EVENTS = 8;

  /**
   * @param checks stored checks of the release, oldest first; the newest decides what is shown
   * @param assessment what the newest check of the running stretch amounts to; empty while nothing
   *     was checked
   */
  public static WatchView of(
      ReleaseRecord release,
      List<Store.Check> checks,
      Optional<Assessment> assessment,
      People people,
      Instant now) {
    List<Event> events = Story.of(release, people).reversed();
    boolean waits =
        release.state() instanceof Paused
            || release.state() instanceof RollbackFailed
            || release.state() instanceof Planned
            || release.state() instanceof Draft;
    return new WatchView(
        now,
        Headline.of(release, Optional.empty(), assessment, people),
        Progress.stages(release, assessment, now),
        Progress.watching(release),
        Progress.left(release, assessment),
        release.state().isEnd() ? List.of() : Signals.of(release, checks),
        assessment.map(newest -> Signals.evidence(release, newest)),
        events.subList(0, Math.min(EVENTS, events.size())),
        Progress.next(release, assessment, now),
        release.state().isEnd(),
        waits);
  }
}
