package dev.slipway.rollout;

import dev.slipway.gate.GateVerdict;
import dev.slipway.health.Assessment;
import dev.slipway.health.Judge;
import dev.slipway.health.Judgement;
import dev.slipway.health.Limits;
import dev.slipway.health.ThresholdJudge;
import dev.slipway.health.Watch;
import dev.slipway.plan.Plan;
import dev.slipway.release.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One release driven through the real machine, judge and account, by a clock that only this class
 * moves.
 */
final class VirtualRollout {
  private static final Actor DRIVER = Actor.system("simulation");
  private static final Judge JUDGE = new ThresholdJudge();

  /** Past this many times the planned duration of a stretch, too little data counts. */
  private static final int PATIENCE = 4;

  /**
   * What became of a fault.
   *
   * @param checks from the first that could see it to the one that took the release back
   */
  record Caught(int checks, Duration after) {}

  /**
   * @param because why it ended like this
   */
  record End(State state, String because, int checks, Optional<Caught> caught) {}

  /** A new version that turns bad in a stage, so many checks after it began. */
  record Fault(int stage, int checksIn, VirtualShop.Behaviour behaviour) {}

  private final Plan plan;
  private final Limits limits;
  private final Optional<Fault> fault;
  private final Duration scrape;
  private final VirtualShop shop;
  private final SplittableRandom random;
  private Instant now = Instant.parse("2026-11-16T10:00:00Z");
  private State state;
  private int percent;
  private Watch watch;
  private String stretch = "";
  private int checks;
  private int checksInStage;
  private int faultyChecks;
  private long newRequests;
  private boolean plainlyBroken;
  private Optional<Instant> brokenSince = Optional.empty();
  private String because = "";

  VirtualRollout(Plan plan, long seed, Optional<Fault> fault) {
    this(plan, plan.limits().interval(), seed, fault);
  }

  /**
   * @param scrape how often the source looks; once a limit is plainly broken, its next look is
   *     judged
   */
  VirtualRollout(Plan plan, Duration scrape, long seed, Optional<Fault> fault) {
    this.scrape = scrape;
    this.plan = plan;
    this.limits = plan.limits();
    this.fault = fault;
    this.random = new SplittableRandom(seed);
    this.shop = new VirtualShop(scrape, limits.window(), random);
    this.state = new Planned(plan, Optional.empty());
    this.watch = Watch.begin(now, Duration.ZERO, Duration.ZERO);
  }

  /** Until it is finished, paused, or on its way back. */
  End run() {
    tell(new Happening.StartRequested(now, DRIVER, GateVerdict.OPEN, plan.hash()));
    while (state instanceof Underway underway && !(state instanceof Completing)) {
      work(underway);
      if (percent > 0) {
        breakWhenDue();
        pass();
        check();
      }
    }
    return new End(
        state,
        because,
        checks,
        brokenSince.map(since -> new Caught(faultyChecks, Duration.between(since, now))));
  }

  /** Steps and traffic moves succeed at once; each check sees at most one. */
  private void work(Underway underway) {
    if (underway.work().isPresent()) {
      Effect.Perform perform = underway.work().get();
      tell(new Happening.StepDone(now, DRIVER, perform.step().id(), perform.attempt(), "done"));
    } else if (underway instanceof Shifting shifting && shifting.phase() instanceof Phase.Moving) {
      percent = shifting.target().percent();
      tell(new Happening.TrafficSettled(now, DRIVER, shifting.target(), "1"));
      checksInStage = 0;
      shop.lookFromNowOn();
    }
    begin();
  }

  /** A new stretch of watching begins where users are watched for another reason than before. */
  private void begin() {
    String next =
        switch (state) {
          case Shifting shifting when shifting.phase() instanceof Phase.Baking ->
              "stage " + shifting.stage();
          case Observing observing -> "observing";
          default -> stretch;
        };
    if (!next.equals(stretch)) {
      Duration needed =
          state instanceof Shifting shifting ? plan.stage(shifting.stage()).bake() : plan.observe();
      Watch begun = Watch.begin(now, needed, needed.multipliedBy(PATIENCE));
      watch = (state instanceof Observing ? begun.onlyClean() : begun).carrying(watch);
      stretch = next;
    }
  }

  private void pass() {
    Duration until = plainlyBroken ? scrape : limits.interval();
    newRequests = 0;
    for (Duration gone = Duration.ZERO; gone.compareTo(until) < 0; gone = gone.plus(scrape)) {
      shop.pass(percent);
      newRequests += shop.newRequests();
      now = now.plus(scrape);
    }
  }

  private void breakWhenDue() {
    if (fault.isPresent()
        && brokenSince.isEmpty()
        && state instanceof Shifting shifting
        && shifting.stage() == fault.get().stage()
        && checksInStage == fault.get().checksIn()) {
      shop.newVersion(fault.get().behaviour());
      brokenSince = Optional.of(now);
    }
  }

  private void check() {
    checks++;
    checksInStage++;
    if (brokenSince.isPresent()) {
      faultyChecks++;
    }
    Judge.Question question =
        percent == 100 ? Judge.Question.CANARY_ALONE : Judge.Question.CANARY_AGAINST_BASELINE;
    Judgement judgement = JUDGE.judge(limits, question, shop.snapshot(now));
    plainlyBroken = Watch.isBeyondLuck(limits, judgement);
    watch = watch.after(limits, judgement, now, newRequests);
    Assessment assessment = watch.assess(limits, judgement, now);
    tell(new Happening.Checked(now, DRIVER, Watched.in(state).orElse(""), assessment));
  }

  private void tell(Happening happening) {
    Decision decision = state.on(happening);
    switch (decision) {
      case Decision.Moved moved -> {
        state = moved.next();
        because = moved.because().words();
      }
      case Decision.Stayed stayed -> {}
      case Decision.Late late ->
          throw new IllegalStateException(happening + " came late in " + state.name());
      case Decision.Refused refused -> throw new IllegalStateException(refused.because().words());
    }
  }
}
