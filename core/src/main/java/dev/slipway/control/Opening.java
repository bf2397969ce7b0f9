package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.control.port.ChangeSource;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.gate.GateRecord;
import dev.slipway.gate.Person;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.migration.Migration;
import dev.slipway.migration.Migrations;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanFacts;
import dev.slipway.plan.Planner;
import dev.slipway.plan.Planning;
import dev.slipway.plan.Policy;
import dev.slipway.plan.StrategyKind;
import dev.slipway.release.Actor;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.risk.Classification;
import dev.slipway.risk.Classifier;
import dev.slipway.risk.Level;
import dev.slipway.risk.MigrationFact;
import dev.slipway.risk.RiskSettings;
import dev.slipway.rollout.Decision;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.RolledBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens releases from a real change, classifies and plans them. */
public final class Opening {
  private static final Set<StrategyKind> EXECUTABLE = EnumSet.of(StrategyKind.CANARY);

  private final Books books;
  private final World world;

  Opening(Books books, World world) {
    this.books = books;
    this.world = world;
  }

  /**
   * @param environment empty: the service's only one, or "prod"
   * @param reason what is different now; needed for a version that was rolled back
   */
  public record Wish(
      String service,
      String version,
      Optional<String> environment,
      Optional<StrategyKind> strategy,
      Optional<Level> risk,
      String title,
      String reason) {}

  /** What people want different from what the rules say. */
  public record PlanWish(Optional<StrategyKind> strategy, Optional<Level> risk, String reason) {
    public static final PlanWish NONE = new PlanWish(Optional.empty(), Optional.empty(), "");
  }

  /** Opens and plans a release. Nothing moves. */
  public Answer<ReleaseRecord> open(Actor by, Wish wish) {
    Optional<Refusal> stranger = Standings.refuseStranger(world.catalogue(), by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    return place(wish)
        .then(place -> version(wish).then(version -> open(by, wish, place, version)));
  }

  private Answer<World.Place> place(Wish wish) {
    Optional<ServiceName> name = parse(() -> new ServiceName(wish.service()));
    Optional<dev.slipway.plan.Service> service = name.flatMap(world.catalogue()::service);
    if (service.isEmpty()) {
      String known = String.join(", ", world.catalogue().services().keySet().stream().map(ServiceName::value).sorted().toList());
      return Answer.no(
          Refusal.of(
              "E-REF-04", Kind.NOT_FOUND, "No service \"" + wish.service() + "\".", "slipway.yaml knows: " + known));
    }
    Set<EnvironmentName> environments = service.get().environments().keySet();
    String wanted =
        wish.environment().orElse(environments.size() == 1 ? environments.iterator().next().value() : "prod");
    return environments.stream()
        .filter(environment -> environment.value().equals(wanted))
        .findFirst()
        .flatMap(environment -> world.place(service.get().name(), environment))
        .map(Answer::yes)
        .orElseGet(
            () ->
                Answer.no(
                    Refusal.of(
                        "E-REF-05",
                        Kind.NOT_FOUND,
                        service.get().name() + " has no environment \"" + wanted + "\".",
                        "It has: " + String.join(", ", environments.stream().map(EnvironmentName::value).sorted().toList()))));
  }

  private static Answer<Version> version(Wish wish) {
    return parse(() -> new Version(wish.version()))
        .map(Answer::yes)
        .orElseGet(
            () ->
                Answer.no(
                    Refusal.of(
                        "E-VERSION-01",
                        Kind.USAGE,
                        "\"" + wish.version() + "\" is not a version.",
                        "A version has letters, digits, '.', '_', '+' and '-'.")));
  }

  private static <T> Optional<T> parse(java.util.function.Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Answer<ReleaseRecord> open(Actor by, Wish wish, World.Place place, Version version) {
    ServiceName service = place.service().name();
    EnvironmentName environment = place.environment().name();
    Optional<ReleaseRecord> before = takenBack(service, environment, version);
    if (before.isPresent() && wish.reason().isBlank()) {
      return Answer.no(takenBefore(before.get(), version));
    }
    try {
      Optional<ArtifactDigest> artifact =
          world.targets().artifact(place.service(), place.environment(), version);
      if (artifact.isEmpty()) {
        return Answer.no(
            Refusal.of(
                "E-VERSION-02",
                Kind.NOT_FOUND,
                service + " " + version + " is not known at " + environment + ".",
                "No artifact carries this label there, so nothing could be deployed.",
                "slipway list --service " + service));
      }
      Optional<Version> live = world.targets().live(place.service(), place.environment());
      if (live.filter(version::equals).isPresent()) {
        return Answer.no(
            Refusal.of(
                "E-VERSION-03",
                Kind.CONFLICT,
                service + " " + version + " already serves everybody in " + environment + ".",
                "",
                "slipway history " + service));
      }
      ChangeSource.Reading reading = world.changes().read(place.service(), live, version);
      if (reading instanceof ChangeSource.Reading.Missing missing) {
        return Answer.no(
            Refusal.of("E-CHANGE-01", Kind.FAILED, missing.what(), missing.why(), missing.fix()));
      }
      ChangeSource.Range range = ((ChangeSource.Reading.Found) reading).range();
      live.ifPresent(running -> adopt(place, running));
      ChangeRecord change =
          new ChangeRecord(
              live,
              version,
              range.fromCommit(),
              range.toCommit(),
              artifact.get(),
              range.commits(),
              range.files(),
              range.sqlFiles());
      ReleaseRecord opened =
          books.open(
              number ->
                  List.of(
                      new Fact.Opened(
                          new ReleaseId(service, number),
                          environment,
                          by.name(),
                          wish.title().isBlank() ? service + " " + version : wish.title(),
                          wish.reason(),
                          before.map(ReleaseRecord::id),
                          change)),
              service,
              world.clock().now(),
              by);
      return plan(by, opened, new PlanWish(wish.strategy(), wish.risk(), wish.reason()));
    } catch (OutsideFailure failure) {
      return Answer.no(outside(failure));
    }
  }

  static Refusal outside(OutsideFailure failure) {
    return Refusal.of(
        "E-OUT-01",
        Kind.FAILED,
        "The outside did not answer; nothing was changed.",
        String.valueOf(failure.getMessage()),
        "slipway demo start");
  }

  /** The version that runs before Slipway knew the service becomes release 1: the baseline and the way back. */
  private void adopt(World.Place place, Version running) {
    ServiceName service = place.service().name();
    boolean known =
        books.store().read(reader -> reader.summaries(Store.Query.of(service))).stream()
            .anyMatch(summary -> summary.environment().equals(place.environment().name()));
    if (known) {
      return;
    }
    Optional<ArtifactDigest> artifact = world.targets().artifact(place.service(), place.environment(), running);
    ChangeSource.Reading reading = world.changes().read(place.service(), Optional.empty(), running);
    if (artifact.isEmpty() || !(reading instanceof ChangeSource.Reading.Found found)) {
      return;
    }
    ChangeRecord change =
        new ChangeRecord(
            Optional.empty(),
            running,
            Optional.empty(),
            found.range().toCommit(),
            artifact.get(),
            List.of(),
            List.of(),
            List.of());
    books.open(
        number ->
            List.of(
                new Fact.Opened(
                    new ReleaseId(service, number),
                    place.environment().name(),
                    "slipway",
                    service + " " + running,
                    "",
                    Optional.empty(),
                    change),
                new Fact.Adopted(running + " was running when Slipway first looked; it was adopted as it is")),
        service,
        world.clock().now(),
        Actor.system("desk"));
  }

  private Optional<ReleaseRecord> takenBack(ServiceName service, EnvironmentName environment, Version version) {
    return books.store().read(reader -> reader.summaries(Store.Query.of(service))).stream()
        .filter(s -> s.environment().equals(environment) && s.version().equals(version.label()))
        .max(java.util.Comparator.comparingLong(s -> s.id().number()))
        .filter(s -> s.state().equals("RolledBack"))
        .flatMap(s -> books.find(s.id()));
  }

  private static Refusal takenBefore(ReleaseRecord before, Version version) {
    String cause =
        before.state() instanceof RolledBack back ? back.cause().words() : "it did not stay";
    return Refusal.of(
        "E-BACK-01",
        Kind.GATE,
        version + " was rolled back before, in " + before.id() + ".",
        "Then: " + cause + ". A version does not come back without somebody saying what is different now.",
        "slipway new " + before.id().service() + " " + version + " --reason \"what is different now\"");
  }

  /** Plans anew from the change as it was read. A different plan reopens approvals. */
  public Answer<ReleaseRecord> plan(Actor by, ReleaseRecord release, PlanWish wish) {
    Optional<Refusal> stranger = Standings.refuseStranger(world.catalogue(), by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    return risked(by, release, wish).then(record -> planned(by, record, wish));
  }

  /** Writes down what a person says about the risk. */
  private Answer<ReleaseRecord> risked(Actor by, ReleaseRecord release, PlanWish wish) {
    if (wish.risk().isEmpty()) {
      return Answer.yes(release);
    }
    if (wish.reason().isBlank()) {
      return Answer.no(
          Refusal.of(
              "E-RISK-01",
              Kind.USAGE,
              "Setting the risk by hand needs a reason.",
              "It is shown in the plan and in every report.",
              "slipway plan " + release.id() + " --risk " + wish.risk().get().name().toLowerCase(java.util.Locale.ROOT) + " --reason \"…\""));
    }
    GateRecord record = new GateRecord.RiskSet(by.name(), world.clock().now(), wish.risk().get().name(), wish.reason());
    return Answer.yes(books.gate(release, List.of(record), by));
  }

  /** The newest word about the risk, with everyone who said the same. */
  static Optional<Classification.Override> override(ReleaseRecord release) {
    List<GateRecord.RiskSet> words = new ArrayList<>();
    release.gateRecords().forEach(r -> { if (r instanceof GateRecord.RiskSet set) { words.add(set); } });
    if (words.isEmpty()) {
      return Optional.empty();
    }
    GateRecord.RiskSet newest = words.getLast();
    LinkedHashSet<String> people = new LinkedHashSet<>();
    words.stream().filter(word -> word.level().equals(newest.level())).forEach(word -> people.add(word.by()));
    return Optional.of(
        new Classification.Override(Level.valueOf(newest.level()), newest.reason(), List.copyOf(people)));
  }

  private Answer<ReleaseRecord> planned(Actor by, ReleaseRecord release, PlanWish wish) {
    Optional<World.Place> place = world.place(release.id().service(), release.opened().environment());
    if (place.isEmpty()) {
      return Answer.no(
          Refusal.of(
              "E-REF-04", Kind.NOT_FOUND, "slipway.yaml no longer knows " + release.id().service() + ".", ""));
    }
    try {
      Planning planning = new Planner().plan(facts(release, place.get(), wish));
      return switch (planning) {
        case Planning.CannotPlan cannot ->
            Answer.no(new Refusal(cannot.code(), Kind.GATE, cannot.what(), cannot.why(), cannot.fix()));
        case Planning.Made made -> made(by, release, made.plan());
      };
    } catch (OutsideFailure failure) {
      return Answer.no(outside(failure));
    }
  }

  private Answer<ReleaseRecord> made(Actor by, ReleaseRecord release, Plan plan) {
    boolean same = release.plan().map(Plan::hash).filter(plan.hash()::equals).isPresent();
    if (same) {
      return Answer.yes(release);
    }
    Books.Result result =
        books.tell(release, new Happening.PlanMade(world.clock().now(), by, plan));
    return result.decision() instanceof Decision.Refused refused
        ? Answer.no(Refusals.of(result.after(), refused.because()))
        : Answer.yes(result.after());
  }

  private PlanFacts facts(ReleaseRecord release, World.Place place, PlanWish wish) {
    ChangeRecord change = release.change();
    dev.slipway.plan.Service service = place.service();
    Policy policy = Optional.ofNullable(world.catalogue().policies().get(place.environment().policy()))
        .orElseThrow(() -> new IllegalStateException("there is no policy " + place.environment().policy()));
    List<Migration> migrations = Migrations.from(change.sqlFiles(), service.migrations());
    RiskSettings settings =
        new RiskSettings(service.riskPaths(), policy.mediumFrom(), policy.highFrom(), policy.highAtOnce());
    Instant now = world.clock().now();
    Classification risk =
        Classifier.classify(
            change, migrations.stream().map(Opening::fact).toList(), settings, now, override(release));
    Optional<ArtifactDigest> fromArtifact =
        change.from().flatMap(from -> world.targets().artifact(service, place.environment(), from));
    Target target =
        world
            .targets()
            .open(
                service,
                place.environment(),
                new Targets.Versions(change.from(), fromArtifact, change.to(), change.artifact()));
    Deployment.Running running = target.deployment().running();
    int readyOld = change.from().map(from -> (int) running.ready(from)).orElse(0);
    return new PlanFacts(
        release.id(),
        service,
        place.environment(),
        policy,
        world.catalogue().hash(),
        change,
        risk,
        migrations,
        change.from(),
        fromArtifact,
        new PlanFacts.TargetFacts(readyOld, running.perInstance(), running.load(), running.maximum(), EXECUTABLE),
        target.checks().names(),
        release.opened().owner(),
        wish.strategy(),
        Optional.empty());
  }

  private static MigrationFact fact(Migration migration) {
    MigrationFact.Effect effect =
        switch (migration.phase()) {
          case EXPAND -> MigrationFact.Effect.ADDITIVE;
          case MIGRATE -> MigrationFact.Effect.MOVES_DATA;
          case CONTRACT -> MigrationFact.Effect.REMOVES;
          case UNSAFE -> MigrationFact.Effect.UNPROVEN;
        };
    return new MigrationFact(
        migration.id(), migration.path(), effect, migration.reasons().isEmpty() ? "" : migration.reasons().getFirst());
  }

  /** People of the catalogue, for faces that complete names. */
  public List<Person> people() {
    return world.catalogue().people();
  }
}
