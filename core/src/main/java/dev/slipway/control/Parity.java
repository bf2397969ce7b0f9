package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.parity.Configured;
import dev.slipway.parity.Difference;
import dev.slipway.parity.Difference.Standing;
import dev.slipway.parity.MigrationParity;
import dev.slipway.plan.Policy;
import dev.slipway.plan.Service;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * In what environments of a service differ: what was released and what runs there, and how each is
 * configured. Nothing is written.
 */
public final class Parity {
  private final Books books;
  private final World world;

  Parity(Books books, World world) {
    this.books = books;
    this.world = world;
  }

  /**
   * What is in one environment.
   *
   * @param released what should run there; empty when nothing was released yet
   * @param words what runs, beside what was released
   */
  public record Place(
      EnvironmentName environment,
      Optional<ReleaseRecord> released,
      Standing standing,
      String words) {}

  /** What the later environment has that the earlier one has not, or otherwise. */
  public record Pair(EnvironmentName from, EnvironmentName to, List<Difference> differences) {
    public Pair {
      differences = List.copyOf(differences);
    }
  }

  /**
   * @param places every environment that was compared, each once
   */
  public record Report(List<Place> places, List<Pair> pairs) {
    public Report {
      places = List.copyOf(places);
      pairs = List.copyOf(pairs);
    }
  }

  /**
   * @param from empty: whatever comes before
   * @param to empty: whatever comes after; both empty: every environment with the one before it
   */
  public Answer<Report> of(Service service, Optional<String> from, Optional<String> to) {
    List<String> unknown =
        List.of(from, to).stream()
            .flatMap(Optional::stream)
            .filter(name -> environment(service, name).isEmpty())
            .toList();
    if (!unknown.isEmpty()) {
      return Answer.no(
          Refusal.of(
              "E-REF-05",
              Kind.NOT_FOUND,
              service.name() + " has no environment \"" + unknown.getFirst() + "\".",
              "It has: " + String.join(", ", names(service)),
              "slipway parity " + service.name()));
    }
    List<Compared> compared = compared(service, from, to);
    return compared.isEmpty() ? Answer.no(which(service)) : Answer.yes(report(service, compared));
  }

  private record Compared(Service.Environment from, Service.Environment to) {}

  private static List<Compared> compared(
      Service service, Optional<String> from, Optional<String> to) {
    if (from.isPresent() && to.isPresent()) {
      return from.equals(to)
          ? List.of()
          : List.of(
              new Compared(
                  environment(service, from.get()).orElseThrow(),
                  environment(service, to.get()).orElseThrow()));
    }
    List<Service.Environment> all =
        service.environments().values().stream()
            .sorted(Comparator.comparing(environment -> environment.name().value()))
            .toList();
    List<Compared> promoted = new ArrayList<>();
    for (Service.Environment later : all) {
      later
          .promotedFrom()
          .flatMap(name -> environment(service, name.value()))
          .ifPresent(earlier -> promoted.add(new Compared(earlier, later)));
    }
    List<Service.Environment> tests = all.stream().filter(Service.Environment::test).toList();
    if (promoted.isEmpty() && all.size() == 2 && tests.size() == 1) {
      Service.Environment test = tests.getFirst();
      promoted.add(
          new Compared(test, all.getFirst().equals(test) ? all.getLast() : all.getFirst()));
    }
    return promoted.stream()
        .filter(pair -> from.isEmpty() || from.get().equals(pair.from().name().value()))
        .filter(pair -> to.isEmpty() || to.get().equals(pair.to().name().value()))
        .toList();
  }

  private static Refusal which(Service service) {
    List<String> names = names(service);
    if (names.size() < 2) {
      return Refusal.of(
          "E-REF-05",
          Kind.NOT_FOUND,
          service.name() + " has one environment, so there is nothing to compare it with.",
          "slipway.yaml knows: " + String.join(", ", names),
          "slipway doctor --only released");
    }
    return Refusal.of(
        "E-USAGE-03",
        Kind.USAGE,
        "Which environments of " + service.name() + "?",
        "slipway.yaml says with promoted-from what comes after which; otherwise name both.",
        "slipway parity "
            + service.name()
            + " --from "
            + names.getFirst()
            + " --to "
            + names.getLast());
  }

  private static List<String> names(Service service) {
    return service.environments().keySet().stream().map(EnvironmentName::value).sorted().toList();
  }

  private static Optional<Service.Environment> environment(Service service, String name) {
    return service.environments().values().stream()
        .filter(environment -> environment.name().value().equals(name))
        .findFirst();
  }

  private Report report(Service service, List<Compared> compared) {
    Map<EnvironmentName, Service.Environment> environments = new LinkedHashMap<>();
    for (Compared pair : compared) {
      environments.put(pair.from().name(), pair.from());
      environments.put(pair.to().name(), pair.to());
    }
    Map<EnvironmentName, PlaceLook.Seen> seen =
        new PlaceLook(books, world).at(service, List.copyOf(environments.values()));
    List<Pair> pairs =
        compared.stream()
            .map(pair ->
                new Pair(pair.from().name(), pair.to().name(), differences(service, pair, seen)))
            .toList();
    return new Report(seen.values().stream().map(PlaceLook.Seen::place).toList(), pairs);
  }

  private List<Difference> differences(
      Service service, Compared pair, Map<EnvironmentName, PlaceLook.Seen> seen) {
    PlaceLook.Seen before = Objects.requireNonNull(seen.get(pair.from().name()));
    PlaceLook.Seen after = Objects.requireNonNull(seen.get(pair.to().name()));
    List<Difference> all = new ArrayList<>();
    Optional<Difference> artifact =
        books
            .store()
            .read(reader -> artifact(reader, service, pair, before.place(), after.place()));
    artifact.ifPresent(all::add);
    if (before.migrations().isPresent() && after.migrations().isPresent()) {
      all.addAll(
          MigrationParity.of(
              before.migrations().get(), after.migrations().get(), artifact.isPresent()));
    }
    all.addAll(configured(pair.to()).after(configured(pair.from())));
    return all;
  }

  private Configured configured(Service.Environment environment) {
    Policy policy =
        Objects.requireNonNull(
            world.catalogue().policies().get(environment.policy()), environment.policy());
    return new Configured(environment, policy);
  }

  /** What was released last in both, and whether the later one has seen it come the right way. */
  private static Optional<Difference> artifact(
      Store.Reader reader, Service service, Compared pair, Place before, Place after) {
    if (after.released().isEmpty()) {
      return before.released().map(waits -> waiting(pair, waits, before, after));
    }
    ReleaseRecord later = after.released().get();
    boolean same =
        before
            .released()
            .filter(earlier -> earlier.change().artifact().equals(later.change().artifact()))
            .isPresent();
    if (same) {
      return Optional.empty();
    }
    boolean found = later.plan().isEmpty();
    if (Promotion.wasThere(
        reader, service.name(), pair.from().name(), later.change().artifact(), found)) {
      return before.released().map(waits -> waiting(pair, waits, before, after));
    }
    Version version = later.change().to();
    boolean label =
        before.released().filter(earlier -> earlier.change().to().equals(version)).isPresent();
    return Optional.of(
        new Difference(
            "artifact",
            words(before),
            words(after),
            found ? Standing.UNKNOWN : Standing.UNEXPECTED,
            found
                ? "it was here before Slipway came; nobody can say where it was tried"
                : label
                    ? "the label means another artifact here: this one was never released in "
                        + pair.from().name()
                    : "it was never released in " + pair.from().name(),
            Optional.of("slipway show " + later.id())));
  }

  private static Difference waiting(Compared pair, ReleaseRecord waits, Place before, Place after) {
    return new Difference(
        "artifact",
        words(before),
        words(after),
        Standing.EXPECTED,
        "what was released before may be promoted",
        Optional.of("slipway promote " + waits.id() + " --to " + pair.to().name()));
  }

  private static String words(Place place) {
    return place
        .released()
        .map(release -> release.change().to() + " " + release.change().artifact().brief())
        .orElse("nothing yet");
  }
}
