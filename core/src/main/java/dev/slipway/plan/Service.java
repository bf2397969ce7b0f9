package dev.slipway.plan;

import dev.slipway.health.Limits;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.risk.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service as configured.
 *
 * @param repository folder of the service's git repository
 * @param tagPattern how a version's tag reads, with "{version}" in it; "{version}" alone when the
 *     label is the tag
 * @param riskPaths glob patterns by kind
 * @param migrations folder of migration files inside the repository
 * @param called how people outside the team call it: "Online shop"
 */
public record Service(
    ServiceName name,
    Path repository,
    String tagPattern,
    Map<Kind, List<String>> riskPaths,
    Optional<String> migrations,
    Map<EnvironmentName, Environment> environments,
    Optional<String> called) {
  /** One that everybody calls by its name. */
  public Service(
      ServiceName name,
      Path repository,
      String tagPattern,
      Map<Kind, List<String>> riskPaths,
      Optional<String> migrations,
      Map<EnvironmentName, Environment> environments) {
    this(name, repository, tagPattern, riskPaths, migrations, environments, Optional.empty());
  }

  /**
   * @param items ids of checklist items that hold here; empty: all that apply
   * @param verifyRollback how long the old version is watched after a rollback before it counts as
   *     well
   * @param tell channels that hear of its releases, each "slack:C024BE7LR" or "discord:8035111"
   * @param test whether it is there to try things out, so that nobody outside the team hears of it
   *     unasked
   * @param promotedFrom the environment in which the very same artifact has to be released first
   * @param finishing what is left to do once a release is finished
   * @param proving how it is shown that a new version is a success
   */
  public record Environment(
      EnvironmentName name,
      String policy,
      TargetSpec target,
      Limits limits,
      Duration verifyRollback,
      Duration verifyDeadline,
      List<String> items,
      List<String> tell,
      boolean test,
      Rehearsing rehearsing,
      Optional<EnvironmentName> promotedFrom,
      Finishing finishing,
      Proving proving) {
    /** One where nothing is left to do once a release is finished, and nobody has to show more. */
    public Environment(
        EnvironmentName name,
        String policy,
        TargetSpec target,
        Limits limits,
        Duration verifyRollback,
        Duration verifyDeadline,
        List<String> items,
        List<String> tell,
        boolean test,
        Rehearsing rehearsing,
        Optional<EnvironmentName> promotedFrom) {
      this(
          name,
          policy,
          target,
          limits,
          verifyRollback,
          verifyDeadline,
          items,
          tell,
          test,
          rehearsing,
          promotedFrom,
          Finishing.NONE,
          Proving.NONE);
    }

    /** The same, with other proofs asked for. */
    public Environment with(Proving other) {
      return new Environment(
          name,
          policy,
          target,
          limits,
          verifyRollback,
          verifyDeadline,
          items,
          tell,
          test,
          rehearsing,
          promotedFrom,
          finishing,
          other);
    }

    /** One where nobody rehearses, and nothing has to be shown elsewhere first. */
    public Environment(
        EnvironmentName name,
        String policy,
        TargetSpec target,
        Limits limits,
        Duration verifyRollback,
        Duration verifyDeadline,
        List<String> items,
        List<String> tell,
        boolean test) {
      this(
          name,
          policy,
          target,
          limits,
          verifyRollback,
          verifyDeadline,
          items,
          tell,
          test,
          Rehearsing.NONE,
          Optional.empty());
    }

    /** One of users, whose releases are told to no chat. */
    public Environment(
        EnvironmentName name,
        String policy,
        TargetSpec target,
        Limits limits,
        Duration verifyRollback,
        Duration verifyDeadline,
        List<String> items) {
      this(name, policy, target, limits, verifyRollback, verifyDeadline, items, List.of(), false);
    }

    public Environment {
      items = List.copyOf(items);
      tell = List.copyOf(tell);
    }
  }

  /**
   * Trying the way back where nobody is in need of it.
   *
   * @param allowed whether it is tried on this environment
   * @param atLeastEvery how old the last rehearsal of the service may be when a release starts
   *     here; empty: nobody asks
   */
  public record Rehearsing(boolean allowed, Optional<Duration> atLeastEvery) {
    public static final Rehearsing NONE = new Rehearsing(false, Optional.empty());
  }

  /**
   * What is done once a release is finished, and undoes nothing when it fails.
   *
   * @param tag how the tag in the service's repository reads, with words in braces
   * @param remote where that tag is sent to; empty: it stays
   * @param archive whether all evidence is put into one file
   */
  public record Finishing(Optional<String> tag, Optional<String> remote, boolean archive) {
    public static final Finishing NONE = new Finishing(Optional.empty(), Optional.empty(), false);
  }

  public Service {
    riskPaths = Map.copyOf(riskPaths);
    environments = Map.copyOf(environments);
  }
}
