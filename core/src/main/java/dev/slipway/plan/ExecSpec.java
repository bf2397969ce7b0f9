package dev.slipway.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A service that is released by the team's own commands. Every command is a list of words, never a
 * line for a shell; words in braces ({@code {instance}}) are put in when it runs.
 *
 * @param directory where every command runs
 * @param environment what every command gets beside PATH, HOME and the like
 * @param groups one group: the new version takes the old one's place instance by instance. Two:
 *     named sides with as many instances each, of which one serves
 * @param addresses of instances whose address is not their name
 * @param deploy puts a version on one instance
 * @param healthyWithin how long after that an instance may take to run the version and be well
 * @param usually how long deploying one instance usually takes, health included; the way back is
 *     computed with it
 * @param running prints the version that one instance runs, and its digest when it knows one
 * @param stop ends one instance
 * @param artifact where the digest of a version comes from; empty: the commit of its tag
 * @param traffic how a side's share is set and read, or an instance taken out of the balancer
 * @param capacity what is declared; empty: the load is not known and not checked
 * @param metrics what is measured; empty: the probes
 * @param alerts whose alerts take a release back; empty: nobody's
 * @param checkpoint what is put aside before the first change, beside what runs
 * @param baseline where a group of the old version is started for a new one to be compared with; as
 *     many places as a side has
 */
public record ExecSpec(
    Path directory,
    Map<String, Value> environment,
    List<Group> groups,
    Map<String, String> addresses,
    Command deploy,
    Duration healthyWithin,
    Duration usually,
    Command running,
    Optional<Command> stop,
    Optional<Artifact> artifact,
    Optional<Traffic> traffic,
    Probe probe,
    List<SmokeCheck> checks,
    Optional<Capacity> capacity,
    Optional<PrometheusSpec> metrics,
    Optional<AlertmanagerSpec> alerts,
    CheckpointSpec checkpoint,
    Optional<FlagCommands> flags,
    Optional<Group> baseline)
    implements TargetSpec {

  /** The name of the group that a new version is compared with; no side is called so beside it. */
  public static final String BASELINE = "baseline";

  /** Measured by probes alone, and nothing but what runs is noted before the first change. */
  public ExecSpec(
      Path directory,
      Map<String, Value> environment,
      List<Group> groups,
      Map<String, String> addresses,
      Command deploy,
      Duration healthyWithin,
      Duration usually,
      Command running,
      Optional<Command> stop,
      Optional<Artifact> artifact,
      Optional<Traffic> traffic,
      Probe probe,
      List<SmokeCheck> checks,
      Optional<Capacity> capacity) {
    this(
        directory,
        environment,
        groups,
        addresses,
        deploy,
        healthyWithin,
        usually,
        running,
        stop,
        artifact,
        traffic,
        probe,
        checks,
        capacity,
        Optional.empty(),
        Optional.empty(),
        CheckpointSpec.NONE,
        Optional.empty(),
        Optional.empty());
  }

  /** Without places for a baseline group. */
  public ExecSpec(
      Path directory,
      Map<String, Value> environment,
      List<Group> groups,
      Map<String, String> addresses,
      Command deploy,
      Duration healthyWithin,
      Duration usually,
      Command running,
      Optional<Command> stop,
      Optional<Artifact> artifact,
      Optional<Traffic> traffic,
      Probe probe,
      List<SmokeCheck> checks,
      Optional<Capacity> capacity,
      Optional<PrometheusSpec> metrics,
      Optional<AlertmanagerSpec> alerts,
      CheckpointSpec checkpoint,
      Optional<FlagCommands> flags) {
    this(
        directory,
        environment,
        groups,
        addresses,
        deploy,
        healthyWithin,
        usually,
        running,
        stop,
        artifact,
        traffic,
        probe,
        checks,
        capacity,
        metrics,
        alerts,
        checkpoint,
        flags,
        Optional.empty());
  }

  /**
   * @param name of the side; not used when there is one group only
   */
  public record Group(String name, List<String> instances) {
    public Group {
      instances = List.copyOf(instances);
    }
  }

  /**
   * @param limit after this long the command and everything it started is ended
   */
  public record Command(List<String> words, Duration limit) {
    public Command {
      words = List.copyOf(words);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("a command has at least the program's name");
      }
    }
  }

  /** What a variable of a command's environment gets. Secrets are looked up when it runs. */
  public sealed interface Value {
    record Text(String text) implements Value {}

    /** A variable of Slipway's own environment; its value is masked in everything shown. */
    record FromEnvironment(String name) implements Value {}

    /** The content of a file, without the line end; masked in everything shown. */
    record FromFile(Path file) implements Value {}
  }

  /** Where the digest of a version comes from. */
  public sealed interface Artifact {
    /** A command that prints it. */
    record Printed(Command command) implements Artifact {}

    /**
     * The SHA-256 of a file.
     *
     * @param path with {version} in it, meant from the directory of the commands
     */
    record OfFile(String path) implements Artifact {}

    /** What a registry has under the version's tag. */
    record OfRegistry(ImageSource image) implements Artifact {}
  }

  /** How traffic is shared between two sides, or kept from an instance while it is deployed. */
  public sealed interface Traffic permits Traffic.Commands, HaproxySpec {
    /** Whether only 0 and 100 can be set. */
    boolean switches();

    /**
     * @param set gives {side} {weight} percent of the traffic, and the other side the rest
     * @param read prints a side's name and its weight, one pair or two
     */
    record Commands(Command set, Command read, boolean switches) implements Traffic {}
  }

  /**
   * How a feature flag is turned.
   *
   * @param set shows what is behind {flag} to {percent} percent of those who are on the new version
   * @param read prints the percent that {flag} is at
   */
  public record FlagCommands(Command set, Command read) {}

  /** What is asked of one instance. */
  public sealed interface Question {
    /**
     * @param expect the status that means well
     */
    record Http(String address, int expect) implements Question {}

    /** A command that ends with 0 when all is well. */
    record Run(List<String> words) implements Question {
      public Run {
        words = List.copyOf(words);
      }
    }
  }

  /**
   * What is measured: each probe counts as one request of the version that runs on its instance.
   *
   * @param atMost an answer that takes longer is a failure
   */
  public record Probe(Question question, Duration every, Duration atMost) {}

  /**
   * @param perInstance requests per second one instance carries
   * @param load requests per second the service gets at its busiest
   */
  public record Capacity(double perInstance, double load) {}

  public ExecSpec {
    environment = Map.copyOf(environment);
    groups = List.copyOf(groups);
    addresses = Map.copyOf(addresses);
    checks = List.copyOf(checks);
    boolean takesOut =
        traffic
            .filter(port -> port instanceof HaproxySpec haproxy && haproxy.takesOut())
            .isPresent();
    boolean fits = groups.size() == 1 ? traffic.isEmpty() || takesOut : traffic.isPresent();
    if (groups.isEmpty() || groups.size() > 2 || !fits) {
      throw new IllegalArgumentException("one group, or two and traffic between them");
    }
    if (baseline.isPresent()
        && (groups.size() == 1
            || baseline.get().instances().size() != groups.getFirst().instances().size())) {
      throw new IllegalArgumentException("a baseline group is as large as each of two sides");
    }
  }

  /** The same, with something else put aside before the first change. */
  public ExecSpec with(CheckpointSpec other) {
    return new ExecSpec(
        directory,
        environment,
        groups,
        addresses,
        deploy,
        healthyWithin,
        usually,
        running,
        stop,
        artifact,
        traffic,
        probe,
        checks,
        capacity,
        metrics,
        alerts,
        other,
        flags,
        baseline);
  }

  /** The same with a flag that can be turned. */
  public ExecSpec with(FlagCommands other) {
    return new ExecSpec(
        directory,
        environment,
        groups,
        addresses,
        deploy,
        healthyWithin,
        usually,
        running,
        stop,
        artifact,
        traffic,
        probe,
        checks,
        capacity,
        metrics,
        alerts,
        checkpoint,
        Optional.of(other),
        baseline);
  }

  @Override
  public Set<StrategyKind> executable() {
    if (isInPlace()) {
      return flags.isPresent()
          ? Set.of(StrategyKind.ROLLING, StrategyKind.DARK_LAUNCH)
          : Set.of(StrategyKind.ROLLING);
    }
    return traffic.filter(Traffic::switches).isPresent()
        ? Set.of(StrategyKind.BLUE_GREEN, StrategyKind.DARK_LAUNCH)
        : Set.of(StrategyKind.CANARY, StrategyKind.BLUE_GREEN, StrategyKind.DARK_LAUNCH);
  }

  @Override
  public boolean turnsFlags() {
    return flags.isPresent();
  }

  @Override
  public boolean tellsFlagApart() {
    return metrics.flatMap(PrometheusSpec::flag).isPresent();
  }

  @Override
  public boolean tellsEachFlagApart() {
    return metrics
        .flatMap(PrometheusSpec::flag)
        .filter(PrometheusSpec.ByFlag::namesFlag)
        .isPresent();
  }

  /** Whether the new version takes the place of the old one, so that there is no second side. */
  public boolean isInPlace() {
    return groups.size() == 1;
  }

  /** Instances by name, with the address of each, in the order written. */
  public Map<String, String> instances() {
    Map<String, String> all = new LinkedHashMap<>();
    for (Group group : groups) {
      group.instances().forEach(name -> all.put(name, addresses.getOrDefault(name, name)));
    }
    return all;
  }

  /** How many instances serve: all of them in place, those of one side otherwise. */
  public int serving() {
    return groups.getFirst().instances().size();
  }
}
