package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.control.port.Deployment;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Target;
import dev.slipway.control.port.Targets;
import dev.slipway.gate.GateRecord;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.migration.Migration;
import dev.slipway.migration.Migrations;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanFacts;
import dev.slipway.plan.Planner;
import dev.slipway.plan.Planning;
import dev.slipway.plan.Policy;
import dev.slipway.plan.Service;
import dev.slipway.release.Actor;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ChangeRecord;
import dev.slipway.risk.Classification;
import dev.slipway.risk.Classifier;
import dev.slipway.risk.Level;
import dev.slipway.risk.MigrationFact;
import dev.slipway.risk.RiskSettings;
import dev.slipway.rollout.Decision;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Planned;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Classifies and plans a release from its change as it was read, from what people say about its
 * risk, and from the target.
 */
final class Planmaking {
  private final Books books;
  private final World world;

  Planmaking(Books books, World world) {
    this.books = books;
    this.world = world;
  }

  /** Plans anew from the change as it was read. A different plan reopens approvals. */
  Answer<ReleaseRecord> plan(Actor by, ReleaseRecord release, Opening.PlanWish wish) {
    Optional<Refusal> stranger = Standings.refuseActing(world, by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    return risked(by, release, wish).then(record -> planned(by, record, wish));
  }

  /** Writes down what a person says about the risk, as long as a plan can still follow it. */
  private Answer<ReleaseRecord> risked(Actor by, ReleaseRecord release, Opening.PlanWish wish) {
    if (wish.risk().isEmpty()) {
      return Answer.yes(release);
    }
    Level level = wish.risk().get();
    Optional<Refusal> machine = Standings.refuseUnlessPerson(world, by, "judge the risk");
    if (machine.isPresent()) {
      return Answer.no(machine.get());
    }
    if (wish.reason().isBlank()) {
      return Answer.no(
          Refusal.of(
              "E-RISK-01",
              Kind.USAGE,
              "Setting the risk by hand needs a reason.",
              "It is shown in the plan and in every report.",
              "slipway plan "
                  + release.id()
                  + " --risk "
                  + level.name().toLowerCase(Locale.ROOT)
                  + " --reason \"…\""));
    }
    ReleaseRecord current = books.renew(release);
    if (!(current.state() instanceof Draft || current.state() instanceof Planned)) {
      return Answer.no(
          Refusal.of(
              "E-STATE-01",
              Kind.CONFLICT,
              release.id() + " cannot be planned anew any more.",
              "",
              "slipway show " + release.id()));
    }
    GateRecord record =
        new GateRecord.RiskSet(by.name(), world.clock().now(), level.name(), wish.reason());
    return Answer.yes(books.gate(current, List.of(record), by));
  }

  /**
   * The newest word about the risk, with everyone who said the same since somebody thought it
   * higher.
   */
  private static Optional<Classification.Override> override(ReleaseRecord release) {
    Optional<GateRecord.RiskSet> newest = Optional.empty();
    LinkedHashSet<String> people = new LinkedHashSet<>();
    for (GateRecord record : release.gateRecords()) {
      if (record instanceof GateRecord.RiskSet word) {
        if (newest.filter(before -> before.level().equals(word.level())).isEmpty()) {
          people.clear();
        }
        people.add(word.by());
        newest = Optional.of(word);
      }
    }
    return newest.map(word ->
        new Classification.Override(
            Level.valueOf(word.level()), word.reason(), List.copyOf(people)));
  }

  private Answer<ReleaseRecord> planned(Actor by, ReleaseRecord release, Opening.PlanWish wish) {
    Optional<World.Place> place =
        world.place(release.id().service(), release.opened().environment());
    if (place.isEmpty()) {
      return Answer.no(
          Refusal.of(
              "E-REF-04",
              Kind.NOT_FOUND,
              "slipway.yaml no longer knows " + release.id().service() + ".",
              ""));
    }
    try {
      Planning planning = new Planner().plan(facts(by, release, place.get(), wish));
      return switch (planning) {
        case Planning.CannotPlan cannot ->
            Answer.no(
                new Refusal(cannot.code(), Kind.GATE, cannot.what(), cannot.why(), cannot.fix()));
        case Planning.Made made -> made(by, release, made.plan());
      };
    } catch (OutsideFailure failure) {
      return Answer.no(Opening.outside(failure));
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

  /** Asking for another strategy with a reason is taking the responsibility for it. */
  private static Optional<PlanFacts.Waiver> waiver(Actor by, Opening.PlanWish wish) {
    return wish.strategy().isPresent() && !wish.reason().isBlank()
        ? Optional.of(new PlanFacts.Waiver(wish.reason(), by.name()))
        : Optional.empty();
  }

  private PlanFacts facts(
      Actor by, ReleaseRecord release, World.Place place, Opening.PlanWish wish) {
    ChangeRecord change = release.change();
    Service service = place.service();
    Policy policy =
        Optional.ofNullable(world.catalogue().policies().get(place.environment().policy()))
            .orElseThrow(() ->
                new IllegalStateException("there is no policy " + place.environment().policy()));
    List<Migration> migrations = Migrations.from(change.sqlFiles(), service.migrations());
    RiskSettings settings =
        new RiskSettings(
            service.riskPaths(), policy.mediumFrom(), policy.highFrom(), policy.highAtOnce());
    Instant now = world.clock().now();
    Classification risk =
        Classifier.classify(
            change,
            migrations.stream().map(Planmaking::fact).toList(),
            settings,
            now,
            override(release));
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
        new PlanFacts.TargetFacts(
            readyOld,
            (int) running.ready(change.to()),
            running.perInstance(),
            running.load(),
            running.maximum(),
            place.environment().target().executable()),
        target.checks().names(),
        release.opened().owner(),
        wish.strategy(),
        waiver(by, wish),
        release.opened().undoes(),
        release.opened().rehearses(),
        turnsOff(release, place));
  }

  /** Only of what is really taken back: whoever rehearses that brings its users back to it. */
  private List<String> turnsOff(ReleaseRecord release, World.Place place) {
    return release
        .opened()
        .undoes()
        .filter(undone -> place.environment().target().turnsFlags())
        .flatMap(undone -> books.get(undone).plan())
        .map(Plan::flags)
        .orElse(List.of());
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
        migration.id(),
        migration.path(),
        effect,
        migration.reasons().isEmpty() ? "" : migration.reasons().getFirst());
  }
}
