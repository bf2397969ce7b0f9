package dev.slipway.setup;

import dev.slipway.catalog.CatalogueFinder;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Reading;
import dev.slipway.control.port.ChangeSource;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Service;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.view.DoctorView;
import dev.slipway.view.DoctorView.Check;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Examines everything that a configuration names and a computer has to have. Looks, and changes
 * nothing: a store that is not there yet is not made.
 */
public final class Doctor {
  private final Ground ground;
  private final Instruments instruments;

  /** One examination; it is made only when somebody wants to know. */
  private record Part(String name, Supplier<List<Check>> examine) {
    boolean isMeant(String only) {
      return name.equals(only) || name.startsWith(only + " ");
    }
  }

  public Doctor(Ground ground, Instruments instruments) {
    this.ground = ground;
    this.instruments = instruments;
  }

  /** What an examination came to. */
  public sealed interface Report {
    record Examined(DoctorView view) implements Report {}

    /**
     * @param known what may be asked for
     */
    record NoSuchCheck(List<String> known) implements Report {
      public NoSuchCheck {
        known = List.copyOf(known);
      }
    }
  }

  /**
   * @param only names of checks, or their first words, with commas between; empty for all
   */
  public Report examine(Optional<String> only) {
    Optional<Path> file = CatalogueFinder.find(ground.folder());
    Optional<Reading> reading = file.map(new CatalogueReader(ground.home())::read);
    HostExamination host = new HostExamination(ground, instruments.checkouts());
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("java", host::java));
    parts.add(new Part("time zone", host::zone));
    parts.add(new Part("git", host::git));
    parts.add(
        new Part(
            "configuration", () -> new ConfigurationExamination(ground).checks(file, reading)));
    try (StoreExamination store =
        new StoreExamination(
            ground,
            reading.filter(Reading.Read.class::isInstance).map(Reading.Read.class::cast),
            instruments)) {
      parts.add(new Part("store", store::store));
      parts.add(new Part("catalogue", store::catalogue));
      parts.add(new Part("clock", store::clock));
      parts.add(new Part("worker", store::worker));
      parts.add(new Part("releases", store::releases));
      if (reading.isPresent() && reading.get() instanceof Reading.Read read && tells(read)) {
        parts.add(new Part("chat", store::chat));
      }
      if (reading.isPresent()
          && reading.get() instanceof Reading.Read read
          && !read.catalogue().audience().subscriptions().isEmpty()) {
        parts.add(new Part("news", store::news));
      }
      if (reading.isPresent() && reading.get() instanceof Reading.Read read) {
        services(read.catalogue(), parts, store);
      }
      Absent.SYSTEMS.forEach(
          (name, use) -> parts.add(new Part(name, () -> List.of(Absent.check(name, use)))));
      return report(parts, file, only);
    }
  }

  private static boolean tells(Reading.Read read) {
    return read.catalogue().services().values().stream()
        .flatMap(service -> service.environments().values().stream())
        .anyMatch(environment -> !environment.tell().isEmpty());
  }

  private void services(Catalogue catalogue, List<Part> parts, StoreExamination store) {
    new TreeMap<ServiceName, Service>(catalogue.services())
        .values()
        .forEach(service -> {
          RepositoryExamination repository = new RepositoryExamination(ground, instruments);
          parts.add(new Part("repository " + service.name(), () -> repository.repository(service)));
          if (service.migrations().isPresent()) {
            parts.add(
                new Part("migrations " + service.name(), () -> repository.migrations(service)));
          }
          new TreeMap<EnvironmentName, Service.Environment>(service.environments())
              .values()
              .forEach(environment -> target(service, environment, parts, store));
        });
  }

  private void target(
      Service service, Service.Environment environment, List<Part> parts, StoreExamination store) {
    TargetExamination target =
        new TargetExamination(ground, instruments.targets(), service, environment);
    parts.add(new Part("target " + target.place(), () -> target.target(() -> newest(service))));
    if (environment.target() instanceof ExecSpec exec && !exec.isInPlace()) {
      parts.add(
          new Part(
              "traffic " + target.place(),
              new TrafficExamination(store, instruments.targets(), service, environment)::check));
    }
    if (environment.target() instanceof ExecSpec exec) {
      parts.add(new Part("artifact " + target.place(), () -> target.artifact(newest(service))));
      ReleasedExamination released =
          new ReleasedExamination(ground, instruments.targets(), service, environment, exec);
      parts.add(new Part("released " + target.place(), () -> released.check(store)));
      new ObserverExamination(instruments.targets(), service, environment, exec)
          .parts()
          .forEach(part -> parts.add(new Part(part.name(), part.examine())));
    }
    parts.add(new Part("break-glass " + target.place(), target::breakGlass));
  }

  private Optional<Version> newest(Service service) {
    return instruments.changes().candidates(service).stream()
        .map(ChangeSource.Candidate::version)
        .findFirst();
  }

  private Report report(List<Part> parts, Optional<Path> file, Optional<String> only) {
    List<String> wished =
        Arrays.stream(only.orElse("").split(",", -1))
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .toList();
    boolean allThere =
        wished.stream().allMatch(word -> parts.stream().anyMatch(part -> part.isMeant(word)));
    List<Part> meant =
        parts.stream()
            .filter(part -> only.isEmpty() || wished.stream().anyMatch(part::isMeant))
            .toList();
    if (!allThere || meant.isEmpty()) {
      Set<String> known = new LinkedHashSet<>();
      parts.forEach(part -> known.add(part.name()));
      return new Report.NoSuchCheck(List.copyOf(known));
    }
    List<Check> checks = new ArrayList<>();
    meant.forEach(part -> checks.addAll(part.examine().get()));
    return new Report.Examined(
        DoctorView.of(
            ground.programVersion(), ground.javaVersion(), file.map(ground::shown), checks));
  }
}
