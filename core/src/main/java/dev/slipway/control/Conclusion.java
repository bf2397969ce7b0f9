package dev.slipway.control;

import dev.slipway.control.port.Tags;
import dev.slipway.control.port.Target;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Service;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Finished;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is left to do once a release is finished: the tag, the archive. Each is tried until it is
 * done, and what came of it is written down; however it ends, the release stays finished.
 */
final class Conclusion {
  static final String TAG = "tag";
  static final String ARCHIVE = "archive";
  private static final Actor BY = Actor.system("driver");

  private final Books books;
  private final World world;

  Conclusion(Books books, World world) {
    this.books = books;
    this.world = world;
  }

  /** Whether something that was configured is not done yet. */
  boolean isOwed(ReleaseRecord release) {
    return !owed(release).isEmpty();
  }

  /** Tries everything that is owed once. */
  ReleaseRecord run(ReleaseRecord release) {
    ReleaseRecord grown = release;
    for (String step : owed(release)) {
      grown = told(grown, tried(grown, step));
    }
    return grown;
  }

  private List<String> owed(ReleaseRecord release) {
    Optional<Service.Finishing> finishing =
        place(release).map(one -> one.environment().finishing());
    List<String> owed = new ArrayList<>();
    finishing.flatMap(Service.Finishing::tag).ifPresent(tag -> owed.add(TAG));
    if (finishing.filter(Service.Finishing::archive).isPresent()) {
      owed.add(ARCHIVE);
    }
    owed.removeIf(step -> tries(release, step).stream().anyMatch(Fact.Concluded::done));
    return owed;
  }

  /** As configured where its plan was made; a rehearsal and what was only adopted leave nothing. */
  private Optional<World.Place> place(ReleaseRecord release) {
    return release
        .plan()
        .filter(plan -> release.state() instanceof Finished && !plan.isRehearsal())
        .flatMap(plan ->
            world
                .catalogues()
                .of(plan.catalogueHash())
                .service(plan.release().service())
                .flatMap(service ->
                    Optional.ofNullable(service.environments().get(plan.environment()))
                        .map(environment -> new World.Place(service, environment))));
  }

  private static List<Fact.Concluded> tries(ReleaseRecord release, String step) {
    return release.story().stream()
        .map(ReleaseRecord.Told::fact)
        .filter(Fact.Concluded.class::isInstance)
        .map(Fact.Concluded.class::cast)
        .filter(one -> one.step().equals(step))
        .toList();
  }

  private Fact.Concluded tried(ReleaseRecord release, String step) {
    try {
      String words = step.equals(TAG) ? tagged(release) : archived(release);
      return new Fact.Concluded(step, true, words);
    } catch (RuntimeException failed) {
      return new Fact.Concluded(
          step, false, Optional.ofNullable(failed.getMessage()).orElse(failed.toString()));
    }
  }

  private String tagged(ReleaseRecord release) {
    World.Place place = place(release).orElseThrow();
    Service.Finishing finishing = place.environment().finishing();
    String name =
        finishing
            .tag()
            .orElseThrow()
            .replace("{service}", release.id().service().value())
            .replace("{version}", release.change().to().label())
            .replace("{environment}", release.opened().environment().value())
            .replace("{number}", Long.toString(release.id().number()));
    String message =
        release.id().service()
            + " "
            + release.change().to()
            + " in "
            + release.opened().environment()
            + "\n\nRelease: "
            + release.id()
            + "\nArtifact: "
            + release.change().artifact().value();
    return world
        .tags()
        .put(
            place.service().repository(),
            new Tags.Wanted(name, release.change().toCommit(), message, finishing.remote()));
  }

  private String archived(ReleaseRecord release) {
    List<Store.Check> checks =
        books.store().read(reader -> reader.checks(StreamName.of(release.id()), Instant.EPOCH));
    return "archived in " + world.documents().archive(release, breakGlass(release), checks);
  }

  private Optional<Target.BreakGlass> breakGlass(ReleaseRecord release) {
    try {
      return release.plan().map((Plan plan) -> world.target(plan).breakGlass());
    } catch (RuntimeException silent) {
      return Optional.empty();
    }
  }

  /** Another try with the same end is no news. */
  private ReleaseRecord told(ReleaseRecord release, Fact.Concluded tried) {
    List<Fact.Concluded> before = tries(release, tried.step());
    if (!before.isEmpty() && before.getLast().equals(tried)) {
      return release;
    }
    ReleaseRecord grown = books.note(release, tried, world.clock().now(), BY);
    if (tried.done() || !before.isEmpty()) {
      return grown;
    }
    String words =
        release.id() + " is finished, but its " + tried.step() + " is missing: " + tried.words();
    return books.note(
        grown, new Fact.Announced(Effect.News.NOTICED.name(), words), world.clock().now(), BY);
  }
}
