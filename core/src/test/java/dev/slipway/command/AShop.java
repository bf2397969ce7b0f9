package dev.slipway.command;

import dev.slipway.audience.Audience;
import dev.slipway.control.Answer;
import dev.slipway.control.Books;
import dev.slipway.control.Clock;
import dev.slipway.control.Desk;
import dev.slipway.control.Opening;
import dev.slipway.control.World;
import dev.slipway.control.port.ChangeSource;
import dev.slipway.control.port.Checks;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.Documents;
import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.Migrator;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.control.port.Traffic;
import dev.slipway.gate.Need;
import dev.slipway.gate.Person;
import dev.slipway.health.Assessment;
import dev.slipway.health.Judgement;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.health.Snapshot;
import dev.slipway.health.Verdict;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.migration.Migration;
import dev.slipway.outside.store.SqliteStore;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Policy;
import dev.slipway.plan.Service;
import dev.slipway.plan.StrategyKind;
import dev.slipway.plan.TargetSpec;
import dev.slipway.release.Actor;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Commit;
import dev.slipway.release.CommitId;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.FileChange;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import dev.slipway.risk.Level;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Phase;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.Underway;
import dev.slipway.rollout.Watched;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A desk over a real store, with a shop whose v1 runs and whose other versions can be released. Ada
 * writes the code, Ben owns the service, Chi is on call, ci is a machine.
 */
public final class AShop implements AutoCloseable {
  public static final Actor ADA = Actor.person("ada", "shell");
  public static final Actor BEN = Actor.person("ben", "shell");
  public static final Actor CHI = Actor.person("chi", "shell");
  public static final Actor CI = new Actor("ci", Actor.Kind.MACHINE, "command line");
  public static final Actor STRANGER = new Actor("mallory", Actor.Kind.UNKNOWN, "shell");
  private static final Actor DRIVER = Actor.system("driver");

  public static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final EnvironmentName PROD = new EnvironmentName("prod");
  private static final EnvironmentName STAGING = new EnvironmentName("staging");
  private static final ServiceName SHOP = new ServiceName("shop");
  public static final List<String> ITEMS =
      List.of("reviewed", "tests-green", "debug-left", "on-call", "stakeholders");

  private final SqliteStore store;
  private final Books books;
  private final Desk desk;
  private final Fleet fleet = new Fleet();
  private volatile Runnable meanwhile = () -> {};
  private volatile Instant now = START;
  private String subject = "Coupon codes";
  private String title = "";
  private boolean repositoryHangs;
  private boolean historyCutOff;

  private AShop(Path folder, EnvironmentName... environments) {
    this(folder, Map.of(), Map.of(), Audience.nobody(), environments);
  }

  private AShop(
      Path folder,
      Map<String, List<String>> accounts,
      Map<EnvironmentName, List<String>> told,
      Audience audience,
      EnvironmentName... environments) {
    store = SqliteStore.open(folder.resolve("slipway.db"), "here:1", "test");
    books = new Books(store);
    Clock clock = new MovedByHand();
    desk =
        new Desk(
            books,
            new World(
                catalogue(accounts, told, audience, environments),
                fleet,
                new Repository(),
                (l, q, s) -> judged(Verdict.PASS),
                new Papers(),
                clock));
  }

  /** Four instances of this version serve everybody from here on. */
  void serves(String version) {
    fleet.live = new Version(version);
  }

  public static AShop in(Path folder) {
    return new AShop(folder, PROD);
  }

  /** With a second environment, so that two releases of the shop may move at once. */
  public static AShop withStagingIn(Path folder) {
    return new AShop(folder, PROD, STAGING);
  }

  /**
   * Whose people are in chats.
   *
   * @param accounts by the person's key: "slack:U024BE7LH"
   * @param told channels that hear of production: "slack:C024BE7LR"
   */
  public static AShop whosePeopleChat(
      Path folder, Map<String, List<String>> accounts, List<String> told) {
    return new AShop(folder, accounts, Map.of(PROD, told), Audience.nobody(), PROD, STAGING);
  }

  /**
   * With an environment for each channel, so that as many releases of the shop may move at once.
   */
  public static AShop inManyChannels(Path folder, Map<EnvironmentName, List<String>> told) {
    return new AShop(
        folder,
        Map.of("ada", List.of("memory:U-ada")),
        told,
        Audience.nobody(),
        told.keySet().toArray(EnvironmentName[]::new));
  }

  /** Of which people outside the team hear; staging is there to try things out. */
  public static AShop heardOf(Path folder, Audience audience) {
    return new AShop(folder, Map.of(), Map.of(), audience, PROD, STAGING);
  }

  public SqliteStore store() {
    return store;
  }

  public Books books() {
    return books;
  }

  /** Time as the shop has it. */
  public Clock clock() {
    return new MovedByHand();
  }

  /** Where no environment has the usual name. */
  static AShop inDevelopmentAndProduction(Path folder) {
    return new AShop(folder, new EnvironmentName("development"), new EnvironmentName("production"));
  }

  private final class MovedByHand implements Clock {
    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void pause(Duration length) {
      now = now.plus(length);
      meanwhile.run();
    }
  }

  public Desk desk() {
    return desk;
  }

  public Instant now() {
    return now;
  }

  /** Done by others whenever somebody waits. */
  public AShop meanwhile(Runnable others) {
    meanwhile = others;
    return this;
  }

  public AShop later(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** The newest commit says this. */
  public AShop whoseCommitSays(String words) {
    subject = words;
    return this;
  }

  /** The commits between the versions are not there. */
  AShop whoseHistoryIsCutOff() {
    historyCutOff = true;
    return this;
  }

  /** Listing versions takes for ever. */
  AShop whoseRepositoryHangs() {
    repositoryHangs = true;
    return this;
  }

  public AShop withAWorker() {
    store.write(writer -> {
      writer.heartbeat(new Store.Worker("here:1", 1, "here", now, "test"));
      return Boolean.TRUE;
    });
    return this;
  }

  /** Opens a release and plans it; Ada asks. */
  public ReleaseRecord opened(String version) {
    return opened(version, PROD);
  }

  public ReleaseRecord opened(String version, EnvironmentName environment) {
    return yes(
        desk.opening()
            .open(
                ADA,
                new Opening.Wish(
                    "shop",
                    version,
                    Optional.of(environment.value()),
                    Optional.empty(),
                    Optional.empty(),
                    title,
                    "")));
  }

  /** Every gate open. */
  public ReleaseRecord ready(String version) {
    return ready(opened(version));
  }

  private ReleaseRecord ready(ReleaseRecord opened) {
    ReleaseRecord release = opened;
    release = yes(desk.gates().approve(CHI, release, Optional.empty(), ""));
    for (String item : ITEMS) {
      release = yes(desk.gates().confirm(CHI, release, item, "seen"));
    }
    return release;
  }

  public ReleaseRecord started(String version) {
    withAWorker();
    return yes(desk.course().start(ADA, ready(version)));
  }

  /** A quarter of the users of an environment are on the new version. */
  public ReleaseRecord atAQuarterIn(String environment, String version) {
    return toAQuarter(startedIn(environment, version));
  }

  public ReleaseRecord startedIn(String environment, String version) {
    withAWorker();
    return yes(desk.course().start(ADA, ready(opened(version, new EnvironmentName(environment)))));
  }

  /** A quarter of the users are on the new version. */
  public ReleaseRecord atAQuarter(String version) {
    return toAQuarter(started(version));
  }

  /** The same from where its approvals are given. */
  public ReleaseRecord atAQuarter(ReleaseRecord approved) {
    ReleaseRecord release = approved;
    for (String item : ITEMS) {
      release = yes(desk.gates().confirm(CHI, release, item, "seen"));
    }
    withAWorker();
    return toAQuarter(yes(desk.course().start(ADA, release)));
  }

  /** The same from where it is ready. */
  ReleaseRecord startedToAQuarter(ReleaseRecord ready) {
    withAWorker();
    return toAQuarter(yes(desk.course().start(ADA, ready)));
  }

  private ReleaseRecord toAQuarter(ReleaseRecord started) {
    ReleaseRecord release = started;
    release = happens(release, new Happening.StepDone(tick(), DRIVER, "checkpoint", 1, "noted"));
    release =
        happens(
            release,
            new Happening.StepDone(tick(), DRIVER, "deploy-stage-1", 1, "1 instance is ready"));
    return happens(
        release, new Happening.TrafficSettled(tick(), DRIVER, new Weight(25), "router 1"));
  }

  /** Everybody is on the new version, and it is watched. */
  public ReleaseRecord observed(String version) {
    ReleaseRecord release = atAQuarter(version);
    while (release.state() instanceof Shifting shifting) {
      String stage = "stage-" + (shifting.stage() + 1);
      release =
          happens(
              release,
              switch (shifting.phase()) {
                case Phase.Preparing preparing ->
                    new Happening.StepDone(
                        tick(), DRIVER, "deploy-" + stage, preparing.attempt(), "ready");
                case Phase.Checking checking ->
                    new Happening.StepDone(
                        tick(), DRIVER, "check-unserved", checking.attempt(), "passed");
                case Phase.Proving proving ->
                    new Happening.StepDone(tick(), DRIVER, "suite", proving.attempt(), "passed");
                case Phase.Moving moving ->
                    new Happening.TrafficSettled(tick(), DRIVER, shifting.target(), "router 1");
                case Phase.Baking baking ->
                    new Happening.Checked(tick(), DRIVER, stage, assessment(Verdict.PASS, 0, true));
              });
    }
    String checks = release.plan().orElseThrow().verification().id();
    return happens(release, new Happening.StepDone(tick(), DRIVER, checks, 1, "all passed"));
  }

  /** The limit broke twice, the traffic is back, users are well, the new version is gone. */
  public ReleaseRecord rolledBack(String version) {
    return rollsBackByItself(atAQuarter(version));
  }

  /** From a quarter of the users. */
  public ReleaseRecord rollsBackByItself(ReleaseRecord atAQuarter) {
    ReleaseRecord release = atAQuarter;
    release =
        happens(
            release,
            new Happening.Checked(tick(), DRIVER, "stage-1", assessment(Verdict.FAIL, 1, false)));
    release =
        happens(
            release,
            new Happening.Checked(tick(), DRIVER, "stage-1", assessment(Verdict.FAIL, 2, false)));
    release =
        happens(release, new Happening.TrafficSettled(tick(), DRIVER, Weight.NONE, "router 1"));
    release =
        happens(
            release,
            new Happening.Checked(
                tick(), DRIVER, "after-rollback", assessment(Verdict.PASS, 0, true)));
    return happens(release, new Happening.StepDone(tick(), DRIVER, "remove-new", 1, "removed"));
  }

  /** Everything goes well until it is finished, and it is what serves then. */
  public ReleaseRecord finishes(ReleaseRecord started) {
    ReleaseRecord release = started;
    while (release.state() instanceof Underway underway) {
      release = happens(release, goesWell(underway));
    }
    serves(release.change().to().label());
    return release;
  }

  private Happening goesWell(Underway underway) {
    if (underway.work().isPresent()) {
      Effect.Perform work = underway.work().get();
      return new Happening.StepDone(tick(), DRIVER, work.step().id(), work.attempt(), "done");
    }
    return underway.mayRaise()
        ? new Happening.TrafficSettled(tick(), DRIVER, underway.target(), "router 1")
        : new Happening.Checked(
            tick(), DRIVER, Watched.in(underway), assessment(Verdict.PASS, 0, true));
  }

  /** Whose next releases are called something. */
  public AShop titled(String words) {
    title = words;
    return this;
  }

  public ReleaseRecord happens(ReleaseRecord release, Happening happening) {
    return books.tell(release, happening).after();
  }

  public Instant tick() {
    now = now.plusSeconds(1);
    return now;
  }

  public static Assessment assessment(Verdict verdict, int streak, boolean complete) {
    return new Assessment(
        START,
        judged(verdict),
        streak,
        2,
        Duration.ofSeconds(9),
        Duration.ofSeconds(15),
        120,
        40,
        complete,
        false,
        Duration.ZERO);
  }

  public static Judgement judged(Verdict verdict) {
    boolean broken = verdict == Verdict.FAIL;
    String words = broken ? "error rate 11.8 %, limit 2.00 %" : "error rate 0.30 %, limit 2.00 %";
    return new Judgement(
        verdict,
        120,
        broken ? 14 : 0,
        List.of(
            new Judgement.OfSignal(
                Signal.ERROR_RATE,
                verdict,
                OptionalDouble.of(0.003),
                OptionalDouble.of(broken ? 0.118 : 0.003),
                OptionalDouble.of(0.02),
                words)),
        words);
  }

  public static <T> T yes(Answer<T> answer) {
    return switch (answer) {
      case Answer.Yes<T> yes -> yes.value();
      case Answer.No<T> no -> throw new AssertionError(no.refusal().toString());
    };
  }

  @Override
  public void close() {
    store.close();
  }

  private static Catalogue catalogue(
      Map<String, List<String>> accounts,
      Map<EnvironmentName, List<String>> told,
      Audience audience,
      EnvironmentName... names) {
    Map<EnvironmentName, Service.Environment> environments = new HashMap<>();
    for (EnvironmentName name : names) {
      environments.put(
          name,
          new Service.Environment(
              name,
              "normal",
              accounts.isEmpty() ? new TargetSpec.Practice(Path.of("fleet.json")) : twoSides(),
              limits(),
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              List.of(),
              told.getOrDefault(name, List.of()),
              name.equals(STAGING)));
    }
    Service shop =
        new Service(
            SHOP,
            Path.of("shop"),
            "{version}",
            Map.of(),
            Optional.of("db"),
            environments,
            Optional.of("Online shop"));
    return new Catalogue(
        List.of(
            person(accounts, "ada", "Ada Okafor", "developer"),
            person(accounts, "ben", "Ben Ito", "service-owner"),
            person(accounts, "chi", "Chi Tan", "on-call"),
            new Person("ci", "CI", List.of(), List.of(), List.of(), true)),
        Map.of("normal", policy()),
        Map.of(SHOP, shop),
        audience,
        "c".repeat(64));
  }

  /** No practice: starting it in production asks first. */
  private static ExecSpec twoSides() {
    ExecSpec.Command command =
        new ExecSpec.Command(List.of("./x.sh", "{instance}"), Duration.ofMinutes(1));
    return new ExecSpec(
        Path.of("."),
        Map.of(),
        List.of(
            new ExecSpec.Group("blue", List.of("b1", "b2", "b3", "b4")),
            new ExecSpec.Group("green", List.of("g1", "g2", "g3", "g4"))),
        Map.of(),
        command,
        Duration.ofMinutes(1),
        Duration.ofSeconds(5),
        command,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new ExecSpec.Traffic.Commands(command, command, false)),
        new ExecSpec.Probe(
            new ExecSpec.Question.Http("http://{address}/health", 200),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1)),
        List.of(),
        Optional.empty());
  }

  private static Person person(
      Map<String, List<String>> accounts, String id, String name, String role) {
    return new Person(
        id,
        name,
        List.of(id + "@example.org"),
        List.of(id),
        List.of(role),
        accounts.getOrDefault(id, List.of()),
        false);
  }

  public static Limits limits() {
    return new Limits(
        2,
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        40,
        5,
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        List.of(
            new Limit(
                Signal.ERROR_RATE,
                OptionalDouble.of(0.02),
                OptionalDouble.of(0.01),
                OptionalDouble.empty())));
  }

  private static Policy policy() {
    Policy.Treatment treatment =
        new Policy.Treatment(
            StrategyKind.CANARY,
            List.of(new Weight(25), new Weight(50), Weight.ALL),
            Duration.ofSeconds(15),
            List.of(new Need("on-call", 1)),
            Duration.ofSeconds(15));
    return new Policy(
        "normal",
        3,
        6,
        Set.of(),
        Map.of(Level.LOW, treatment, Level.MEDIUM, treatment, Level.HIGH, treatment),
        Duration.ofMinutes(30));
  }

  private final class Repository implements ChangeSource {
    @Override
    public ChangeSource.Reading read(Service service, Optional<Version> from, Version to) {
      if (historyCutOff) {
        return new ChangeSource.Reading.Missing(
            "The commits between v1 and " + to + " are not here.",
            "The clone is shallow.",
            "git fetch --unshallow --tags");
      }
      Commit commit =
          new Commit(
              new CommitId("2".repeat(40)),
              "Ada Okafor",
              "ada@example.org",
              START,
              subject,
              "",
              List.of());
      return new ChangeSource.Reading.Found(
          new Range(
              Optional.of(new CommitId("1".repeat(40))),
              new CommitId("2".repeat(40)),
              List.of(commit),
              List.of(new FileChange("src/Cart.java", FileChange.Kind.MODIFIED, 12, 3)),
              List.of()));
    }

    @Override
    public List<Candidate> candidates(Service service) {
      if (repositoryHangs) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      CommitId commit = new CommitId("2".repeat(40));
      return List.of(
          new Candidate(new Version("v3"), commit, START),
          new Candidate(new Version("v2"), commit, START),
          new Candidate(new Version("v1"), commit, START));
    }
  }

  /** Four instances of one version serve everybody. */
  private static final class Fleet
      implements Targets, Target, Deployment, Traffic, Metrics, Checks, Migrator {
    private Version live = new Version("v1");

    @Override
    public Target open(Service service, Service.Environment environment, Versions versions) {
      return this;
    }

    @Override
    public Optional<ArtifactDigest> artifact(
        Service service, Service.Environment environment, Version label) {
      return artifact(label);
    }

    private static Optional<ArtifactDigest> artifact(Version label) {
      return label.label().startsWith("v")
          ? Optional.of(new ArtifactDigest("sha256:" + label.label().substring(1).repeat(64)))
          : Optional.empty();
    }

    @Override
    public Optional<Version> live(Service service, Service.Environment environment) {
      return Optional.of(live);
    }

    @Override
    public Deployment deployment() {
      return this;
    }

    @Override
    public Traffic traffic() {
      return this;
    }

    @Override
    public Metrics metrics() {
      return this;
    }

    @Override
    public Checks checks() {
      return this;
    }

    @Override
    public Migrator migrator() {
      return this;
    }

    @Override
    public BreakGlass breakGlass() {
      return new BreakGlass(List.of("curl"), "true", "true", "true");
    }

    @Override
    public Running running() {
      Instance instance = new Instance("shop-1", "127.0.0.1:1", live, artifact(live), true);
      return new Running(List.of(instance, instance, instance, instance), 60, 120, 12);
    }

    @Override
    public Outcome deploy(Side side, int total, String key) {
      return new Outcome.Done("ready");
    }

    @Override
    public Outcome remove(Side side, int keep, String key) {
      return new Outcome.Done("gone");
    }

    @Override
    public Traffic.Reading read() {
      return new Traffic.Reading(Weight.NONE, "router 1", Optional.empty());
    }

    @Override
    public void write(Weight share) {}

    @Override
    public void clearMark() {}

    @Override
    public Snapshot read(Instant at, Duration window) {
      return new Snapshot(
          at,
          window,
          new Snapshot.Provider.Answered(),
          List.of(
              new dev.slipway.health.Measure(
                  Signal.ERROR_RATE, Side.BASELINE, OptionalDouble.of(0.003), 3, 1000)));
    }

    @Override
    public Tally tally(Side side, Instant from, Instant to) {
      return new Tally(0, 0);
    }

    @Override
    public List<String> names() {
      return List.of("health", "journey-checkout");
    }

    @Override
    public List<Result> run(List<String> names) {
      return names.stream().map(name -> new Result(name, true, "fine")).toList();
    }

    @Override
    public List<Applied> applied() {
      return List.of();
    }

    @Override
    public Outcome apply(Migration migration) {
      return new Outcome.Done("applied");
    }
  }

  private static final class Papers implements Documents {
    @Override
    public List<Path> write(
        ReleaseRecord release, Optional<Target.BreakGlass> breakGlass, List<Kind> kinds) {
      return List.of(Path.of("docs", "plan.md"));
    }
  }
}
