package dev.slipway.plan;

import dev.slipway.gate.Need;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Signal;
import dev.slipway.migration.Migration;
import dev.slipway.migration.Phase;
import dev.slipway.release.ArtifactDigest;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Given-words for plans: the practice shop, v1 on four instances, v2 to come. */
public final class SampleFacts {
  private static final ServiceName SHOP = new ServiceName("shop");
  private static final EnvironmentName PROD = new EnvironmentName("prod");

  private Level level = Level.MEDIUM;
  private Set<Kind> kinds = Set.of();
  private List<Migration> migrations = List.of();
  private Optional<Version> from = Optional.of(new Version("v1"));
  private PlanFacts.TargetFacts target =
      new PlanFacts.TargetFacts(4, 60, 120, 8, Set.of(StrategyKind.CANARY));
  private Optional<StrategyKind> requested = Optional.empty();
  private Optional<PlanFacts.Waiver> waiver = Optional.empty();
  private List<Commit.Trailer> trailers = List.of();
  private List<FileChange> files = List.of();
  private Limits limits = demoLimits();
  private Duration bake = Duration.ofSeconds(15);
  private Duration observe = Duration.ofSeconds(15);
  private Optional<ReleaseId> undoes = Optional.empty();
  private Optional<ReleaseId> rehearses = Optional.empty();
  private List<String> turnsOff = List.of();
  private Rolling rolling = Rolling.USUAL;
  private List<Weight> weights = weights(5, 10, 25, 50, 100);
  private StrategyKind mediumStrategy = StrategyKind.CANARY;
  private String owner = "chi";
  private TargetSpec where = new TargetSpec.Practice(Path.of("fleet.json"));
  private String catalogueHash = "c".repeat(64);

  private Optional<Switching> switching = Optional.empty();
  private Baseline baseline = Baseline.STABLE;

  private SampleFacts() {}

  public static SampleFacts aRelease() {
    return new SampleFacts();
  }

  public SampleFacts risk(Level next, Kind... of) {
    level = next;
    kinds = of.length == 0 ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(List.of(of));
    return this;
  }

  public SampleFacts migrations(Migration... next) {
    migrations = List.of(next);
    return this;
  }

  public SampleFacts from(String label) {
    from = Optional.of(new Version(label));
    return this;
  }

  public SampleFacts nothingRuns() {
    from = Optional.empty();
    return target(0, 60, 120, 8, StrategyKind.CANARY);
  }

  public SampleFacts target(
      int ready, double perInstance, double load, int maximum, StrategyKind... executable) {
    target = new PlanFacts.TargetFacts(ready, perInstance, load, maximum, Set.of(executable));
    return this;
  }

  /** So many instances of the new version are up already. */
  public SampleFacts standingBy(int readyNew) {
    target =
        new PlanFacts.TargetFacts(
            target.readyOld(),
            readyNew,
            target.perInstance(),
            target.load(),
            target.maximum(),
            target.executable());
    return this;
  }

  /** How a release of medium risk takes turns between two sides. */
  public SampleFacts switching(Duration monitor, Optional<Duration> keepOld) {
    switching = Optional.of(new Switching(monitor, keepOld));
    return this;
  }

  /** What a canary of medium risk is compared with. */
  public SampleFacts comparedWith(Baseline next) {
    baseline = next;
    return this;
  }

  public SampleFacts weights(Weight... next) {
    weights = List.of(next);
    return this;
  }

  public SampleFacts exec(ExecSpec spec) {
    where = spec;
    return this;
  }

  public SampleFacts executable(StrategyKind... kindsOf) {
    return target(
        target.readyOld(), target.perInstance(), target.load(), target.maximum(), kindsOf);
  }

  public SampleFacts requested(StrategyKind next) {
    requested = Optional.of(next);
    return this;
  }

  public SampleFacts waived(String reason, String person) {
    waiver = Optional.of(new PlanFacts.Waiver(reason, person));
    return this;
  }

  public SampleFacts trailer(String key, String value) {
    trailers = new ArrayList<>(trailers);
    trailers.add(new Commit.Trailer(key, value));
    return this;
  }

  public SampleFacts file(String path) {
    files = new ArrayList<>(files);
    files.add(new FileChange(path, FileChange.Kind.MODIFIED, 3, 1));
    return this;
  }

  public SampleFacts undoing() {
    undoes = Optional.of(new ReleaseId(SHOP, 1));
    return this;
  }

  public SampleFacts turningOff(String... flags) {
    turnsOff = List.of(flags);
    return this;
  }

  public SampleFacts rehearsing() {
    rehearses = Optional.of(new ReleaseId(SHOP, 1));
    return this;
  }

  public SampleFacts rolling(Optional<BatchSize> batch, Optional<Duration> pause) {
    rolling = new Rolling(batch, pause);
    return this;
  }

  public SampleFacts limits(Limits next) {
    limits = next;
    return this;
  }

  public SampleFacts watched(Duration perStage, Duration after) {
    bake = perStage;
    observe = after;
    return this;
  }

  public SampleFacts weightsOf(int... percents) {
    weights = weights(percents);
    return this;
  }

  public SampleFacts mediumMeans(StrategyKind strategy) {
    mediumStrategy = strategy;
    return this;
  }

  public SampleFacts owner(String next) {
    owner = next;
    return this;
  }

  public SampleFacts catalogueHash(String next) {
    catalogueHash = next;
    return this;
  }

  public PlanFacts facts() {
    Service.Environment environment = environment();
    return new PlanFacts(
        new ReleaseId(SHOP, 2),
        new Service(
            SHOP,
            Path.of("shop"),
            "{version}",
            Map.of(),
            Optional.of("db"),
            Map.of(PROD, environment)),
        environment,
        policy(),
        catalogueHash,
        change(),
        new Classification(level, level, 4, 3, 6, findings(), List.of(), Optional.empty()),
        migrations,
        from,
        from.map(version -> digest('a')),
        target,
        List.of("health", "journey-checkout"),
        owner,
        requested,
        waiver,
        undoes,
        rehearses,
        turnsOff);
  }

  public Planning planning() {
    return new Planner().plan(facts());
  }

  /** The plan; a refusal is an error. */
  public Plan plan() {
    return switch (planning()) {
      case Planning.Made made -> made.plan();
      case Planning.CannotPlan cannot -> throw new IllegalStateException(cannot.toString());
    };
  }

  /** The refusal; a plan is an error. */
  public Planning.CannotPlan refusal() {
    return switch (planning()) {
      case Planning.Made made ->
          throw new IllegalStateException("was planned: " + made.plan().strategyBecause());
      case Planning.CannotPlan cannot -> cannot;
    };
  }

  public Policy policy() {
    List<Need> onCall = List.of(new Need("on-call", 1));
    return new Policy(
        "default",
        3,
        6,
        Set.of(Kind.MONEY, Kind.PERMISSIONS),
        Map.of(
            Level.LOW,
                new Policy.Treatment(
                    StrategyKind.ROLLING, List.of(), bake, List.of(), observe, rolling),
            Level.MEDIUM,
                new Policy.Treatment(
                    mediumStrategy,
                    weights,
                    bake,
                    onCall,
                    observe,
                    Rolling.USUAL,
                    switching.orElse(new Switching(bake, Optional.empty())),
                    baseline),
            Level.HIGH, new Policy.Treatment(StrategyKind.CANARY, weights, bake, onCall, observe)),
        Duration.ofMinutes(60));
  }

  public Service.Environment environment() {
    return new Service.Environment(
        PROD, "default", where, limits, Duration.ofSeconds(10), Duration.ofMinutes(2), List.of());
  }

  public static Migration migration(String id, Phase phase) {
    return new Migration(
        id,
        "db/" + id + "__x.sql",
        "x",
        "select 1",
        id.toLowerCase(java.util.Locale.ROOT),
        phase,
        List.of());
  }

  /** As the demo judges: a check a second over ten seconds. */
  public static Limits demoLimits() {
    return limits(Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  /** As production judges: a check every five seconds over a minute. */
  public static Limits productionLimits() {
    return limits(Duration.ofSeconds(5), Duration.ofSeconds(60));
  }

  private static Limits limits(Duration interval, Duration window) {
    return new Limits(
        2,
        interval,
        window,
        40,
        5,
        Duration.ofSeconds(60),
        Duration.ofMinutes(10),
        List.of(
            new Limit(
                Signal.ERROR_RATE,
                OptionalDouble.of(0.02),
                OptionalDouble.of(0.01),
                OptionalDouble.empty()),
            new Limit(
                Signal.LATENCY_P95,
                OptionalDouble.of(500),
                OptionalDouble.empty(),
                OptionalDouble.empty()),
            new Limit(
                new Signal("orders"),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(0.7))));
  }

  public static ArtifactDigest digest(char of) {
    return new ArtifactDigest("sha256:" + String.valueOf(of).repeat(64));
  }

  private ChangeRecord change() {
    CommitId commit = new CommitId("2".repeat(40));
    return new ChangeRecord(
        from,
        new Version("v2"),
        from.map(version -> new CommitId("1".repeat(40))),
        commit,
        digest('b'),
        List.of(
            new Commit(
                commit,
                "Ada",
                "ada@example.org",
                Instant.parse("2026-11-16T10:00:00Z"),
                "add coupons",
                "",
                trailers)),
        files,
        List.of());
  }

  private List<Finding> findings() {
    return kinds.stream()
        .map(kind -> new Finding("R1", Optional.of(kind), 2, "db/V2__x.sql", kind.words()))
        .toList();
  }

  private static List<Weight> weights(int... percents) {
    List<Weight> weights = new ArrayList<>();
    for (int percent : percents) {
      weights.add(new Weight(percent));
    }
    return weights;
  }
}
