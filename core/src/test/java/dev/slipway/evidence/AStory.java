package dev.slipway.evidence;

import dev.slipway.gate.GateRecord;
import dev.slipway.gate.GateVerdict;
import dev.slipway.gate.Need;
import dev.slipway.health.Assessment;
import dev.slipway.health.Judgement;
import dev.slipway.health.Signal;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Chain;
import dev.slipway.journal.Codec;
import dev.slipway.journal.Entry;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.StreamName;
import dev.slipway.plan.Plan;
import dev.slipway.release.Actor;
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
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Kept;
import dev.slipway.rollout.Situations;
import dev.slipway.rollout.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The story of shop from v1 to v2, entry by entry, as a driver would write it: stages at 5, 25 and
 * 100 %. Every entry comes a quarter of a second after the one before unless {@link #after} says
 * more.
 */
final class AStory {
  static final Instant OPENED = Instant.parse("2026-11-17T10:00:00Z");
  static final Actor ADA = Actor.person("ada", "shell");
  static final Actor DRIVER = Actor.system("driver");

  private final ReleaseId id;
  private final List<Entry> entries = new ArrayList<>();
  private final Plan plan;
  private Instant now = OPENED;

  private AStory(ReleaseId id, Plan plan, String title, List<Commit> commits) {
    this.id = id;
    this.plan = plan;
    ChangeRecord change =
        new ChangeRecord(
            plan.from(),
            plan.to(),
            plan.fromCommit(),
            plan.toCommit(),
            plan.artifact(),
            commits,
            List.of(new FileChange("src/Cart.java", FileChange.Kind.MODIFIED, 12, 3)),
            List.of());
    says(new Fact.Opened(id, plan.environment(), "ada", title, "", Optional.empty(), change), ADA);
  }

  static AStory opened() {
    return opened(42, commit("Speed up the cart SHOP-812"));
  }

  static AStory opened(long number, Commit... commits) {
    return opened(number, "v2", "The cart is faster", commits);
  }

  static AStory opened(long number, String version, String title, Commit... commits) {
    ReleaseId id = new ReleaseId(new ServiceName("shop"), number);
    return new AStory(id, plan(id, version), title, List.of(commits));
  }

  static Commit commit(String subject) {
    return new Commit(
        new CommitId("2".repeat(40)),
        "Ada Okafor",
        "ada@example.org",
        OPENED.minus(Duration.ofDays(1)),
        subject,
        "",
        List.of(new Commit.Trailer("Reviewed-by", "Chi Tan")));
  }

  /** A plan with something to say in every part. */
  private static Plan plan(ReleaseId id, String version) {
    Plan plan = Situations.aPlan().make();
    Classification risk =
        new Classification(
            Level.HIGH,
            Level.MEDIUM,
            6,
            3,
            6,
            List.of(
                new Finding(
                    "R1",
                    Optional.of(Kind.SCHEMA),
                    2,
                    "db/V58__notes.sql",
                    "schema change, additive only"),
                new Finding("R12", Optional.empty(), 1, "batch", "large batch: 60 commits")),
            List.of("R2 money: no file matches"),
            Optional.of(
                new Classification.Override(Level.MEDIUM, "only a column", List.of("ada", "chi"))));
    return new Plan(
        id,
        new EnvironmentName("prod"),
        plan.from(),
        plan.fromArtifact(),
        plan.fromInstances(),
        new Version(version),
        plan.artifact(),
        plan.fromCommit(),
        plan.toCommit(),
        risk,
        plan.strategy(),
        plan.strategyBecause(),
        plan.stages(),
        plan.limits(),
        plan.migrations(),
        plan.starting(),
        plan.completing(),
        plan.checksAfter(),
        plan.observe(),
        plan.verifyRollback(),
        plan.verifyDeadline(),
        plan.hold(),
        List.of(new Need("on-call", 1)),
        "ada",
        plan.rollback(),
        plan.policyHash(),
        plan.catalogueHash(),
        plan.hash());
  }

  ReleaseRecord record() {
    return Replay.of(entries);
  }

  Plan plan() {
    return plan;
  }

  Instant now() {
    return now;
  }

  AStory after(Duration time) {
    now = now.plus(time);
    return this;
  }

  AStory says(Fact fact, Actor by) {
    String previous = entries.isEmpty() ? Chain.BEGINNING : entries.getLast().hash();
    entries.add(
        Chain.link(
            StreamName.of(id),
            entries.size() + 1L,
            previous,
            Codec.encode(fact),
            now,
            by,
            "host:1"));
    now = now.plusMillis(250);
    return this;
  }

  AStory happens(Happening happening) {
    ReleaseRecord before = record();
    return says(
        Replay.fact(before.state(), happening, before.state().on(happening)), happening.by());
  }

  AStory planned() {
    return happens(new Happening.PlanMade(now, ADA, plan));
  }

  AStory gated(GateRecord record) {
    return says(new Fact.Gated(record), Actor.person(record.by(), "shell"));
  }

  /** Chi approves, an item is confirmed, another one waived. */
  AStory gates() {
    return gated(new GateRecord.Approved("chi", now, "on-call", plan.hash().value(), "slack", "go"))
        .gated(
            new GateRecord.ItemConfirmed(
                "ada", now, "tests-green", "build 812", plan.toCommit().value(), Optional.empty()))
        .gated(
            new GateRecord.ItemWaived(
                "chi", now, "stakeholders", "night release", OPENED.plus(Duration.ofDays(1))));
  }

  AStory started() {
    return happens(new Happening.StartRequested(now, ADA, GateVerdict.OPEN, plan.hash()));
  }

  AStory works(String step, String evidence) {
    says(new Fact.StepIntended(step, 1, "words of " + step), DRIVER);
    after(Duration.ofSeconds(2));
    return happens(new Happening.StepDone(now, DRIVER, step, 1, evidence));
  }

  AStory puts(String step, Kept kept) {
    return happens(new Happening.StepDone(now, DRIVER, step, 1, "put aside", Optional.of(kept)));
  }

  AStory shareTo(int percent) {
    says(new Fact.TrafficIntended(new Weight(percent), "because it is wanted"), DRIVER);
    return happens(new Happening.TrafficSettled(now, DRIVER, new Weight(percent), "router-1"));
  }

  AStory checked(Verdict verdict, int streak, boolean complete) {
    boolean broken = verdict == Verdict.FAIL;
    String words = broken ? "error rate 30.0 %, limit 2.00 %" : "error rate 0.30 %, limit 2.00 %";
    Judgement judgement =
        new Judgement(
            verdict,
            120,
            broken ? 36 : 0,
            List.of(
                new Judgement.OfSignal(
                    Signal.ERROR_RATE,
                    verdict,
                    OptionalDouble.of(0.003),
                    OptionalDouble.of(broken ? 0.3 : 0.003),
                    OptionalDouble.of(0.02),
                    words)),
            words);
    return happens(
        new Happening.Checked(
            now,
            DRIVER,
            Watched.in(record().state()).orElse(""),
            new Assessment(
                now,
                judgement,
                streak,
                2,
                Duration.ofMinutes(15),
                Duration.ofMinutes(15),
                460,
                40,
                complete,
                false,
                Duration.ZERO)));
  }

  AStory heldWell() {
    return after(Duration.ofMinutes(15)).checked(Verdict.PASS, 0, true);
  }

  /** A quarter of the users are on the new version. */
  AStory atAQuarter() {
    return planned()
        .gates()
        .started()
        .works("checkpoint", "running v1 on old-1, old-2; 57 migrations applied")
        .works("migrate-V58", "applied in 40 ms")
        .works("deploy-stage-1", "1 of 1 ready")
        .shareTo(5)
        .heldWell()
        .works("deploy-stage-2", "2 of 2 ready")
        .shareTo(25);
  }

  /** The limit breaks twice, five seconds apart. */
  AStory broken() {
    return atAQuarter()
        .after(Duration.ofSeconds(30))
        .checked(Verdict.FAIL, 1, false)
        .after(Duration.ofMillis(4750))
        .checked(Verdict.FAIL, 2, false);
  }

  AStory rolledBack() {
    return broken()
        .shareTo(0)
        .after(Duration.ofSeconds(30))
        .checked(Verdict.PASS, 0, true)
        .says(new Fact.Affected(OPENED.plusSeconds(9), now, 1234, 27), DRIVER)
        .works("remove-new", "0 left");
  }

  AStory finished() {
    return atAQuarter()
        .heldWell()
        .works("deploy-stage-3", "8 of 8 ready")
        .shareTo(100)
        .heldWell()
        .works("checks", "2 of 2 checks passed")
        .after(Duration.ofMinutes(30))
        .checked(Verdict.PASS, 0, true)
        .works("replace-1", "0 old instances")
        .works("remove-old", "gone");
  }
}
