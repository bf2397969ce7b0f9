package dev.slipway.setup;

import dev.slipway.control.port.ChangeSource.Candidate;
import dev.slipway.control.port.Checkouts.Sight;
import dev.slipway.plan.Service;
import dev.slipway.view.DoctorView.Check;
import dev.slipway.view.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A service's repository: whether versions can be found in it and changes read. */
final class RepositoryExamination {
  private final Ground ground;
  private final Instruments instruments;

  RepositoryExamination(Ground ground, Instruments instruments) {
    this.ground = ground;
    this.instruments = instruments;
  }

  List<Check> repository(Service service) {
    String name = "repository " + service.name();
    return List.of(
        switch (instruments.checkouts().see(service.repository())) {
          case Sight.Nothing nothing ->
              Check.mend(name, nothing.what() + ": " + nothing.why(), "", nothing.fix());
          case Sight.Repository seen when seen.shallow() ->
              Check.mend(
                  name,
                  "a shallow clone: history is cut off",
                  "commits and their authors would be missing from a change",
                  git(service.repository(), "fetch --unshallow --tags"));
          case Sight.Repository seen -> versions(name, service, seen);
        });
  }

  private Check versions(String name, Service service, Sight.Repository seen) {
    List<Candidate> versions = instruments.changes().candidates(service);
    if (versions.isEmpty()) {
      String first = service.tagPattern().replace("{version}", "1.0.0");
      return Check.look(
          name,
          "none of "
              + Figures.count(seen.tags().size(), "tag")
              + " fits the pattern "
              + service.tagPattern(),
          "a version is a tag, so there is nothing to release yet",
          git(service.repository(), "tag " + Pasted.word(first)));
    }
    return Check.well(
        name,
        ground.shown(service.repository())
            + ", "
            + Figures.count(versions.size(), "version")
            + (versions.size() == 50 ? " or more" : "")
            + ", newest "
            + versions.getFirst().version()
            + " of "
            + versions.getFirst().at().atZone(ground.zone()).toLocalDate());
  }

  List<Check> migrations(Service service) {
    String name = "migrations " + service.name();
    String path = service.migrations().orElse("");
    Path folder = service.repository().resolve(path);
    if (!Files.isDirectory(folder)) {
      return List.of(
          Check.look(
              name,
              "there is no folder " + path + " in the repository",
              "no migration would be found",
              Pasted.edit("service " + service.name(), "migrations: { path: db/migration }")));
    }
    try (Stream<Path> files = Files.list(folder)) {
      long count = files.filter(file -> file.toString().endsWith(".sql")).count();
      return List.of(Check.well(name, path + ", " + Figures.count(count, "SQL file")));
    } catch (IOException unreadable) {
      return List.of(
          Check.mend(
              name, path + " cannot be read", "", "chmod u+rx " + Pasted.path(ground, folder)));
    }
  }

  private static String git(Path repository, String arguments) {
    return "git -C " + Pasted.word(repository.toString()) + " " + arguments;
  }
}
