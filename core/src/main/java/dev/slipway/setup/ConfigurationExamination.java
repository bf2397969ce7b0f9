package dev.slipway.setup;

import dev.slipway.catalog.Problem;
import dev.slipway.catalog.Reading;
import dev.slipway.gate.Person;
import dev.slipway.plan.Catalogue;
import dev.slipway.view.DoctorView.Check;
import dev.slipway.view.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The configuration: every problem there is, each on a line of its own. */
final class ConfigurationExamination {
  private static final String NAME = "configuration";
  private final Ground ground;

  ConfigurationExamination(Ground ground) {
    this.ground = ground;
  }

  List<Check> checks(Optional<Path> file, Optional<Reading> reading) {
    if (reading.isEmpty()) {
      return List.of(
          Check.mend(
              NAME,
              "there is no slipway.yaml here or above",
              "nothing is known to release",
              "slipway init"));
    }
    return switch (reading.get()) {
      case Reading.Problems problems ->
          problems.all().stream()
              .map(problem -> Check.mend(NAME, words(problem), "", fix(problem)))
              .toList();
      case Reading.Read read -> read(read, file.orElse(read.file()));
    };
  }

  private List<Check> read(Reading.Read read, Path file) {
    Catalogue catalogue = read.catalogue();
    int environments =
        catalogue.services().values().stream()
            .mapToInt(service -> service.environments().size())
            .sum();
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.well(
            NAME,
            ground.shown(file)
                + ": "
                + Figures.count(catalogue.services().size(), "service")
                + ", "
                + Figures.count(environments, "environment")
                + ", "
                + (catalogue.people().size() == 1
                    ? "1 person"
                    : catalogue.people().size() + " people")));
    read.remarks().forEach(remark -> checks.add(Check.look(NAME, words(remark), "", fix(remark))));
    checks.add(you(catalogue));
    return checks;
  }

  private Check you(Catalogue catalogue) {
    Optional<Person> you =
        catalogue.people().stream()
            .filter(person -> person.osUsers().contains(ground.user()))
            .findFirst();
    return you.map(person ->
            Check.well(
                NAME,
                "you are "
                    + person.name()
                    + (person.roles().isEmpty()
                        ? ", without a role"
                        : " (" + String.join(", ", person.roles()) + ")")))
        .orElseGet(() ->
            Check.look(
                NAME,
                "the user " + ground.user() + " belongs to nobody under people",
                "you may look, and nothing else",
                Pasted.edit("people, under your name", "os-users: [" + ground.user() + "]")));
  }

  private String fix(Problem problem) {
    return "edit " + ground.shown(problem.file()) + ":" + problem.line() + ": " + problem.fix();
  }

  private String words(Problem problem) {
    return ground.shown(problem.file()) + ":" + problem.line() + ": " + problem.what();
  }
}
