package dev.slipway.rollout;

import dev.slipway.health.GoldenSignals;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.migration.Migration;
import dev.slipway.migration.Phase;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanHash;
import dev.slipway.plan.Proofs;
import dev.slipway.plan.RollbackPlan;
import dev.slipway.plan.Stage;
import dev.slipway.plan.Step;
import dev.slipway.plan.StrategyKind;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.CommitId;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.risk.Classification;
import dev.slipway.risk.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A plan in the making; see {@link Situations#aPlan()}. */
public final class GivenPlan {
  /**
   * What all plans here have in common: two breaks in a row, a check every 5 s, grace 60 s, blind
   * limit 10 min.
   */
  public static final Limits LIMITS =
      new Limits(
          2,
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          40,
          5,
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          List.of(
              new Limit(
                  Signal.ERROR_RATE,
                  OptionalDouble.of(0.02),
                  OptionalDouble.of(0.01),
                  OptionalDouble.empty())),
          Optional.of(GoldenSignals.DEFAULT));

  private static final int FLEET = 8;
  private static final Migration V58 =
      new Migration(
          "V58",
          "db/V58__notes.sql",
          "notes",
          "alter table t add n text",
          "58",
          Phase.EXPAND,
          List.of());

  private static final String FLAG = "coupon_ui";
  private static final String NEXT_FLAG = "dark_mode";

  private int[] weights = {5, 25, 100};
  private Optional<int[]> instances = Optional.empty();
  private boolean losesData;
  private boolean rehearsal;
  private Optional<Duration> kept = Optional.empty();
  private boolean dark;
  private Optional<int[]> exposures = Optional.empty();
  private Optional<int[]> second = Optional.empty();
  private Optional<String> pointOfNoReturn = Optional.empty();
  private Duration hold = Duration.ofMinutes(60);
  private Optional<Proofs> proofs = Optional.empty();
  private char hash = 'a';

  GivenPlan() {}

  /** Shares in percent, rising. */
  public GivenPlan withStages(int... percents) {
    weights = percents.clone();
    return this;
  }

  /** Instances each stage needs; otherwise its share of eight. */
  public GivenPlan withInstances(int... perStage) {
    instances = Optional.of(perStage.clone());
    return this;
  }

  public GivenPlan losingData() {
    losesData = true;
    return this;
  }

  /** The migration, the second starting step, is the point of no return. */
  public GivenPlan withoutWayBackAfterMigration() {
    pointOfNoReturn = Optional.of(new Step.RunMigration(V58).id());
    return this;
  }

  /** The old side stays up for so long after the end. */
  public GivenPlan keepingOld(Duration howLong) {
    kept = Optional.of(howLong);
    return this;
  }

  /** A dark launch without a flag: nobody is on it until a person goes on. */
  public GivenPlan dark() {
    dark = true;
    return this;
  }

  /** A dark launch by flag: shown in percent, rising, everybody being on the new version. */
  public GivenPlan showing(int... percents) {
    dark = true;
    exposures = Optional.of(percents.clone());
    return this;
  }

  /** And then by a second flag, the first one staying on. */
  public GivenPlan thenShowing(int... percents) {
    second = Optional.of(percents.clone());
    return this;
  }

  private static Stage exposed(Weight weight, String flag) {
    return new Stage.ExposureStage(weight, FLEET, Duration.ofMinutes(15), flag, true);
  }

  /** A suite that Slipway runs then, and a person who buys something within 20 minutes. */
  public GivenPlan proving(Proofs.Moment moment, Proofs.Consequence onFailure) {
    proofs =
        Optional.of(
            new Proofs(
                Optional.of(
                    new Proofs.Suite(
                        Proofs.Source.COMMAND, moment, onFailure, Duration.ofMinutes(10))),
                List.of(
                    new Proofs.Journey(
                        "checkout", "buy something", "on-call", false, Duration.ofMinutes(20)))));
    return this;
  }

  /** The way back is only tried, from the first stage. */
  public GivenPlan rehearsing() {
    rehearsal = true;
    return this;
  }

  public GivenPlan holding(Duration next) {
    hold = next;
    return this;
  }

  /** Another plan of the same release; a hexadecimal digit. */
  public GivenPlan hashed(char next) {
    hash = next;
    return this;
  }

  private List<Step> completing() {
    return kept.<List<Step>>map(howLong ->
            List.of(
                new Step.DeployInstances("everywhere", Side.CANARY, FLEET),
                new Step.KeepInstances("keep-old", Side.BASELINE, howLong)))
        .orElseGet(() ->
            List.of(
                new Step.ReplaceBaseline(1, 1, 0),
                new Step.RemoveInstances("remove-old", Side.BASELINE)));
  }

  public Plan make() {
    return new Plan(
        new ReleaseId(new ServiceName("shop"), 42),
        new EnvironmentName("prod"),
        Optional.of(new Version("v1")),
        Optional.of(artifact('1')),
        FLEET,
        new Version("v2"),
        artifact('2'),
        Optional.of(new CommitId("1".repeat(40))),
        new CommitId("2".repeat(40)),
        new Classification(
            Level.MEDIUM, Level.MEDIUM, 4, 3, 6, List.of(), List.of(), Optional.empty()),
        dark ? StrategyKind.DARK_LAUNCH : StrategyKind.CANARY,
        "medium risk",
        stages(),
        LIMITS,
        List.of(V58),
        List.of(new Step.TakeCheckpoint(), new Step.RunMigration(V58)),
        completing(),
        List.of("health", "journey-checkout"),
        Duration.ofMinutes(30),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        hold,
        List.of(),
        "chi",
        new RollbackPlan(
            List.of("error rate above 2 %"),
            "chi",
            "traffic switch to v1",
            "v1 cannot read what v2 wrote to orders",
            losesData,
            Optional.empty(),
            Duration.ofSeconds(10),
            List.of(),
            pointOfNoReturn),
        proofs,
        "d".repeat(64),
        "e".repeat(64),
        new PlanHash(String.valueOf(hash).repeat(64)));
  }

  private List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    if (exposures.isPresent()) {
      int[] first = exposures.get();
      for (int shown : first) {
        // With a second flag, the first one that is wholly on is not the end.
        boolean more = second.isPresent() && shown == 100;
        stages.add(exposed(more ? Weight.ALL.showing(1, 0) : Weight.ALL.showing(shown), FLAG));
      }
      for (int shown : second.orElse(new int[0])) {
        stages.add(exposed(shown == 100 ? Weight.ALL : Weight.ALL.showing(1, shown), NEXT_FLAG));
      }
      return stages;
    }
    if (dark) {
      stages.add(new Stage.DarkStage(FLEET));
    }
    for (int i = 0; i < weights.length; i++) {
      int needed =
          dark
              ? FLEET
              : instances.isPresent() ? instances.get()[i] : Math.ceilDiv(weights[i] * FLEET, 100);
      stages.add(new Stage.WeightStage(new Weight(weights[i]), needed, Duration.ofMinutes(15)));
    }
    return rehearsal ? List.of(new Stage.RehearsalStage(stages.getFirst())) : stages;
  }

  private static ArtifactDigest artifact(char digit) {
    return new ArtifactDigest("sha256:" + String.valueOf(digit).repeat(64));
  }
}
