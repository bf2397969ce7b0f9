package dev.slipway.plan;

import dev.slipway.migration.Migration;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import dev.slipway.risk.Classification;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a plan is made from.
 *
 * @param catalogueHash of the whole catalogue that policy, service and environment were taken from
 * @param migrations of the change, in the order in which they are applied
 * @param from the version that serves now; empty when nothing runs yet
 * @param fromArtifact what that version really is; empty when it does not say
 * @param target what the target can do and carries now
 * @param checksAfter names of the checks that run once everybody is on the new version
 * @param owner who follows up: the catalogue's key
 * @param requested the strategy a person asks for instead of the one that is chosen
 * @param waiver why a strategy weaker than the risk asks for is allowed
 * @param undoes the finished release that this one takes back: then everybody goes at once
 * @param rehearses the finished release whose way back is tried
 * @param turnsOff flags that the release which is taken back has turned on
 */
public record PlanFacts(
    ReleaseId release,
    Service service,
    Service.Environment environment,
    Policy policy,
    String catalogueHash,
    ChangeRecord change,
    Classification risk,
    List<Migration> migrations,
    Optional<Version> from,
    Optional<ArtifactDigest> fromArtifact,
    TargetFacts target,
    List<String> checksAfter,
    String owner,
    Optional<StrategyKind> requested,
    Optional<Waiver> waiver,
    Optional<ReleaseId> undoes,
    Optional<ReleaseId> rehearses,
    List<String> turnsOff) {
  /**
   * @param readyOld instances of the old version that serve now
   * @param readyNew instances of the new version that are up already, without users
   * @param perInstance requests per second one instance is declared to carry
   * @param load requests per second the service gets now
   * @param maximum most instances there is room for, both versions together
   * @param executable the strategies this target can carry out
   */
  public record TargetFacts(
      int readyOld,
      int readyNew,
      double perInstance,
      double load,
      int maximum,
      Set<StrategyKind> executable) {
    public TargetFacts {
      executable = Set.copyOf(executable);
    }

    /** Where nothing of the new version runs yet. */
    public TargetFacts(
        int readyOld, double perInstance, double load, int maximum, Set<StrategyKind> executable) {
      this(readyOld, 0, perInstance, load, maximum, executable);
    }

    /** Whether it is known how many instances a load needs. */
    boolean declaresCapacity() {
      return perInstance > 0 && Double.isFinite(perInstance) && load >= 0 && Double.isFinite(load);
    }
  }

  /**
   * @param person who takes the responsibility: the catalogue's key
   */
  public record Waiver(String reason, String person) {
    public Waiver {
      if (reason.isBlank() || person.isBlank()) {
        throw new IllegalArgumentException("a waiver names a person and a reason");
      }
    }
  }

  public PlanFacts {
    migrations = List.copyOf(migrations);
    checksAfter = List.copyOf(checksAfter);
    turnsOff = List.copyOf(turnsOff);
    if (!policy.name().equals(environment.policy())) {
      throw new IllegalArgumentException(
          environment.name()
              + " follows policy "
              + environment.policy()
              + ", not "
              + policy.name());
    }
  }

  Policy.Treatment treatment() {
    return policy.of(risk.level());
  }

  /** Whether it goes to a version that has served before, so that nobody has to agree anew. */
  boolean goesBack() {
    return undoes.isPresent() || rehearses.isPresent();
  }

  /** Whoever goes back is in a hurry, and what is left then was saved on the way out. */
  boolean takesBackup(boolean mayLoseData) {
    return !goesBack()
        && environment.target() instanceof ExecSpec exec
        && exec.checkpoint().takesBackup(mayLoseData);
  }

  boolean isFirstRelease() {
    return from.isEmpty();
  }

  /** The old version's label, or words for there being none. */
  String oldWords() {
    return from.map(Version::label).orElse("nothing");
  }
}
