package dev.slipway.catalog;

import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Signal;
import dev.slipway.plan.ExecSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a target of kind exec: a service that is released by the team's own commands. */
final class ExecReading {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Never a word that a program could take for an option. */
  private static final Pattern INSTANCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");

  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s]+");
  private final Section target;
  private final CommandReading commands;

  private ExecReading(Section target, CommandReading commands) {
    this.target = target;
    this.commands = commands;
  }

  /**
   * @param limits of the same environment: probes measure only some signals
   */
  static ExecSpec read(Section target, Limits limits) {
    Path directory = target.path("directory");
    if (!target.has("metrics")) {
      measurable(target, limits);
    }
    return new ExecReading(target, new CommandReading(directory)).read(directory, limits);
  }

  private ExecSpec read(Path directory, Limits limits) {
    List<ExecSpec.Group> groups = groups();
    Section deploy = target.section("deploy");
    Section running = target.section("running");
    ExecSpec.Command deploys = needed("deploy", deploy, CommandReading.PLACE_AND_VERSION);
    ExecSpec.Command tells = needed("running", running, CommandReading.PLACE);
    Set<String> names = new HashSet<>();
    groups.forEach(group -> names.addAll(group.instances()));
    Optional<ExecSpec.Group> baseline = BaselineReading.places(target, groups);
    baseline.ifPresent(group -> names.addAll(group.instances()));
    namesPlace(deploy, deploys, names.size());
    namesPlace(running, tells, names.size());
    if (deploy.has("run")) {
      Set<String> used = CommandReading.used(deploys.words());
      if (!used.contains("version") && !used.contains("digest")) {
        deploy.problem(
            "run", "says no version, so it could only deploy one", "add {version} to its words");
      }
    }
    Optional<ExecSpec.Traffic> traffic = traffic(groups, baseline);
    return new ExecSpec(
        directory,
        environment(target),
        traffic.isPresent() ? groups : groups.subList(0, 1),
        addresses(names),
        deploys,
        deploy.duration("healthy-within"),
        deploy.duration("usually"),
        tells,
        target.has("stop")
            ? Optional.of(stop(target.section("stop"), names.size()))
            : Optional.empty(),
        target.has("artifact")
            ? ArtifactReading.read(target.section("artifact"), commands)
            : Optional.empty(),
        traffic,
        probe(),
        SmokeReading.read(target, commands),
        capacity(),
        target.has("metrics")
            ? PrometheusReading.read(target.section("metrics"), limits, groups.size() == 2)
            : Optional.empty(),
        target.has("alerts")
            ? AlertmanagerReading.read(target.section("alerts"))
            : Optional.empty(),
        CheckpointReading.read(target, directory, commands),
        target.has("flags") ? flags(target.section("flags")) : Optional.empty(),
        traffic.isPresent() ? baseline : Optional.empty());
  }

  private Optional<ExecSpec.FlagCommands> flags(Section section) {
    List<String> set = commands.words(section, "set", Set.of("flag", "percent"));
    if (section.has("set") && !CommandReading.used(set).containsAll(Set.of("flag", "percent"))) {
      section.problem("set", "does not say which flag shows how much", "add {flag} and {percent}");
    }
    List<String> read = commands.words(section, "read", Set.of("flag"));
    if (section.has("read") && !CommandReading.used(read).contains("flag")) {
      section.problem("read", "does not say which flag is meant", "add {flag}");
    }
    Duration limit = section.duration("time-limit");
    return Optional.of(
        new ExecSpec.FlagCommands(
            new ExecSpec.Command(set, limit), new ExecSpec.Command(read, limit)));
  }

  private ExecSpec.Command needed(String key, Section section, Set<String> allowed) {
    if (!target.has(key)) {
      target.missing(key);
      return new ExecSpec.Command(List.of("unset"), Duration.ofSeconds(1));
    }
    return commands.command(section, allowed);
  }

  private ExecSpec.Command stop(Section section, int instances) {
    ExecSpec.Command stop = commands.command(section, CommandReading.PLACE);
    namesPlace(section, stop, instances);
    return stop;
  }

  private static void namesPlace(Section section, ExecSpec.Command command, int instances) {
    Set<String> used = CommandReading.used(command.words());
    if (instances > 1
        && section.has("run")
        && !used.contains("instance")
        && !used.contains("address")) {
      section.problem(
          "run", "is the same for every instance", "add {instance} or {address} to its words");
    }
  }

  private List<ExecSpec.Group> groups() {
    if (target.has("instances") && target.has("sides")) {
      target.problem("sides", "stands beside instances", "keep one of the two");
    }
    if (target.has("sides")) {
      return sides();
    }
    if (!target.has("instances")) {
      target.problem(
          target.line(),
          target.at("instances") + " is missing",
          "add instances: [one, two], or sides: { blue: [one], green: [two] }");
      return List.of(new ExecSpec.Group("", List.of("unset")));
    }
    return List.of(new ExecSpec.Group("", instances(target, "instances", new HashSet<>())));
  }

  private List<ExecSpec.Group> sides() {
    Section sides = target.sectionAsWritten("sides");
    List<ExecSpec.Group> groups = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : sides.keys()) {
      if (!Section.NAME.matcher(name).matches()) {
        sides.problem(
            sides.line(name),
            sides.at(name) + " cannot be a name",
            "use lower-case letters, digits, '.', '-' and '_', at most 60");
      }
      groups.add(new ExecSpec.Group(name, instances(sides, name, seen)));
    }
    if (groups.size() != 2) {
      target.problem(
          "sides", "are " + groups.size() + ", not two", "write two, such as blue and green");
      return List.of(new ExecSpec.Group("", List.of("unset")));
    }
    if (groups.get(0).instances().size() != groups.get(1).instances().size()) {
      target.problem(
          "sides",
          "differ in size: each of them carries everybody in turn",
          "give both as many instances");
    }
    return groups;
  }

  static List<String> instances(Section section, String key, Set<String> seen) {
    List<String> names = new ArrayList<>();
    for (Section.Located name : section.texts(key)) {
      if (!INSTANCE.matcher(name.text()).matches()) {
        section.problem(
            name.line(),
            section.at(key) + ": " + Words.quoted(name.text()) + " cannot name an instance",
            "use letters, digits, '.', '_', ':' and '-', at most 100");
      } else if (!seen.add(name.text())) {
        section.problem(
            name.line(),
            section.at(key) + ": " + Words.quoted(name.text()) + " stands elsewhere too",
            "keep one of the two");
      } else {
        names.add(name.text());
      }
    }
    if (names.isEmpty() && section.has(key) && section.texts(key).isEmpty()) {
      section.problem(key, "has no instance", "name at least one");
    }
    return names.isEmpty() ? List.of("unset") : names;
  }

  private Map<String, String> addresses(Set<String> instances) {
    Map<String, String> addresses = new LinkedHashMap<>();
    Section section = target.sectionAsWritten("addresses");
    for (String name : section.keys()) {
      if (!instances.contains(name)) {
        section.refuse(name, List.copyOf(instances));
      } else {
        addresses.put(name, section.text(name));
      }
    }
    return addresses;
  }

  /** The variables of commands, below the section that configures them. */
  static Map<String, ExecSpec.Value> environment(Section commands) {
    Map<String, ExecSpec.Value> environment = new LinkedHashMap<>();
    Section section = commands.sectionAsWritten("environment");
    for (String name : section.keys()) {
      if (!VARIABLE.matcher(name).matches()) {
        section.problem(
            section.line(name),
            section.at(name) + " cannot be the name of a variable",
            "use letters, digits and '_', not beginning with a digit");
      } else if (section.isSection(name)) {
        environment.put(name, reference(section, name));
      } else {
        environment.put(name, new ExecSpec.Value.Text(section.text(name)));
      }
    }
    return environment;
  }

  static ExecSpec.Value reference(Section environment, String name) {
    Section section = environment.entry(name);
    if (section.has("env") == section.has("file")) {
      environment.problem(
          name, "is neither one nor the other", "write { env: NAME } or { file: PATH }");
      return new ExecSpec.Value.Text("");
    }
    return section.has("env")
        ? new ExecSpec.Value.FromEnvironment(section.text("env"))
        : new ExecSpec.Value.FromFile(section.path("file"));
  }

  private Optional<ExecSpec.Traffic> traffic(
      List<ExecSpec.Group> groups, Optional<ExecSpec.Group> baseline) {
    boolean twoSides = groups.size() == 2;
    if (!target.has("traffic") || isNone()) {
      if (twoSides) {
        target.problem(
            "sides",
            "two sides need traffic between them",
            "add traffic: { set: [\"./traffic.sh\", \"{side}\", \"{weight}\"], read: [\"./traffic-read.sh\"] }");
      }
      return Optional.empty();
    }
    Section section = target.section("traffic");
    if (section.has("haproxy")) {
      for (String key : List.of("set", "read", "switch", "time-limit")) {
        if (section.has(key)) {
          section.problem(
              key, "belongs to commands, and HAProxy stands beside it", "keep one of the two");
        }
      }
      return HaproxyReading.read(section.section("haproxy"), groups, baseline);
    }
    if (!twoSides) {
      target.problem(
          "traffic",
          "is shared between two sides, and there are none",
          "write sides: { blue: [one], green: [two] } instead of instances, or traffic: none");
    }
    List<String> set = commands.words(section, "set", Set.of("side", "weight"));
    if (section.has("set") && !CommandReading.used(set).containsAll(Set.of("side", "weight"))) {
      section.problem("set", "does not say which side gets how much", "add {side} and {weight}");
    }
    Duration limit = section.duration("time-limit");
    ExecSpec.Traffic traffic =
        new ExecSpec.Traffic.Commands(
            new ExecSpec.Command(set, limit),
            new ExecSpec.Command(commands.words(section, "read", Set.of()), limit),
            section.yes("switch"));
    return twoSides ? Optional.of(traffic) : Optional.empty();
  }

  private boolean isNone() {
    return !target.isSection("traffic") && target.raw("traffic").filter("none"::equals).isPresent();
  }

  private ExecSpec.Probe probe() {
    if (!target.has("probe")) {
      target.problem(
          target.line(),
          target.at("probe") + " is missing, so nothing would be measured",
          "add probe: { http: \"http://{instance}:8080/health\" }");
      return new ExecSpec.Probe(
          new ExecSpec.Question.Run(List.of("unset")),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1));
    }
    Section section = target.section("probe");
    return new ExecSpec.Probe(
        question(section, CommandReading.PLACE),
        section.duration("every"),
        section.duration("at-most"));
  }

  private ExecSpec.Question question(Section section, Set<String> allowed) {
    if (section.has("http") == section.has("run")) {
      section.problem(
          section.line(),
          Words.path(section.path) + " needs http or run, and not both",
          "write http: \"http://{instance}:8080/health\"");
      return new ExecSpec.Question.Run(List.of("unset"));
    }
    if (section.has("run")) {
      if (section.has("expect")) {
        section.problem(
            "expect", "belongs to http; a command ends with 0 when all is well", "remove it");
      }
      return new ExecSpec.Question.Run(commands.words(section, "run", allowed));
    }
    String address = commands.template(section, "http", allowed);
    if (!ADDRESS.matcher(address).matches()) {
      section.problem(
          "http",
          Words.quoted(address) + " is not an address",
          "write it like \"http://{instance}:8080/health\"");
    }
    return new ExecSpec.Question.Http(address, section.number("expect", 100, 599));
  }

  private Optional<ExecSpec.Capacity> capacity() {
    if (!target.has("capacity")) {
      return Optional.empty();
    }
    Section section = target.section("capacity");
    return Optional.of(
        new ExecSpec.Capacity(
            section.number("per-instance", 1, 100_000_000),
            section.number("load", 0, 100_000_000)));
  }

  /** What no probe can measure would be silent in every check, and silence pauses a release. */
  private static void measurable(Section target, Limits limits) {
    for (Limit limit : limits.limits()) {
      Signal signal = limit.signal();
      if (!signal.equals(Signal.ERROR_RATE) && !signal.isLatency()) {
        target.problem(
            target.line(),
            "a limit for "
                + signal.key()
                + " could never be checked: probes measure errors and latency",
            "remove " + signal.key() + " from limits, or add metrics: { prometheus: { … } }");
      }
    }
  }
}
