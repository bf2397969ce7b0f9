package dev.slipway.journal;

import dev.slipway.health.Assessment;
import dev.slipway.health.Verdict;
import dev.slipway.plan.Plan;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Cancelled;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Hold;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Underway;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The row by which lists show a release: a fold of its stream like the record, only smaller. */
public final class Summaries {
  public static final String HEALTHY = "healthy";
  public static final String HARMED = "harmed";
  public static final String UNKNOWN = "unknown";

  /** No user ever met the new version. */
  public static final String UNTOUCHED = "untouched";

  /** A planned release that is to start by itself. */
  public static final String SCHEDULED = Planned.class.getSimpleName() + ".Scheduled";

  /** The end of a release that only tried the way back. */
  public static final String REHEARSED = RolledBack.class.getSimpleName() + ".Rehearsed";

  /** After the name of a state: to how many users a flag shows what is new. */
  private static final String BY_FLAG = ".ByFlag";

  /**
   * Names of the states in which a release does not move; every other name belongs to a moving one.
   */
  public static final List<String> STATES_AT_REST =
      List.of(
          Draft.class.getSimpleName(),
          Planned.class.getSimpleName(),
          SCHEDULED,
          Finished.class.getSimpleName(),
          RolledBack.class.getSimpleName(),
          REHEARSED,
          Cancelled.class.getSimpleName());

  private Summaries() {}

  public static Store.Summary of(ReleaseRecord record) {
    State state = record.state();
    return new Store.Summary(
        record.id(),
        record.opened().environment(),
        record.change().to().label(),
        record.change().from().map(from -> from.label()),
        name(record),
        health(record),
        stage(record),
        state.desired().weight().percent(),
        record.reached().percent(),
        record.plan().map(plan -> plan.risk().level().name().toLowerCase(Locale.ROOT)),
        record.opened().owner(),
        record.plan().map(plan -> plan.hash().value()),
        outcomeReason(record),
        record.story().getFirst().entry().at(),
        record.story().getLast().entry().at(),
        record.version());
  }

  /**
   * What the journal knows of users' health. A check that changed nothing is no entry: live views
   * read the newest check.
   */
  private static String health(ReleaseRecord record) {
    return switch (record.state()) {
      case Draft draft -> UNTOUCHED;
      case Planned planned -> UNTOUCHED;
      case Cancelled cancelled -> UNTOUCHED;
      case Underway underway -> exposed(record) ? byNewestCheck(record) : UNTOUCHED;
      case Paused paused -> exposed(record) ? health(paused, record) : UNTOUCHED;
      case RollingBack back -> health(back, record);
      case RollbackFailed failed -> health(failed.back(), record);
      case RolledBack back ->
          back.reached().equals(Weight.NONE) ? UNTOUCHED : health(back.verification());
      case Finished finished -> byNewestCheck(record);
    };
  }

  /** Whether nothing more happens to it. */
  public static boolean isOver(Store.Summary row) {
    return endedAfterItMoved(row) || row.state().equals(Cancelled.class.getSimpleName());
  }

  /** Whether it is over, and had started before. */
  public static boolean endedAfterItMoved(Store.Summary row) {
    return row.state().equals(Finished.class.getSimpleName())
        || row.state().equals(RolledBack.class.getSimpleName())
        || row.state().equals(REHEARSED);
  }

  private static String name(ReleaseRecord record) {
    State state = record.state();
    return switch (state) {
      case RolledBack back when record.opened().rehearses().isPresent() -> REHEARSED;
      case Paused paused -> paused.name() + "." + paused.inside().name() + byFlag(state);
      case Shifting shifting -> shifting.name() + byFlag(state);
      case Planned planned when planned.due().isPresent() -> SCHEDULED;
      default -> state.name();
    };
  }

  /** Only while a flag keeps what is new from somebody: the share alone would say too much. */
  private static String byFlag(State state) {
    Weight weight = state.desired().weight();
    return weight.percent() > 0 && weight.isHeldByFlag() ? BY_FLAG + weight.byFlag() : "";
  }

  /** The state's name, as in a row of a release without flags. */
  public static String stateOf(Store.Summary row) {
    return withoutFlag(row.state());
  }

  private static String withoutFlag(String state) {
    int at = state.lastIndexOf(BY_FLAG);
    return at < 0 ? state : state.substring(0, at);
  }

  /**
   * Percent of the users whom the flag that is being turned shows what is behind it; empty where no
   * flag keeps it from anybody.
   */
  public static OptionalInt byFlag(Store.Summary row) {
    int at = row.state().lastIndexOf(BY_FLAG);
    return at < 0
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(row.state().substring(at + BY_FLAG.length())));
  }

  private static boolean exposed(ReleaseRecord record) {
    return record.state().desired().isExposed() || record.reached().isAbove(Weight.NONE);
  }

  private static String health(Paused paused, ReleaseRecord record) {
    if (paused.holds().contains(Hold.LIMIT_BROKEN) || paused.holds().contains(Hold.NO_WAY_BACK)) {
      return HARMED;
    }
    boolean blind =
        paused.holds().contains(Hold.METRICS_SILENT)
            || paused.holds().contains(Hold.TOO_LITTLE_DATA);
    return blind ? UNKNOWN : byNewestCheck(record);
  }

  private static String health(RollingBack back, ReleaseRecord record) {
    if (back.reached().equals(Weight.NONE)) {
      return UNTOUCHED;
    }
    return switch (back.leg()) {
      case RollingBack.Leg.Verify verify -> verify.last().map(Summaries::health).orElse(UNKNOWN);
      case RollingBack.Leg.CleanUp cleanUp -> health(cleanUp.verification());
      case RollingBack.Leg.Traffic traffic -> health(back.cause(), record);
      case RollingBack.Leg.Restoring restoring -> health(back.cause(), record);
    };
  }

  /** Users still meet the version that is taken back. */
  private static String health(Reason cause, ReleaseRecord record) {
    boolean harm =
        cause.code() == Reason.Code.LIMIT_BROKEN || cause.code() == Reason.Code.CAUGHT_BY_ALERT;
    return harm ? HARMED : byNewestCheck(record);
  }

  private static String health(dev.slipway.rollout.Verification verification) {
    return switch (verification) {
      case dev.slipway.rollout.Verification.Verified verified -> HEALTHY;
      case dev.slipway.rollout.Verification.ByHand byHand -> HEALTHY;
      case dev.slipway.rollout.Verification.StillUnhealthy unhealthy -> HARMED;
      case dev.slipway.rollout.Verification.Unverified unverified -> UNKNOWN;
    };
  }

  private static String health(Verdict verdict) {
    return switch (verdict) {
      case PASS -> HEALTHY;
      case FAIL -> HARMED;
      case INCONCLUSIVE, UNMEASURABLE -> UNKNOWN;
    };
  }

  /** One broken check in a row of several proves no harm yet. */
  private static String byNewestCheck(ReleaseRecord record) {
    for (ReleaseRecord.Told told : record.story().reversed()) {
      if (told.fact() instanceof Fact.Happened happened
          && happened.happening() instanceof Happening.Checked checked) {
        Assessment assessment = checked.assessment();
        boolean unproven = assessment.verdict() == Verdict.FAIL && !assessment.isBroken();
        return unproven ? UNKNOWN : health(assessment.verdict());
      }
    }
    return UNKNOWN;
  }

  private static int stage(ReleaseRecord record) {
    Optional<Plan> plan = record.plan();
    if (plan.isEmpty()) {
      return 0;
    }
    State state = record.state() instanceof Paused paused ? paused.inside() : record.state();
    return state instanceof Shifting shifting
        ? shifting.stage() + 1
        : stagesReached(plan.get(), record.reached());
  }

  private static int stagesReached(Plan plan, Weight reached) {
    return (int) plan.stages().stream().filter(stage -> !stage.weight().isAbove(reached)).count();
  }

  private static Optional<String> outcomeReason(ReleaseRecord record) {
    return switch (record.state()) {
      case RolledBack back -> Optional.of(back.cause().words());
      case RollingBack back -> Optional.of(back.cause().words());
      case RollbackFailed failed -> Optional.of(failed.fault());
      case Cancelled cancelled -> Optional.of(cancelled.why());
      case Paused paused -> whyPaused(record);
      case Draft draft -> Optional.empty();
      case Planned planned -> Optional.empty();
      case Underway underway -> Optional.empty();
      case Finished finished -> Optional.empty();
    };
  }

  /**
   * The words of the move into the pause; what happens while it lasts does not change why it is
   * one.
   */
  private static Optional<String> whyPaused(ReleaseRecord record) {
    Optional<String> words = Optional.empty();
    for (ReleaseRecord.Told told : record.story().reversed()) {
      if (told.fact() instanceof Fact.Happened happened && happened.answer() == Fact.Answer.MOVED) {
        if (!happened.state().equals(Paused.class.getSimpleName())) {
          return words;
        }
        words = Optional.of(happened.because().words());
      }
    }
    return words;
  }

  /** In words, what a stored row says otherwise than the entries; empty when they agree. */
  static Optional<String> difference(Store.Summary stored, Store.Summary told) {
    if (stored.equals(told)) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    compare(parts, "environment", stored.environment(), told.environment());
    compare(parts, "version", stored.version(), told.version());
    compare(parts, "version before", stored.fromVersion(), told.fromVersion());
    // A row that was written before flags stood in it is the same row.
    boolean known = stored.state().equals(withoutFlag(told.state()));
    compare(parts, "state", stored.state(), known ? stored.state() : told.state());
    compare(parts, "health", stored.health(), told.health());
    compare(parts, "stage", stored.stage(), told.stage());
    compare(parts, "weight", stored.weight(), told.weight());
    compare(parts, "highest weight", stored.reached(), told.reached());
    compare(parts, "risk", stored.risk(), told.risk());
    compare(parts, "owner", stored.owner(), told.owner());
    compare(parts, "plan", stored.planHash(), told.planHash());
    compare(parts, "reason", stored.outcomeReason(), told.outcomeReason());
    compare(parts, "opened", stored.created(), told.created());
    compare(parts, "changed", stored.changed(), told.changed());
    compare(parts, "newest entry", stored.streamVersion(), told.streamVersion());
    return Optional.of("its summary differs from its entries: " + String.join("; ", parts));
  }

  private static void compare(List<String> parts, String name, Object stored, Object told) {
    if (!stored.equals(told)) {
      parts.add(name + " is " + plain(stored) + " and should be " + plain(told));
    }
  }

  private static Object plain(Object value) {
    return value instanceof Optional<?> optional
        ? optional.isPresent() ? optional.get() : "none"
        : value;
  }
}
