package dev.slipway.catalog;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Proofs;
import dev.slipway.plan.Proving;
import dev.slipway.plan.TargetSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/** Reads what has to be shown before a release is a success. */
final class ProofReading {
  private static final Set<String> WORDS = Set.of("release", "version", "digest", "from", "side");
  private static final List<String> OF_COMMANDS =
      List.of("directory", "environment", "time-limit", "when", "on-failure");
  private static final int LONGEST = 300;

  private final TargetSpec target;
  private final NavigableSet<String> roles;

  private ProofReading(TargetSpec target, NavigableSet<String> roles) {
    this.target = target;
    this.roles = roles;
  }

  /**
   * @param roles that people have
   */
  static Proving read(Section environment, TargetSpec target, NavigableSet<String> roles) {
    if (!environment.has("verify")) {
      return Proving.NONE;
    }
    Section section = environment.section("verify");
    ProofReading reading = new ProofReading(target, roles);
    Optional<Section> suite =
        section.has("suite") ? Optional.of(section.section("suite")) : Optional.empty();
    Optional<Section> run = suite.filter(inside -> inside.has("run"));
    return new Proving(
        new Proofs(suite.map(reading::suite), reading.journeys(section)),
        run.map(reading::command));
  }

  private Proofs.Suite suite(Section section) {
    if (!section.has("run")) {
      OF_COMMANDS.stream()
          .filter(section::has)
          .forEach(key -> section.problem(key, "belongs to run, and there is none", "remove it"));
      return new Proofs.Suite(
          Proofs.Source.PIPELINE,
          Proofs.Moment.EVERYBODY,
          Proofs.Consequence.PAUSE,
          section.duration("within"));
    }
    if (section.has("within")) {
      section.problem(
          "within", "is for the result of a pipeline; this suite is run here", "use time-limit");
    }
    boolean before = section.choice("when").equals("before-users");
    if (before && target instanceof ExecSpec exec && exec.isInPlace()) {
      section.problem(
          "when",
          "in place there is nothing of the new version that nobody uses",
          "write when: everybody, or sides instead of instances");
    }
    return new Proofs.Suite(
        Proofs.Source.COMMAND,
        before ? Proofs.Moment.BEFORE_USERS : Proofs.Moment.EVERYBODY,
        Proofs.Consequence.valueOf(
            section.choice("on-failure").toUpperCase(Locale.ROOT).replace('-', '_')),
        section.duration("time-limit"));
  }

  private Proving.Command command(Section section) {
    Path directory = section.file().resolveSibling(".").toAbsolutePath().normalize();
    if (target instanceof ExecSpec exec) {
      directory = exec.directory();
    } else {
      section.problem(
          "run",
          "a suite is run where a service is released by commands of its own",
          "use a target of kind exec, or leave run out and send the result from a pipeline");
    }
    Path place = section.has("directory") ? section.path("directory") : directory;
    CommandReading commands = new CommandReading(place);
    Map<String, ExecSpec.Value> variables = ExecReading.environment(section);
    return new Proving.Command(place, variables, commands.command(section, WORDS));
  }

  private List<Proofs.Journey> journeys(Section section) {
    List<Proofs.Journey> journeys = new ArrayList<>();
    section
        .named("journeys")
        .forEach((name, inside) -> {
          String words = inside.text("do");
          if (words.length() > LONGEST) {
            inside.problem(
                "do",
                "is longer than " + LONGEST + " characters",
                "say it in a sentence, with a link to the rest");
          }
          String role = inside.text("role");
          if (inside.has("role") && !roles.contains(role)) {
            inside.problem(
                "role",
                "nobody has the role " + Words.quoted(role),
                Nearest.to(role, roles)
                        .map(near -> "did you mean " + near + "? Otherwise ")
                        .orElse("")
                    + "give it to a person under people, or ask for another role");
          }
          journeys.add(
              new Proofs.Journey(
                  name.text(),
                  words,
                  role,
                  inside.choice("evidence").equals("link"),
                  inside.duration("within")));
        });
    return journeys;
  }
}
