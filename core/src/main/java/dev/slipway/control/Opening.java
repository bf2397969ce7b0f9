package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.control.port.ChangeSource;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Targets;
import dev.slipway.gate.Person;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.StrategyKind;
import dev.slipway.release.Actor;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.risk.Level;
import dev.slipway.rollout.RolledBack;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens releases from a real change, classifies and plans them. */
public final class Opening {
  /** The one that is meant where several are and none is named. */
  private static final String USUAL = "prod";

  private static final int MOST_NAMED = 5;

  private final Books books;
  private final World world;
  private final Planmaking planning;

  Opening(Books books, World world) {
    this.books = books;
    this.world = world;
    this.planning = new Planmaking(books, world);
  }

  /**
   * @param environment empty: the service's only one, else "prod"
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
    Optional<Refusal> stranger = Standings.refuseActing(world, by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    return place(wish).then(place -> version(wish).then(version -> open(by, wish, place, version)));
  }

  /**
   * Opens a release of what has finished in one environment in the next one: the very same
   * artifact, or none.
   *
   * @param environment empty: the only one that is promoted from there
   */
  public Answer<ReleaseRecord> promote(
      Actor by, ReleaseRecord finished, Optional<String> environment, String title, String reason) {
    return promotable(finished, environment)
        .then(next ->
            open(
                by,
                new Wish(
                    finished.id().service().value(),
                    finished.change().to().label(),
                    Optional.of(next.value()),
                    Optional.empty(),
                    Optional.empty(),
                    title,
                    reason)));
  }

  /** Where a finished release would be promoted to, or why it cannot be. Nothing is written. */
  public Answer<EnvironmentName> promotable(ReleaseRecord finished, Optional<String> environment) {
    return new Promoting(world).next(finished, environment);
  }

  private Answer<World.Place> place(Wish wish) {
    Optional<ServiceName> name = parse(() -> new ServiceName(wish.service()));
    Optional<dev.slipway.plan.Service> service = name.flatMap(world.catalogue()::service);
    if (service.isEmpty()) {
      String known =
          String.join(
              ", ",
              world.catalogue().services().keySet().stream()
                  .map(ServiceName::value)
                  .sorted()
                  .toList());
      return Answer.no(
          Refusal.of(
              "E-REF-04",
              Kind.NOT_FOUND,
              "No service \"" + wish.service() + "\".",
              "slipway.yaml knows: " + known));
    }
    Set<EnvironmentName> environments = service.get().environments().keySet();
    List<String> names = environments.stream().map(EnvironmentName::value).sorted().toList();
    if (wish.environment().isEmpty() && names.size() > 1 && !names.contains(USUAL)) {
      return Answer.no(
          Refusal.of(
              "E-REF-05",
              Kind.USAGE,
              "Which environment? " + service.get().name() + " has " + names.size() + ".",
              "It has: " + String.join(", ", names),
              names.stream()
                  .map(one ->
                      "slipway new " + wish.service() + " " + wish.version() + " --env " + one)
                  .toArray(String[]::new)));
    }
    String wanted = wish.environment().orElse(names.size() == 1 ? names.getFirst() : USUAL);
    return environments.stream()
        .filter(environment -> environment.value().equals(wanted))
        .findFirst()
        .flatMap(environment -> world.place(service.get().name(), environment))
        .map(Answer::yes)
        .orElseGet(() ->
            Answer.no(
                Refusal.of(
                    "E-REF-05",
                    Kind.NOT_FOUND,
                    service.get().name() + " has no environment \"" + wanted + "\".",
                    "It has: " + String.join(", ", names))));
  }

  private static Answer<Version> version(Wish wish) {
    return parse(() -> new Version(wish.version()))
        .map(Answer::yes)
        .orElseGet(() ->
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
    try {
      Optional<ArtifactDigest> artifact =
          world.targets().artifact(place.service(), place.environment(), version);
      if (artifact.isEmpty()) {
        return Answer.no(unknown(place.service(), environment, version));
      }
      Optional<ReleaseRecord> before =
          books
              .store()
              .read(reader ->
                  Precedents.takenBack(reader, service, environment, version, artifact.get()));
      if (before.isPresent() && wish.reason().isBlank()) {
        return Answer.no(takenBefore(before.get(), version));
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
              range.sqlFiles(),
              world
                  .targets()
                  .told(place.service(), place.environment(), artifact.get())
                  .map(Targets.Told::image));
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
      return planning.plan(by, opened, new PlanWish(wish.strategy(), wish.risk(), wish.reason()));
    } catch (OutsideFailure failure) {
      return Answer.no(outside(failure));
    }
  }

  private Refusal unknown(
      dev.slipway.plan.Service service, EnvironmentName environment, Version version) {
    List<Version> tagged =
        world.changes().candidates(service).stream()
            .map(ChangeSource.Candidate::version)
            .limit(MOST_NAMED)
            .toList();
    boolean known = tagged.isEmpty() || tagged.contains(version);
    return Refusal.of(
        "E-VERSION-02",
        Kind.NOT_FOUND,
        service.name() + " " + version + " is not known at " + environment + ".",
        "No artifact carries this label there, so nothing could be deployed."
            + (known
                ? ""
                : " The newest versions are "
                    + String.join(", ", tagged.stream().map(Version::label).toList())
                    + "."),
        known
            ? "slipway doctor"
            : "slipway new " + service.name() + " " + tagged.getFirst() + " --env " + environment);
  }

  static Refusal outside(OutsideFailure failure) {
    return Refusal.of(
        "E-OUT-01",
        Kind.FAILED,
        "The outside did not answer; nothing was changed.",
        String.valueOf(failure.getMessage()),
        failure.system().equals("practice fleet") ? "slipway demo start" : "slipway doctor");
  }

  /**
   * The version that runs before Slipway knew the service becomes release 1: the baseline and the
   * way back.
   */
  private void adopt(World.Place place, Version running) {
    Optional<ArtifactDigest> artifact =
        world.targets().artifact(place.service(), place.environment(), running);
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
    ServiceName service = place.service().name();
    books.openFirst(
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
                new Fact.Adopted(
                    running + " was running when Slipway first looked; it was adopted as it is")),
        service,
        place.environment().name(),
        world.clock().now(),
        Actor.system("desk"));
  }

  private static Refusal takenBefore(ReleaseRecord before, Version version) {
    boolean rolledBack = before.state() instanceof RolledBack;
    String cause =
        before.state() instanceof RolledBack back ? back.cause().words() : Precedents.UNDONE;
    return Refusal.of(
        "E-BACK-01",
        Kind.GATE,
        (before.change().to().equals(version)
                ? version + " was"
                : version + " is the artifact of " + before.change().to() + ", which was")
            + (rolledBack ? " rolled back" : " taken back")
            + " before, in "
            + before.id()
            + ".",
        "Then: "
            + cause
            + ". A version does not come back without somebody saying what is different now.",
        "slipway new "
            + before.id().service()
            + " "
            + version
            + " --reason \"what is different now\"");
  }

  /** Plans anew from the change as it was read. A different plan reopens approvals. */
  public Answer<ReleaseRecord> plan(Actor by, ReleaseRecord release, PlanWish wish) {
    return planning.plan(by, release, wish);
  }

  /** People of the catalogue, for faces that complete names. */
  public List<Person> people() {
    return world.catalogue().people();
  }
}
