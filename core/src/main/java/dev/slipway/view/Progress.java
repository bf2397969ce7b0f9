package dev.slipway.view;

import dev.slipway.control.Stretch;
import dev.slipway.health.Assessment;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Stage;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Cancelled;
import dev.slipway.rollout.Completing;
import dev.slipway.rollout.Deploying;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Hold;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.Reason;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.Starting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Underway;
import dev.slipway.rollout.Verifying;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How far a release is, and what happens next by itself. */
public final class Progress {
  private static final Duration ENDLESS = Duration.ofDays(1000);
  private static final int LONGEST_CAUSE = 200;

  private Progress() {}

  static List<WatchView.Stage> stages(
      ReleaseRecord release, Optional<Assessment> assessment, Instant now) {
    Optional<Plan> plan = release.plan();
    if (plan.isEmpty()) {
      return List.of();
    }
    List<WatchView.Stage> stages = new ArrayList<>();
    for (int i = 0; i < plan.get().stages().size(); i++) {
      stages.add(stage(release, plan.get(), i, assessment, now));
    }
    return stages;
  }

  private static WatchView.Stage stage(
      ReleaseRecord release, Plan plan, int index, Optional<Assessment> assessment, Instant now) {
    int percent = plan.stage(index).weight().byFlag();
    boolean reached = !plan.stage(index).weight().isAbove(release.reached());
    State state = release.state() instanceof Paused paused ? paused.inside() : release.state();
    boolean paused = release.state() instanceof Paused;
    if (state instanceof Shifting shifting && shifting.stage() == index) {
      String words =
          switch (shifting.phase()) {
            case Phase.Preparing preparing -> "preparing";
            case Phase.Checking checking -> "being checked, without users";
            case Phase.Proving proving -> "being tested as a whole, without users";
            case Phase.Moving moving ->
                shifting.held().percent() == plan.stage(index).weight().percent()
                    ? "turning the flag"
                    : "moving traffic";
            case Phase.Baking baking when plan.stage(index) instanceof Stage.DarkStage ->
                "dark, until a person goes on";
            case Phase.Baking baking -> "being watched";
          };
      double done =
          shifting.phase() instanceof Phase.Baking baking
              ? done(baking, plan, index, assessment, now)
              : 0;
      return new WatchView.Stage(
          index + 1, percent, paused ? Role.WAITING : Role.MOVING, paused ? "paused" : words, done);
    }
    boolean back =
        state instanceof RollingBack
            || state instanceof RolledBack
            || state instanceof RollbackFailed;
    if (back) {
      return takenBack(release, plan, index);
    }
    boolean over = state instanceof Shifting shifting ? index < shifting.stage() : reached;
    return new WatchView.Stage(
        index + 1, percent, over ? Role.GOOD : Role.LATER, over ? "done" : "later", over ? 1 : 0);
  }

  /** One that held stays so, whatever became of the release after it. */
  private static WatchView.Stage takenBack(ReleaseRecord release, Plan plan, int index) {
    int percent = plan.stage(index).weight().byFlag();
    if (plan.stage(index).weight().isAbove(release.reached())) {
      return new WatchView.Stage(index + 1, percent, Role.NONE, "not reached", 0);
    }
    boolean nextReached =
        !plan.isLastStage(index) && !plan.stage(index + 1).weight().isAbove(release.reached());
    return nextReached || hasHeld(release, index)
        ? new WatchView.Stage(index + 1, percent, Role.GOOD, "held", 1)
        : new WatchView.Stage(index + 1, percent, Role.BAD, "taken back", 0);
  }

  private static boolean hasHeld(ReleaseRecord release, int index) {
    return release.story().stream()
        .anyMatch(told ->
            told.fact() instanceof Fact.Happened happened
                && happened.answer() == Fact.Answer.MOVED
                && happened.happening() instanceof Happening.Checked checked
                && checked.assessment().complete()
                && checked.stretch().equals("stage-" + (index + 1)));
  }

  /** By what was credited; by the clock until something was. */
  private static double done(
      Phase.Baking baking, Plan plan, int index, Optional<Assessment> assessment, Instant now) {
    if (assessment.isPresent() && !assessment.get().needed().isZero()) {
      return share(assessment.get().watched(), assessment.get().needed());
    }
    return share(Duration.between(baking.since(), now), plan.stage(index).bake());
  }

  private static double share(Duration part, Duration whole) {
    return whole.isZero() ? 1 : Math.clamp((double) part.toMillis() / whole.toMillis(), 0, 1);
  }

  static Optional<String> watching(ReleaseRecord release) {
    State state = release.state() instanceof Paused paused ? paused.inside() : release.state();
    return switch (state) {
      case Shifting shifting -> Optional.of(Parts.stage(shifting));
      case Verifying verifying ->
          Optional.of("everybody on " + verifying.plan().to() + " while checks run");
      case Observing observing -> Optional.of("everybody on " + observing.plan().to());
      case Completing completing -> Optional.of("everybody on " + completing.plan().to());
      case RollingBack back -> back.plan().from().map(old -> old + " after the rollback");
      default -> Optional.empty();
    };
  }

  /** Why it goes or went back, in the machine's words. */
  static Optional<String> cause(State state) {
    return switch (state) {
      case RollingBack back -> Optional.of(Plain.line(back.cause().words(), LONGEST_CAUSE));
      case RollbackFailed failed ->
          Optional.of(Plain.line(failed.back().cause().words(), LONGEST_CAUSE));
      case RolledBack back -> Optional.of(Plain.line(back.cause().words(), LONGEST_CAUSE));
      default -> Optional.empty();
    };
  }

  /** How long the stretch that runs is watched in all. */
  static Optional<Duration> watchedInAll(State state) {
    return Stretch.of(state)
        .map(Stretch::needed)
        .filter(needed -> needed.compareTo(ENDLESS) < 0 && !needed.isZero());
  }

  /** Of what is watched now, when it may end: time is over, and at this rate requests suffice. */
  public static Optional<Duration> left(ReleaseRecord release, Optional<Assessment> assessment) {
    boolean timed =
        (release.state() instanceof Shifting shifting && shifting.phase() instanceof Phase.Baking)
            || release.state() instanceof Observing
            || release.state() instanceof RollingBack;
    return timed
        ? assessment.filter(a -> a.needed().compareTo(ENDLESS) < 0).map(Progress::atTheEarliest)
        : Optional.empty();
  }

  private static Duration atTheEarliest(Assessment assessment) {
    Duration data = untilEnough(assessment).orElse(Duration.ZERO);
    return data.compareTo(assessment.left()) > 0 ? data : assessment.left();
  }

  /** At the rate measured so far, in whole seconds; empty while nobody can tell. */
  private static Optional<Duration> untilEnough(Assessment assessment) {
    long seen = assessment.requests();
    if (seen <= 0 || missing(assessment) == 0 || assessment.watched().isZero()) {
      return Optional.empty();
    }
    double seconds = assessment.watched().toMillis() / 1000.0 * missing(assessment) / seen;
    return Optional.of(Duration.ofSeconds((long) Math.ceil(seconds)));
  }

  private static long missing(Assessment assessment) {
    return Math.max(0, assessment.requestsNeeded() - assessment.requests());
  }

  /** One sentence about what happens without anybody doing anything. */
  static String next(ReleaseRecord release, Optional<Assessment> assessment, Instant now) {
    return switch (release.state()) {
      case Draft draft -> "It needs a plan.";
      case Planned planned -> "It waits to be started.";
      case Starting starting -> "Then the new version is brought up; no user meets it yet.";
      case Deploying deploying ->
          "Then stage 1 begins: " + deploying.plan().stage(0).weight() + " of users.";
      case Shifting shifting -> shifting(shifting, release, assessment);
      case Verifying verifying ->
          "When the "
              + (verifying.suite() ? "integration suite passes" : "checks pass")
              + " it is observed at 100 %. "
              + orBack(verifying.plan());
      case Observing observing ->
          blind(observing.plan(), assessment).orElse(in(release, assessment, end(observing.plan())))
              + Asides.anew(release, observing, now)
              + Asides.unshown(release, now)
              + " "
              + orBack(observing.plan());
      case Completing completing ->
          completing.plan().from().isPresent() && completing.plan().endsOldInstances()
              ? "When the old version is gone the release is finished."
              : "The release is finished with the next look at it.";
      case Paused paused -> paused(paused, assessment, now);
      case RollingBack back -> back(back);
      case RollbackFailed failed ->
          "It is tried again " + Figures.ago(failed.retryAt(), now) + "; people were called.";
      case Finished finished ->
          Kept.words(release, now)
              .map(words -> "It is finished; " + words + ".")
              .orElse("Nothing: it is finished.");
      case RolledBack back when back.cause().code() == Reason.Code.REHEARSED ->
          "Nothing: everybody is where they were before the rehearsal.";
      case RolledBack back ->
          "Nothing: it was rolled back, and the version does not come back without a reason.";
      case Cancelled cancelled -> "Nothing: it was cancelled.";
    };
  }

  /** The same in a few words, where something is to come; empty for what is over or not begun. */
  static Optional<String> brief(
      ReleaseRecord release, Optional<Assessment> assessment, Instant now) {
    Optional<String> after =
        left(release, assessment).map(left -> left.isZero() ? "soon" : "in " + Figures.rough(left));
    return switch (release.state()) {
      case Shifting shifting
          when shifting.phase() instanceof Phase.Baking && !shifting.holdAtEnd() -> {
        String then =
            shifting.plan().isLastStage(shifting.stage())
                ? "checks after deploy "
                : "stage " + (shifting.stage() + 2) + " ";
        boolean fewer = assessment.filter(a -> a.requests() < a.requestsNeeded()).isPresent();
        yield after.map(
            when -> then + (fewer ? "when there is enough data" : when + " if limits hold"));
      }
      case Observing observing ->
          after.map(when -> end(observing.plan()) + " " + when + Asides.ifAllHolds(release, now));
      case Planned planned -> planned.due().map(due -> "starts by itself " + Figures.ago(due, now));
      case Paused paused -> Optional.of(next(release, assessment, now));
      case RollingBack back -> Optional.of(next(release, assessment, now));
      case RollbackFailed failed -> Optional.of(next(release, assessment, now));
      case Finished finished -> Kept.words(release, now);
      default -> Optional.empty();
    };
  }

  /** When it may be over at the earliest, if every check passes; empty where nobody can tell. */
  static Optional<Instant> earliestEnd(
      ReleaseRecord release, Optional<Assessment> assessment, Instant now) {
    Duration left = left(release, assessment).orElse(Duration.ZERO);
    return switch (release.state()) {
      case Shifting shifting -> {
        Duration more = shifting.plan().observe();
        boolean baking = shifting.phase() instanceof Phase.Baking;
        for (int i = shifting.stage() + (baking ? 1 : 0);
            i < shifting.plan().stages().size();
            i++) {
          more = more.plus(shifting.plan().stage(i).bake());
        }
        yield Optional.of(now.plus(left).plus(more));
      }
      case Verifying verifying -> Optional.of(now.plus(verifying.plan().observe()));
      case Observing observing -> Optional.of(now.plus(left));
      default -> Optional.empty();
    };
  }

  private static String shifting(
      Shifting shifting, ReleaseRecord release, Optional<Assessment> assessment) {
    Plan plan = shifting.plan();
    return switch (shifting.phase()) {
      case Phase.Preparing preparing ->
          "When "
              + Figures.count(plan.stage(shifting.stage()).instances(), "instance")
              + " are ready the share goes to "
              + plan.stage(shifting.stage()).weight()
              + ". "
              + orBack(plan);
      case Phase.Checking checking ->
          "When its checks have passed, "
              + (plan.stage(shifting.stage()) instanceof Stage.DarkStage
                  ? "it stays dark until a person goes on."
                  : "the share goes to " + plan.stage(shifting.stage()).weight() + ".")
              + " "
              + orBack(plan);
      case Phase.Proving proving ->
          "When the integration suite has passed, the share goes to "
              + plan.stage(shifting.stage()).weight()
              + "; nobody is on "
              + plan.to()
              + " before.";
      case Phase.Moving moving ->
          "The share goes to " + plan.stage(shifting.stage()).weight() + ". " + orBack(plan);
      case Phase.Baking baking when plan.stage(shifting.stage()) instanceof Stage.DarkStage ->
          "Nobody is on "
              + plan.to()
              + " until a person goes on: slipway rollout advance "
              + plan.release()
              + ". Then stage 2 begins: "
              + plan.stage(shifting.stage() + 1).weight()
              + ".";
      case Phase.Baking baking -> {
        String then =
            shifting.holdAtEnd()
                ? "it pauses, because what the start rested on is gone"
                : plan.isLastStage(shifting.stage())
                    ? "the checks after deploy run"
                    : "stage "
                        + (shifting.stage() + 2)
                        + " begins: "
                        + plan.stage(shifting.stage() + 1).weight();
        yield blind(plan, assessment).orElse(in(release, assessment, then))
            + " "
            + orBack(plan)
            + Asides.byFlag(shifting);
      }
    };
  }

  /** What the observing leads to; a first version replaces none. */
  private static String end(Plan plan) {
    return plan.from().isPresent() && plan.endsOldInstances()
        ? "the old version is retired"
        : "the release is finished";
  }

  private static String in(ReleaseRecord release, Optional<Assessment> assessment, String then) {
    Optional<Duration> left = left(release, assessment);
    String when =
        assessment
            .filter(a -> missing(a) > 0)
            .map(a -> whenEnough(a, left))
            .or(() ->
                left.map(l ->
                    l.isZero()
                        ? "With the next good check "
                        : "In about " + Figures.rough(l) + " "))
            .orElse("Later ");
    return when + then + ", if limits hold.";
  }

  private static String whenEnough(Assessment assessment, Optional<Duration> left) {
    long missing = missing(assessment);
    String come =
        "When "
            + String.format(Locale.ROOT, "%,d", missing)
            + (missing == 1 ? " more request has come" : " more requests have come");
    boolean known = untilEnough(assessment).isPresent();
    return left.filter(l -> !l.isZero())
        .map(Figures::rough)
        .map(l -> come + (known ? ", in about " + l + ", " : ", in " + l + " at the earliest, "))
        .orElse(come + " ");
  }

  private static String orBack(Plan plan) {
    if (plan.rollback().pointOfNoReturn().isPresent()) {
      return "A limit broken "
          + times(plan)
          + " pauses it and calls people: there is no way back any more.";
    }
    return "A limit broken "
        + times(plan)
        + plan.from()
            .map(old -> " sends everybody back to " + old)
            .orElse(" takes it out of service")
        + "; nobody is asked.";
  }

  private static String times(Plan plan) {
    int breaks = plan.limits().breaksInARow();
    return breaks == 1 ? "once" : breaks + " times in a row";
  }

  private static String paused(Paused paused, Optional<Assessment> assessment, Instant now) {
    Underway inside = paused.inside();
    boolean stays = inside.held().equals(Weight.ALL) || inside.isPastPointOfNoReturn();
    String what = stays ? "people are called " : "it goes back ";
    String when = Figures.ago(paused.giveUpAt(), now);
    if (!paused.holds().equals(Set.of(Hold.METRICS_SILENT))) {
      return "It waits for somebody; "
          + (stays ? "" : "unanswered ")
          + what
          + when
          + ". Limits are still watched.";
    }
    Duration blind =
        inside
            .plan()
            .limits()
            .blindLimit()
            .minus(assessment.map(Assessment::silentFor).orElse(Duration.ZERO));
    Instant end = now.plus(blind.isNegative() ? Duration.ZERO : blind);
    boolean sooner = inside instanceof Shifting && end.isBefore(paused.giveUpAt());
    return "It goes on by itself when it can be measured; otherwise "
        + what
        + (sooner ? Figures.ago(end, now) : when)
        + ".";
  }

  /** Why nothing counts now, and what comes of it; empty while something is measured. */
  private static Optional<String> blind(Plan plan, Optional<Assessment> assessment) {
    return assessment
        .filter(newest -> newest.verdict() == Verdict.UNMEASURABLE)
        .map(newest -> {
          Duration left = plan.limits().grace().minus(newest.silentFor());
          return "Nothing counts: "
              + Plain.line(newest.judgement().words(), 200)
              + ". "
              + (left.isNegative() || left.isZero()
                  ? "It pauses with the next check like this."
                  : "It pauses in about " + Figures.rough(left) + " of it.");
        });
  }

  private static String back(RollingBack back) {
    return switch (back.leg()) {
      case RollingBack.Leg.Restoring restoring ->
          "When the old version carries the load again, traffic goes back.";
      case RollingBack.Leg.Traffic traffic ->
          "Everybody goes back now; then the old version is checked.";
      case RollingBack.Leg.Verify verify ->
          "When the old version is healthy the new one is removed.";
      case RollingBack.Leg.CleanUp cleanUp ->
          "When the new version is removed the rollback is over.";
    };
  }
}
