package dev.slipway.view;

import dev.slipway.control.port.Deployment;
import dev.slipway.gate.GateVerdict;
import dev.slipway.health.Assessment;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.Actor;
import dev.slipway.release.Version;
import dev.slipway.rollout.Decision;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Unshown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One frame of a release on its way.
 *
 * @param owner whose release it is
 * @param cause why it goes or went back; empty while it does not
 * @param watching what is watched now: "stage 2", "everybody on v2", "v1 after the rollback"; empty
 *     when nothing is
 * @param left of what is watched now, when it may end: not before its time is over, nor before
 *     enough requests have come at the measured rate
 * @param watchedInAll how long it is watched in all, when it may end by time
 * @param interval time between two checks; zero without a plan
 * @param signals broken ones first
 * @param evidence empty until something was measured
 * @param difference between the error rates of both versions; empty while they are not compared
 * @param migrations those of the change, with how far they are
 * @param fleet instances of each version as they answered, the old version first; empty when nobody
 *     asked them or they did not answer
 * @param events newest first
 * @param happensNext one sentence
 * @param actions what a person may ask for now
 * @param ended nothing more will happen by itself
 * @param waits it stands still until somebody does something
 */
public record WatchView(
    Instant now,
    Headline headline,
    String owner,
    Optional<String> cause,
    List<Stage> stages,
    Optional<String> watching,
    Optional<Duration> left,
    Optional<Duration> watchedInAll,
    Duration interval,
    List<Signal> signals,
    Optional<Evidence> evidence,
    Optional<Difference> difference,
    List<MigrationPart> migrations,
    List<Instances> fleet,
    List<Event> events,
    String happensNext,
    List<Action> actions,
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
   * @param verdict belongs to the new version's value; to the old one's where users are on that
   *     alone and the new one has no value, or where it says so
   * @param brief the verdict in a word or two: "within", "near", "broken", "may be chance"
   * @param breaks checks in a row past a limit, while this signal is past its own
   * @param recent the new version's values of the last checks, oldest first; NaN where nothing was
   *     measured; {@code baselineRecent} the old version's
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
      String brief,
      int breaks,
      List<Double> baselineRecent,
      List<Double> recent) {
    public Signal {
      baseline = measured(baseline);
      canary = measured(canary);
      baselineRecent = List.copyOf(baselineRecent);
      recent = List.copyOf(recent);
    }

    /** What is no number was not measured. */
    private static OptionalDouble measured(OptionalDouble value) {
      return value.isPresent() && Double.isNaN(value.getAsDouble())
          ? OptionalDouble.empty()
          : value;
    }
  }

  /** How many instances of a version there are, and how many of them are ready. */
  public record Instances(String version, int ready, int total) {}

  /** What a person may ask of a release on its way. */
  public enum Action {
    PAUSE,
    RESUME,
    ADVANCE,
    EXTEND,
    FINISH,
    ROLL_BACK
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

  /**
   * How much the error rate of the new version is above the old one's, in the newest check.
   *
   * @param points in points of percent; negative when the new one fails less
   * @param chance how often two versions that fail alike would differ at least so much, 0 to 1
   */
  public record Difference(double points, double chance, String words) {}

  public WatchView {
    stages = List.copyOf(stages);
    signals = List.copyOf(signals);
    migrations = List.copyOf(migrations);
    fleet = List.copyOf(fleet);
    events = List.copyOf(events);
    actions = List.copyOf(actions);
  }

  @Override
  public String schema() {
    return "rollout.watch/1";
  }

  private static final int EVENTS = 8;

  /** The same without having asked the target for its instances. */
  public static WatchView of(
      ReleaseRecord release,
      List<Store.Check> checks,
      Optional<Assessment> assessment,
      People people,
      Instant now) {
    return of(release, checks, assessment, Optional.empty(), people, now);
  }

  /**
   * @param checks stored checks of the release, oldest first; the newest decides what is shown
   * @param assessment what the newest check of the running stretch amounts to; empty while nothing
   *     was checked
   * @param running what the target said of its instances; empty when it was not asked
   */
  public static WatchView of(
      ReleaseRecord release,
      List<Store.Check> checks,
      Optional<Assessment> assessment,
      Optional<Deployment.Running> running,
      People people,
      Instant now) {
    State state = release.state();
    List<Event> events = Story.of(release, people).reversed();
    boolean waits =
        state instanceof Paused
            || state instanceof RollbackFailed
            || state instanceof Planned
            || state instanceof Draft;
    return new WatchView(
        now,
        Headline.of(release, Optional.empty(), assessment, people),
        people.name(release.opened().owner()),
        Progress.cause(state).map(people::said),
        Progress.stages(release, assessment, now),
        Progress.watching(release),
        Progress.left(release, assessment),
        Progress.watchedInAll(state),
        release.plan().map(plan -> plan.limits().interval()).orElse(Duration.ZERO),
        state.isEnd() ? List.of() : Signals.of(release, checks, assessment),
        assessment.map(newest -> Signals.evidence(release, newest)),
        state.isEnd() ? Optional.empty() : Differences.ofErrors(release, checks),
        Parts.migrations(release),
        state.isEnd() ? List.of() : running.map(found -> fleet(release, found)).orElse(List.of()),
        events.subList(0, Math.min(EVENTS, events.size())),
        Progress.next(release, assessment, now),
        actions(release, now),
        state.isEnd(),
        waits);
  }

  private static List<Instances> fleet(ReleaseRecord release, Deployment.Running running) {
    List<Instances> fleet = new ArrayList<>();
    release.change().from().ifPresent(old -> fleet.add(instances(old, running)));
    if (!running.group().isEmpty()) {
      fleet.add(
          new Instances(
              "baseline group",
              (int) running.group().stream().filter(Deployment.Instance::ready).count(),
              running.group().size()));
    }
    fleet.add(instances(release.change().to(), running));
    return fleet;
  }

  private static Instances instances(Version version, Deployment.Running running) {
    long total = running.instances().stream().filter(one -> one.version().equals(version)).count();
    return new Instances(
        version.label(), Math.toIntExact(running.ready(version)), Math.toIntExact(total));
  }

  /** What the machine would not refuse; it answers again, with all it knows then, when asked. */
  private static List<Action> actions(ReleaseRecord release, Instant now) {
    State state = release.state();
    Actor somebody = Actor.system("view");
    boolean baking = state instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking;
    List<Action> actions = new ArrayList<>();
    for (Action action : Action.values()) {
      boolean possible =
          switch (action) {
            case PAUSE ->
                !(state instanceof Paused)
                    && moves(state, new Happening.PauseRequested(now, somebody, ""));
            case RESUME ->
                state instanceof Paused
                    && moves(
                        state,
                        new Happening.ResumeRequested(now, somebody, GateVerdict.OPEN, true, ""));
            case ADVANCE -> baking;
            case EXTEND ->
                (baking || state instanceof Observing || state instanceof Paused)
                    && moves(
                        state,
                        new Happening.ExtendRequested(now, somebody, Duration.ofMinutes(1), ""));
            case FINISH ->
                moves(
                    state,
                    new Happening.FinishRequested(
                        now,
                        somebody,
                        "watched long enough",
                        Optional.of(new Unshown(Asides.open(release, now)))));
            case ROLL_BACK ->
                !state.isEnd()
                    && moves(state, new Happening.RollbackRequested(now, somebody, "", true));
          };
      if (possible) {
        actions.add(action);
      }
    }
    return actions;
  }

  private static boolean moves(State state, Happening happening) {
    return state.on(happening) instanceof Decision.Moved;
  }
}
