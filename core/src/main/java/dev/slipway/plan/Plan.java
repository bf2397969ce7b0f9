package dev.slipway.plan;

import dev.slipway.gate.Need;
import dev.slipway.health.Limits;
import dev.slipway.health.Side;
import dev.slipway.migration.Migration;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.CommitId;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import dev.slipway.risk.Classification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The way out and the way back of one release, fixed before it starts.
 *
 * @param fromInstances instances of the old version that carry the load before the release; 0 for a
 *     first release
 * @param starting checkpoint and migrations that come before any new instance, in order
 * @param completing what replaces the old fleet and cleans up, in order
 * @param observe how long all users are watched on the new version before the old fleet goes
 * @param verifyRollback how long the old version is watched after a rollback, and by when it is
 *     said how it ended
 * @param hold how long a pause may go unanswered before the release is taken back
 * @param proofs what has to be shown before it is a success; empty: nothing beside its checks
 * @param policyHash hash of policy, target and limits of this service, part of the plan's hash
 * @param catalogueHash the whole catalogue this plan was made from
 */
public record Plan(
    ReleaseId release,
    EnvironmentName environment,
    Optional<Version> from,
    Optional<ArtifactDigest> fromArtifact,
    int fromInstances,
    Version to,
    ArtifactDigest artifact,
    Optional<CommitId> fromCommit,
    CommitId toCommit,
    Classification risk,
    StrategyKind strategy,
    String strategyBecause,
    List<Stage> stages,
    Limits limits,
    List<Migration> migrations,
    List<Step> starting,
    List<Step> completing,
    List<String> checksAfter,
    Duration observe,
    Duration verifyRollback,
    Duration verifyDeadline,
    Duration hold,
    List<Need> approvals,
    String owner,
    RollbackPlan rollback,
    Optional<Proofs> proofs,
    String policyHash,
    String catalogueHash,
    PlanHash hash) {
  public Plan {
    stages = List.copyOf(stages);
    migrations = List.copyOf(migrations);
    starting = List.copyOf(starting);
    completing = List.copyOf(completing);
    checksAfter = List.copyOf(checksAfter);
    approvals = List.copyOf(approvals);
    if (stages.isEmpty() || starting.isEmpty() || completing.isEmpty()) {
      throw new IllegalArgumentException("a plan has stages, a beginning and an end");
    }
    for (int i = 1; i < stages.size(); i++) {
      if (!stages.get(i).weight().isAbove(stages.get(i - 1).weight())) {
        throw new IllegalArgumentException("every stage has a larger share than the one before");
      }
    }
  }

  /** One of which nothing has to be shown beside its checks. */
  public Plan(
      ReleaseId release,
      EnvironmentName environment,
      Optional<Version> from,
      Optional<ArtifactDigest> fromArtifact,
      int fromInstances,
      Version to,
      ArtifactDigest artifact,
      Optional<CommitId> fromCommit,
      CommitId toCommit,
      Classification risk,
      StrategyKind strategy,
      String strategyBecause,
      List<Stage> stages,
      Limits limits,
      List<Migration> migrations,
      List<Step> starting,
      List<Step> completing,
      List<String> checksAfter,
      Duration observe,
      Duration verifyRollback,
      Duration verifyDeadline,
      Duration hold,
      List<Need> approvals,
      String owner,
      RollbackPlan rollback,
      String policyHash,
      String catalogueHash,
      PlanHash hash) {
    this(
        release,
        environment,
        from,
        fromArtifact,
        fromInstances,
        to,
        artifact,
        fromCommit,
        toCommit,
        risk,
        strategy,
        strategyBecause,
        stages,
        limits,
        migrations,
        starting,
        completing,
        checksAfter,
        observe,
        verifyRollback,
        verifyDeadline,
        hold,
        approvals,
        owner,
        rollback,
        Optional.empty(),
        policyHash,
        catalogueHash,
        hash);
  }

  Plan withHash(PlanHash known) {
    return new Plan(
        release,
        environment,
        from,
        fromArtifact,
        fromInstances,
        to,
        artifact,
        fromCommit,
        toCommit,
        risk,
        strategy,
        strategyBecause,
        stages,
        limits,
        migrations,
        starting,
        completing,
        checksAfter,
        observe,
        verifyRollback,
        verifyDeadline,
        hold,
        approvals,
        owner,
        rollback,
        proofs,
        policyHash,
        catalogueHash,
        known);
  }

  public Stage stage(int index) {
    return stages.get(index);
  }

  public boolean isLastStage(int index) {
    return index == stages.size() - 1;
  }

  /**
   * Whether the new version takes the old one's place instance by instance: then deploying is what
   * gives it users, and taking it back is deploying the old version again.
   */
  public boolean isInPlace() {
    return stages.getFirst().itself() instanceof Stage.BatchStage;
  }

  /** What is worked on at once; empty where a share of traffic is moved instead. */
  public Optional<Batches> batches() {
    return Batches.of(stages);
  }

  /** Whether the new version stands beside the old one and is checked before anybody meets it. */
  public boolean isDark() {
    return strategy == StrategyKind.DARK_LAUNCH;
  }

  /**
   * The flags that show its users what is new, in the order in which they are turned; empty where
   * nothing is turned.
   */
  public List<String> flags() {
    return stages.stream()
        .<String>mapMulti((stage, each) -> {
          if (stage instanceof Stage.ExposureStage exposure) {
            each.accept(exposure.flag());
          }
        })
        .distinct()
        .toList();
  }

  /** "flag coupon_ui", "flags coupon_ui, dark_mode"; "" where nothing is turned. */
  public String namedFlags() {
    return switch (flags().size()) {
      case 0 -> "";
      case 1 -> "flag " + flags().getFirst();
      default -> "flags " + String.join(", ", flags());
    };
  }

  /** The last stage in which everybody is on the new version and nobody is shown what is new. */
  public OptionalInt hidden() {
    return flags().isEmpty()
        ? OptionalInt.empty()
        : IntStream.range(0, stages.size())
            .filter(i -> !stages.get(i).weight().showsAny())
            .reduce((before, last) -> last);
  }

  /** Whether it is made to be taken back. */
  public boolean isRehearsal() {
    return stages.getFirst() instanceof Stage.RehearsalStage;
  }

  /** Whether the old version's instances are gone once the release is complete. */
  public boolean endsOldInstances() {
    return isInPlace()
        || completing.stream()
            .anyMatch(step ->
                step instanceof Step.RemoveInstances remove && remove.side() == Side.BASELINE);
  }

  /**
   * Whether the new version is compared with a group of the old one that is started with it, not
   * with all of it.
   */
  public boolean hasGroup() {
    return completing.contains(BaselineGroup.remove());
  }

  /** How long the old side stays up, without users, once the release is finished. */
  public Optional<Duration> keepsOld() {
    return kept(Side.BASELINE).map(Step.KeepInstances::howLong);
  }

  /** Whether it ends without having changed what runs: of a rehearsal that found all it needs. */
  public boolean leavesAsFound() {
    return kept(Side.CANARY).isPresent();
  }

  private Optional<Step.KeepInstances> kept(Side side) {
    return completing.stream()
        .flatMap(step ->
            step instanceof Step.KeepInstances keep && keep.side() == side
                ? Stream.of(keep)
                : Stream.empty())
        .findFirst();
  }

  /** Ends what was kept, once its time is over. */
  public Step retireOld() {
    return new Step.RemoveInstances("retire-old", Side.BASELINE);
  }

  /**
   * What happens before the first stage. In place no instance may be touched yet, because its users
   * would meet the new version: it is only looked whether everything answers.
   */
  public Step firstDeploy() {
    return isInPlace() ? new Step.DeployInstances("look", Side.CANARY, 0) : capacityFor(0);
  }

  /** What brings the new side up to what stage {@code index} needs. */
  public Step capacityFor(int index) {
    String id = "deploy-stage-" + (index + 1);
    int instances = stage(index).instances();
    // With more than half of the users it has nothing of its size to be compared with.
    return hasGroup() && BaselineGroup.isShared(stage(index).weight())
        ? new Step.DeployWithGroup(id, instances)
        : new Step.DeployInstances(id, Side.CANARY, instances);
  }

  /** Whether stage {@code index} needs more instances than the stage before it. */
  public boolean needsMoreCapacity(int index) {
    return index > 0 && stage(index).instances() > stage(index - 1).instances();
  }

  /** What is asked of the new instances themselves while nobody is on them. */
  public Step checkUnserved() {
    return new Step.CheckUnserved();
  }

  public Step verification() {
    return new Step.RunChecks(checksAfter);
  }

  /** The tests of the service as a whole, where Slipway runs them. */
  public Step suite() {
    return new Step.RunSuite();
  }

  /** Whether they are run then. */
  public boolean runsSuite(Proofs.Moment moment) {
    return proofs.filter(all -> all.runsSuite(moment)).isPresent();
  }

  /**
   * Brings the old side back to full strength before traffic returns to it; in place, everybody is
   * back with it. Where nothing ran before, going back is ending what was deployed.
   */
  public Step restore() {
    return isInPlace() && from.isEmpty()
        ? new Step.RemoveInstances("take-out", Side.CANARY)
        : new Step.DeployInstances("restore-old", Side.BASELINE, fromInstances);
  }

  /**
   * Removes the new side once users are safe on the old one; what was there before a rehearsal
   * stays.
   */
  public Step cleanUp() {
    return kept(Side.CANARY)
        .<Step>map(keep -> keep)
        .orElseGet(() ->
            hasGroup()
                ? new Step.RemoveWithGroup("remove-new")
                : new Step.RemoveInstances("remove-new", Side.CANARY));
  }
}
