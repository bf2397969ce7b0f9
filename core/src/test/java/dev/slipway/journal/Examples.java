package dev.slipway.journal;

import dev.slipway.gate.GateRecord;
import dev.slipway.gate.GateVerdict;
import dev.slipway.gate.Need;
import dev.slipway.health.Assessment;
import dev.slipway.health.GoldenSignals;
import dev.slipway.health.Judgement;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Verdict;
import dev.slipway.migration.Migration;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanHash;
import dev.slipway.plan.RollbackPlan;
import dev.slipway.plan.Stage;
import dev.slipway.plan.Step;
import dev.slipway.plan.StrategyKind;
import dev.slipway.release.Actor;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.BuiltImage;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.Commit;
import dev.slipway.release.CommitId;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.FileChange;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.risk.Classification;
import dev.slipway.risk.Finding;
import dev.slipway.risk.Kind;
import dev.slipway.risk.Level;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One of everything that a journal may hold. */
final class Examples {
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123456Z");
  static final ReleaseId SHOP_42 = new ReleaseId(new ServiceName("shop"), 42);
  static final EnvironmentName PROD = new EnvironmentName("prod");
  static final Actor ADA = Actor.person("ada", "shell");
  static final Actor DRIVER = Actor.system("driver");
  static final ArtifactDigest OLD = new ArtifactDigest("sha256:" + "a".repeat(64));
  static final ArtifactDigest NEW = new ArtifactDigest("sha256:" + "b".repeat(64));
  static final CommitId FROM = new CommitId("1".repeat(40));
  static final CommitId TO = new CommitId("2".repeat(40));
  static final PlanHash PLAN_HASH = new PlanHash("c".repeat(64));

  private Examples() {}

  static ChangeRecord change() {
    return new ChangeRecord(
        Optional.of(new Version("v2.4.0")),
        new Version("v2.4.1"),
        Optional.of(FROM),
        TO,
        NEW,
        List.of(
            new Commit(
                TO,
                "Ada Okafor",
                "ada@example.org",
                NOON,
                "Speed up \"checkout\" \u2028 \u0000 \uD83D\uDEA2",
                "half a pair: \uD83D and \uDEA2 alone",
                List.of(new Commit.Trailer("Reviewed-by", "Chi Tan <chi@example.org>")))),
        List.of(
            new FileChange("src/Pay.java", FileChange.Kind.MODIFIED, 12, 3),
            new FileChange("db/V58__points.sql", FileChange.Kind.ADDED, 1, 0)),
        List.of(
            new ChangeRecord.SqlFile("db/V58__points.sql", "alter table orders add points int;\n")),
        Optional.of(
            new BuiltImage(
                "registry.example/team/shop",
                List.of(TO.value()),
                Optional.of("https://git.example/team/shop"),
                Optional.of(NOON),
                List.of("linux/amd64", "linux/arm64"))));
  }

  static ChangeRecord firstChange() {
    return new ChangeRecord(
        Optional.empty(),
        new Version("v1"),
        Optional.empty(),
        TO,
        NEW,
        List.of(),
        List.of(),
        List.of());
  }

  /** Of an image that tells nothing of itself. */
  private static ChangeRecord bareImage() {
    ChangeRecord first = firstChange();
    return new ChangeRecord(
        first.from(),
        first.to(),
        first.fromCommit(),
        first.toCommit(),
        first.artifact(),
        first.commits(),
        first.files(),
        first.sqlFiles(),
        Optional.of(
            new BuiltImage(
                "docker.io/library/shop",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of())));
  }

  static Migration migration() {
    return new Migration(
        "V58",
        "db/V58__points.sql",
        "points",
        "alter table orders add points int;",
        "d".repeat(64),
        dev.slipway.migration.Phase.EXPAND,
        List.of("adds a column that may be null"));
  }

  static Limits limits(boolean plain) {
    return new Limits(
        2,
        Duration.ofSeconds(1),
        Duration.ofSeconds(60),
        40,
        5,
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        List.of(
            new Limit(
                Signal.ERROR_RATE,
                OptionalDouble.of(0.02),
                OptionalDouble.of(0.01),
                OptionalDouble.empty()),
            new Limit(
                new Signal("orders"),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(0.7))),
        plain ? Optional.empty() : Optional.of(GoldenSignals.DEFAULT));
  }

  static Classification risk(Optional<Classification.Override> override) {
    return new Classification(
        Level.HIGH,
        Level.MEDIUM,
        5,
        3,
        6,
        List.of(
            new Finding(
                "R1", Optional.of(Kind.SCHEMA), 3, "db/V58__points.sql", "changes the schema"),
            new Finding("R9", Optional.empty(), 2, "", "a large batch")),
        List.of("R2 permissions"),
        override);
  }

  /** Canary in two shares, with one migration. */
  static Plan plan() {
    return plan(
        List.of(
            new Stage.WeightStage(new Weight(25), 1, Duration.ofMinutes(5)),
            new Stage.WeightStage(Weight.ALL, 2, Duration.ofMinutes(5))),
        List.of(new Step.TakeCheckpoint(), new Step.RunMigration(migration())),
        Optional.of(
            new Classification.Override(Level.MEDIUM, "only a column", List.of("ada", "chi"))));
  }

  static Plan plan(
      List<Stage> stages, List<Step> starting, Optional<Classification.Override> override) {
    boolean first = override.isEmpty();
    return new Plan(
        SHOP_42,
        PROD,
        first ? Optional.empty() : Optional.of(new Version("v2.4.0")),
        first ? Optional.empty() : Optional.of(OLD),
        2,
        new Version("v2.4.1"),
        NEW,
        first ? Optional.empty() : Optional.of(FROM),
        TO,
        risk(override),
        StrategyKind.CANARY,
        "medium risk",
        stages,
        limits(first),
        List.of(migration()),
        starting,
        List.of(
            new Step.ReplaceBaseline(1, 1, 0),
            new Step.RemoveInstances("remove-old", Side.BASELINE)),
        List.of("health"),
        Duration.ofMinutes(30),
        Duration.ofSeconds(10),
        Duration.ofMinutes(2),
        Duration.ofMinutes(60),
        List.of(new Need("on-call", 1)),
        "ada",
        new RollbackPlan(
            List.of("error rate above 2 %"),
            "ada",
            "traffic switch to v2.4.0",
            "the old code ignores the column",
            false,
            first ? Optional.empty() : Optional.of("flag off checkout"),
            Duration.ofSeconds(10),
            List.of("mails that were sent"),
            first ? Optional.of("migrate-V58") : Optional.empty()),
        first ? Optional.of(ProofExamples.proofs()) : ProofExamples.of(stages),
        "e".repeat(64),
        "f".repeat(64),
        PLAN_HASH);
  }

  /** Every kind of stage and step in one plan; it makes no sense beyond that. */
  static Plan oddPlan() {
    return plan(
        List.of(
            new Stage.DarkStage(1),
            new Stage.BatchStage(new Weight(5), 1, Duration.ofSeconds(1), 1, 2),
            new Stage.WeightStage(new Weight(50), 1, Duration.ofMillis(1500)),
            new Stage.RehearsalStage(
                new Stage.WeightStage(new Weight(60), 1, Duration.ofSeconds(2))),
            new Stage.ExposureStage(
                Weight.ALL.showing(10), 1, Duration.ofMinutes(15), "checkout", true),
            new Stage.ExposureStage(
                Weight.ALL.showing(1, 10), 1, Duration.ofMinutes(15), "basket", false),
            new Stage.SwitchStage(Weight.ALL, 2, Duration.ofHours(1))),
        List.of(
            new Step.TakeCheckpoint(),
            new Step.TurnFlagsOff(List.of("checkout", "basket")),
            new Step.TakeBackup("going back may lose data"),
            new Step.RunMigration(migration()),
            new Step.DeployInstances("deploy-stage-1", Side.CANARY, 1),
            new Step.DeployWithGroup("deploy-stage-2", 2),
            new Step.CheckUnserved(),
            new Step.RunChecks(List.of("health", "login")),
            new Step.RunSuite(),
            new Step.ReplaceBaseline(1, 2, 1),
            new Step.KeepInstances("keep-old", Side.BASELINE, Duration.ofHours(24)),
            new Step.RemoveWithGroup("remove-new"),
            new Step.RemoveInstances("remove-group", Side.GROUP)),
        Optional.empty());
  }

  static Judgement judgement(Verdict verdict) {
    return new Judgement(
        verdict,
        1200,
        142,
        List.of(
            new Judgement.OfSignal(
                Signal.ERROR_RATE,
                verdict,
                OptionalDouble.of(0.003),
                OptionalDouble.of(0.1183333333333333),
                OptionalDouble.of(0.02),
                "error rate 11.8 %, limit 2.0 %"),
            new Judgement.OfSignal(
                Signal.LATENCY_P95,
                Verdict.UNMEASURABLE,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                "latency p95 is not measured")),
        "error rate 11.8 %, limit 2.0 %",
        verdict == Verdict.FAIL
            ? Optional.of(new Judgement.Evidence(NOON.minusMillis(700), NOON.minusMillis(3)))
            : Optional.empty());
  }

  static Assessment assessment(Verdict verdict, int streak, boolean complete) {
    return new Assessment(
        NOON,
        judgement(verdict),
        streak,
        2,
        Duration.ofSeconds(31),
        Duration.ofMinutes(5),
        70,
        40,
        complete,
        false,
        Duration.ZERO);
  }

  static Store.Check check(Instant at) {
    return new Store.Check(
        "stage-1",
        at,
        Duration.ofMillis(1001),
        30,
        judgement(Verdict.PASS),
        List.of(
            new Measure(new Signal("orders"), Side.CANARY, OptionalDouble.of(1.0 / 3), 10, 30),
            new Measure(Signal.ERROR_RATE, Side.CANARY, OptionalDouble.empty(), 0, 0),
            new Measure(Signal.ERROR_RATE, Side.BASELINE, OptionalDouble.of(0.0), 0, 90)));
  }

  static Fact.Opened opened() {
    return new Fact.Opened(SHOP_42, PROD, "ada", "v2.4.1 to prod", "", Optional.empty(), change());
  }

  static List<Happening> happenings() {
    GateVerdict closed =
        new GateVerdict(
            List.of(
                new GateVerdict.Block(
                    "E-GATE-01", "approval", "on-call is missing: chi", "slipway approve shop/42")),
            List.of("rehearsal is 40 days old"));
    return List.of(
        new Happening.PlanMade(NOON, ADA, plan()),
        new Happening.PlanMade(NOON, ADA, oddPlan()),
        new Happening.StartRequested(NOON, ADA, closed, PLAN_HASH),
        new Happening.StartScheduled(NOON, ADA, NOON.plusSeconds(3600)),
        new Happening.TimePassed(NOON, DRIVER, Optional.of(GateVerdict.OPEN)),
        new Happening.TimePassed(NOON, DRIVER, Optional.empty()),
        new Happening.CancelRequested(NOON, ADA, "not today"),
        new Happening.StepDone(NOON, DRIVER, "migrate-V58", 1, "applied in 40 ms"),
        new Happening.StepDone(
            NOON,
            DRIVER,
            "checkpoint",
            1,
            "running v2.4.0",
            Optional.of(KeptExamples.checkpoint())),
        new Happening.StepDone(
            NOON, DRIVER, "checkpoint", 2, "running v2.4.0", Optional.of(KeptExamples.balanced())),
        new Happening.StepDone(
            NOON,
            DRIVER,
            "backup",
            1,
            "backup at shop.dump",
            Optional.of(KeptExamples.backup(123456789012L))),
        new Happening.StepDone(
            NOON, DRIVER, "backup", 2, "backup at s3://b/k", Optional.of(KeptExamples.elsewhere())),
        new Happening.StepFailed(
            NOON, DRIVER, "migrate-V58", 2, "lock timeout", Happening.Changed.UNKNOWN),
        new Happening.StepFailed(
            NOON,
            DRIVER,
            "deploy-1",
            1,
            "ended with 4",
            Happening.Changed.NO,
            KeptExamples.printed()),
        new Happening.TrafficSettled(NOON, DRIVER, new Weight(25), "started 09:00"),
        new Happening.TrafficFailed(NOON, DRIVER, "connection refused"),
        new Happening.Checked(NOON, DRIVER, "stage-2", assessment(Verdict.FAIL, 2, false)),
        new Happening.AlertFired(
            NOON, new Actor("alertmanager", Actor.Kind.MACHINE, "webhook"), "CheckoutDown"),
        new Happening.Drifted(
            NOON,
            DRIVER,
            Happening.Drift.LOWERED,
            new Weight(5),
            "started 09:00",
            "somebody lowered it"),
        new Happening.PauseRequested(NOON, ADA, "lunch"),
        new Happening.ResumeRequested(NOON, ADA, GateVerdict.OPEN, true, "back"),
        new Happening.AdvanceRequested(
            NOON,
            ADA,
            OptionalInt.of(1),
            true,
            Optional.of(assessment(Verdict.INCONCLUSIVE, 0, false)),
            "quiet night"),
        new Happening.AdvanceRequested(
            NOON, ADA, OptionalInt.empty(), false, Optional.empty(), "enough"),
        new Happening.ExtendRequested(NOON, ADA, Duration.ofMinutes(10), "watch longer"),
        new Happening.RollbackRequested(
            NOON, new Actor("eve", Actor.Kind.UNKNOWN, "slack"), "customers call", true),
        new Happening.FinishRequested(NOON, ADA, "all well"),
        ProofExamples.planned(),
        ProofExamples.finish(),
        ProofExamples.resume(),
        ProofExamples.checked(),
        new Happening.HideRequested(NOON, ADA, "baskets look odd"),
        new Happening.RetireRequested(NOON, ADA, "nobody goes back"),
        new Happening.StandingLost(NOON, DRIVER, "approval of chi withdrawn"),
        new Happening.TakenBackUnrecorded(NOON, DRIVER, NOON.minusSeconds(60), "rollback.sh ran"),
        new Happening.ResolvedByHand(NOON, ADA, "I looked at every page"));
  }

  static List<GateRecord> gateRecords() {
    return List.of(
        new GateRecord.Approved("chi", NOON, "on-call", PLAN_HASH.value(), "slack", "go"),
        new GateRecord.ApprovalWithdrawn("chi", NOON, "wrong release"),
        new GateRecord.ItemConfirmed(
            "slipway",
            NOON,
            "tests-green",
            "build 812",
            TO.value(),
            Optional.of(NOON.plusSeconds(86400))),
        new GateRecord.ItemConfirmed(
            "ada", NOON, "docs", "read", PLAN_HASH.value(), Optional.empty()),
        new GateRecord.ItemFailed("slipway", NOON, "tests-green", "2 tests fail"),
        new GateRecord.ItemWithdrawn("ada", NOON, "docs", "was another release"),
        new GateRecord.ItemWaived(
            "ada", NOON, "load-test", "no change there", NOON.plusSeconds(86400)),
        new GateRecord.RiskSet("ada", NOON, "high", "month end"));
  }

  private static List<Effect> effects() {
    return List.of(
        new Effect.Perform(new Step.RunMigration(migration()), 1),
        new Effect.WriteDocuments(),
        new Effect.Announce(Effect.News.STARTED, "shop/42 started"),
        new Effect.PageSomeone("the way back is stuck"));
  }

  static List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(opened());
    facts.add(
        new Fact.Opened(
            SHOP_42,
            PROD,
            "ada",
            "first",
            "was rolled back once",
            Optional.of(new ReleaseId(new ServiceName("shop"), 41)),
            Optional.of(new ReleaseId(new ServiceName("shop"), 40)),
            Optional.of(new ReleaseId(new ServiceName("shop"), 39)),
            firstChange()));
    facts.add(new Fact.Opened(SHOP_42, PROD, "ada", "image", "", Optional.empty(), bareImage()));
    Reason reason = reason("migrations done");
    happenings()
        .forEach(happening ->
            facts.add(
                new Fact.Happened(happening, Fact.Answer.MOVED, reason, "Starting", effects())));
    gateRecords().forEach(gateRecord -> facts.add(new Fact.Gated(gateRecord)));
    facts.add(new Fact.Adopted("v2.4.0 was running"));
    facts.add(new Fact.Affected(NOON, NOON.plusSeconds(31), 70, 27));
    facts.add(new Fact.StepIntended("migrate-V58", 1, "apply V58 (expand)"));
    facts.add(new Fact.TrafficIntended(new Weight(25), "stage 1"));
    facts.add(new Fact.DocumentsWritten(List.of("plan.md", "rollback.sh")));
    facts.add(
        new Fact.TrafficFound(Fact.Found.LOST, 0, "1789/12", "the balancer restarted and forgot"));
    facts.add(
        new Fact.FlagFound("checkout", Fact.Found.ELSEWHERE, 0, "somebody turned checkout off"));
    facts.add(new Fact.ToldElsewhere("#a (slack:C1)", "#b (slack:C2)"));
    facts.add(new Fact.Concluded("tag", true, "tagged shop-v2 at 41fa9c0"));
    facts.add(new Fact.Announced("STARTED", "shop/42 started"));
    facts.add(new Fact.Paged("the way back is stuck"));
    facts.add(new Fact.CatalogueActivated("f".repeat(64), Optional.of("1".repeat(40))));
    facts.add(new Fact.CatalogueActivated("f".repeat(64), Optional.empty()));
    facts.add(
        new Fact.TokenCreated(
            "k3m7qz2x4a", "ada", "laptop", NOON.plusSeconds(90), Optional.of("aaaaaaaaaa")));
    facts.add(
        new Fact.TokenCreated("aaaaaaaaaa", "ci", "", NOON.plusSeconds(90), Optional.empty()));
    facts.add(new Fact.TokenRevoked("k3m7qz2x4a", "lost"));
    facts.add(new Fact.Sealed(List.of(new Fact.SealedHead("release/shop/42", 7, "0".repeat(64)))));
    return facts;
  }

  /** The machine's own reasons are made by the machine alone; the record is open to all. */
  static Reason reason(String words) {
    return new Reason(Reason.Code.AS_PLANNED, words);
  }
}
