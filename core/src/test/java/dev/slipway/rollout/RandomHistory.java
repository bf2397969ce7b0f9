package dev.slipway.rollout;

import dev.slipway.gate.GateVerdict;
import dev.slipway.health.Assessment;
import dev.slipway.health.Judgement;
import dev.slipway.health.Verdict;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Proofs.Consequence;
import dev.slipway.plan.Proofs.Moment;
import dev.slipway.plan.Step;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Happening.Changed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Happenings drawn at random, the same for the same seed. About half of them fit the state, so that
 * releases get somewhere; the rest is anything: mismatched steps, stale attempts, wrong shares,
 * earlier happenings once more, clocks that jump.
 */
final class RandomHistory {
  static final List<Plan> PLANS =
      List.of(
          Situations.aPlan().make(),
          Situations.aPlan().withStages(100).make(),
          Situations.aPlan().withStages(1, 5, 10, 25, 50, 100).make(),
          Situations.aPlan().withStages(5, 25, 50, 100).withInstances(1, 2, 8, 8).make(),
          Situations.aPlan().rehearsing().make(),
          Situations.aPlan().keepingOld(Duration.ofHours(24)).make(),
          Situations.aPlan().losingData().make(),
          Situations.aPlan().dark().make(),
          Situations.aPlan().showing(0, 10, 100).withoutWayBackAfterMigration().make(),
          Situations.aPlan().showing(0, 1, 10, 50, 100).make(),
          Situations.aPlan().showing(0, 50, 100).thenShowing(1, 100).make(),
          Situations.aPlan().proving(Moment.BEFORE_USERS, Consequence.ROLL_BACK).make(),
          Situations.aPlan().proving(Moment.EVERYBODY, Consequence.ROLL_BACK).make(),
          Situations.aPlan().proving(Moment.EVERYBODY, Consequence.PAUSE).losingData().make(),
          Situations.aPlan().withoutWayBackAfterMigration().make(),
          Situations.aPlan().withoutWayBackAfterMigration().losingData().make());

  private static final List<String> WORDS =
      List.of("as agreed", "looks odd", "", "  ", "month end");
  private static final int REMEMBERED = 12;
  private final SplittableRandom random;
  private final Plan plan;
  private final List<Happening> earlier = new ArrayList<>();
  private Instant now = Situations.TEN;

  RandomHistory(long seed) {
    random = new SplittableRandom(seed);
    plan = one(PLANS);
  }

  Plan plan() {
    return plan;
  }

  Instant now() {
    return now;
  }

  Happening next(State state) {
    int dice = random.nextInt(100);
    now = now.plus(time());
    Happening next =
        dice < 10 && !earlier.isEmpty()
            ? one(earlier)
            : shown(dice < 60 ? fitting(state) : any(state, random.nextInt(24)));
    earlier.add(next);
    if (earlier.size() > REMEMBERED) {
      earlier.removeFirst();
    }
    return next;
  }

  /** With what somebody has shown by now of what the plan asks for. */
  private Happening shown(Happening happening) {
    if (plan.proofs().isEmpty() || chance(10)) {
      return happening;
    }
    List<String> missing =
        plan.proofs().orElseThrow().items().stream().filter(item -> chance(30)).toList();
    Optional<Unshown> unshown = Optional.of(new Unshown(missing));
    return switch (happening) {
      case Happening.Checked checked -> checked.missing(unshown);
      case Happening.ResumeRequested it ->
          new Happening.ResumeRequested(
              it.at(), it.by(), it.gates(), it.runningRight(), it.reason(), unshown);
      case Happening.FinishRequested it ->
          new Happening.FinishRequested(it.at(), it.by(), it.reason(), unshown);
      default -> happening;
    };
  }

  private Duration time() {
    int dice = random.nextInt(100);
    return dice < 3
        ? Duration.ofHours(2)
        : dice < 6 ? Duration.ofSeconds(-20) : Duration.ofSeconds(random.nextInt(60));
  }

  private GivenHappening happening() {
    return Situations.at(now).because(one(WORDS));
  }

  /** What an honest driver or a helpful person would send now. */
  private Happening fitting(State state) {
    return switch (state) {
      case Draft draft -> happening().planMade(plan);
      case Planned planned -> happening().start(planned.plan());
      case Underway underway -> fitting(underway);
      case Paused paused -> chance(50) ? happening().resume() : fitting(paused.inside());
      case RollingBack back ->
          back.work().isPresent()
              ? happening().stepDone(back.work().get())
              : back.leg() instanceof RollingBack.Leg.Traffic
                  ? happening().settled(Weight.NONE)
                  : complete(back);
      case RollbackFailed failed ->
          chance(50) ? happening().timePassed() : happening().rollbackAcceptingLoss();
      case Finished finished -> complete(finished);
      case RolledBack rolledBack -> happening().resolvedByHand();
      case Cancelled cancelled -> happening().cancel();
    };
  }

  private Happening fitting(Underway underway) {
    if (underway.mayRaise() && chance(70)) {
      return happening().settled(underway.target());
    }
    return underway.work().isPresent()
        ? happening().stepDone(underway.work().get())
        : complete(underway);
  }

  private Happening complete(State state) {
    return happening().checked(state, Situations.anAssessment().passing().complete());
  }

  private Happening any(State state, int kind) {
    GivenHappening it = happening();
    return switch (kind) {
      case 0 -> it.planMade(chance(50) ? plan : one(PLANS));
      case 1 -> it.start(chance(80) ? plan : one(PLANS), gates());
      case 2 -> it.startScheduled(now.plusSeconds(random.nextInt(-60, 600)));
      case 3, 4 -> chance(20) ? it.timePassed() : it.timePassed(gates());
      case 5 -> it.cancel();
      case 6 -> it.stepDone(step(state), random.nextInt(1, 5));
      case 7, 8 -> it.stepFailed(step(state), random.nextInt(1, 5), one(List.of(Changed.values())));
      case 9 -> failing(state);
      case 10 -> it.settled(share());
      case 11 -> it.trafficFailed();
      case 12, 13 ->
          new Happening.Checked(
              now,
              Situations.DRIVER,
              chance(90) ? Watched.in(state).orElse("nothing") : "stage-2",
              assessment());
      case 14 -> it.alert();
      case 15 -> chance(60) ? it.lost() : it.lowered(share());
      case 16 -> chance(50) ? it.raised() : it.foreignVersion();
      case 17 -> it.pause();
      case 18 -> it.resume(gates(), chance(50));
      case 19 ->
          it.advance(
              stage(), chance(50), chance(50) ? Optional.of(assessment()) : Optional.empty());
      case 20 -> it.extend(Duration.ofMinutes(random.nextInt(1, 90)));
      case 21 -> chance(50) ? it.rollback() : it.rollbackAcceptingLoss();
      case 22 ->
          chance(50)
              ? chance(70) ? it.finish() : chance(50) ? it.retire() : it.hide()
              : chance(50) ? it.takenBack() : it.resolvedByHand();
      default -> it.standingLost();
    };
  }

  /** The step that is under way fails. */
  private Happening failing(State state) {
    return happening().stepFailed(TableSituations.work(state), one(List.of(Changed.values())));
  }

  private String step(State state) {
    if (chance(50)) {
      return TableSituations.work(state).step().id();
    }
    List<Step> steps = new ArrayList<>(plan.starting());
    steps.addAll(plan.completing());
    steps.addAll(List.of(plan.verification(), plan.restore(), plan.cleanUp()));
    for (int i = 0; i < plan.stages().size(); i++) {
      steps.add(plan.capacityFor(i));
    }
    return chance(90) ? one(steps).id() : "a step of nobody";
  }

  private Weight share() {
    int dice = random.nextInt(3);
    return dice == 0
        ? Weight.NONE
        : dice == 1
            ? plan.stage(random.nextInt(plan.stages().size())).weight()
            : new Weight(random.nextInt(101));
  }

  private OptionalInt stage() {
    return chance(50)
        ? OptionalInt.empty()
        : OptionalInt.of(random.nextInt(-1, plan.stages().size() + 2));
  }

  private GateVerdict gates() {
    return chance(50) ? GateVerdict.OPEN : Situations.CLOSED;
  }

  /**
   * As the account of a stretch would draw it: complete only when it passes, silent only when it
   * cannot be measured.
   */
  private Assessment assessment() {
    Verdict verdict = one(List.of(Verdict.values()));
    boolean complete = verdict == Verdict.PASS && chance(40);
    Duration silent =
        verdict == Verdict.UNMEASURABLE
            ? Duration.ofSeconds(one(List.of(5, 59, 61, 599, 601, 9000)))
            : Duration.ZERO;
    int streak =
        switch (verdict) {
          case PASS -> 0;
          case FAIL -> random.nextInt(1, 4);
          case INCONCLUSIVE, UNMEASURABLE -> chance(80) ? 0 : random.nextInt(3);
        };
    long requests = random.nextInt(200);
    return new Assessment(
        now,
        new Judgement(verdict, requests, 0, List.of(), "error rate " + verdict.words()),
        streak,
        2,
        Duration.ofMinutes(random.nextInt(20)),
        Duration.ofMinutes(15),
        complete ? requests + 40 : requests,
        40,
        complete,
        !complete && chance(30),
        silent);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
