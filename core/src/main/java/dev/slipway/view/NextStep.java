package dev.slipway.view;

import dev.slipway.control.GateKeeper;
import dev.slipway.gate.Approvals;
import dev.slipway.gate.GateCode;
import dev.slipway.gate.GateVerdict;
import dev.slipway.gate.Standing;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.Cancelled;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Hold;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Underway;
import java.util.List;
import java.util.Optional;

/** Which command comes next, which holds a release, and which takes it back. */
public final class NextStep {
  private NextStep() {}

  /**
   * @param viewer who would do it: an approval that is not theirs to give names who can
   */
  public static String next(ReleaseRecord release, GateKeeper.Status gates, String viewer) {
    String next = next(release, gates.verdict());
    boolean others =
        next.equals("slipway approve " + release.id())
            && !Standing.mayApprove(gates.facts(), viewer).yes();
    if (!others) {
      return next;
    }
    List<String> can =
        Approvals.of(gates.facts()).missing().stream()
            .flatMap(missing -> missing.can().stream())
            .distinct()
            .map(Plain::line)
            .toList();
    return next + "   (for " + (can.isEmpty() ? "somebody else" : String.join(" or ", can)) + ")";
  }

  private static String next(ReleaseRecord release, GateVerdict gates) {
    String id = release.id().toString();
    return switch (release.state()) {
      case Draft draft -> "slipway plan " + id;
      case Planned planned ->
          gates.blocks().stream()
              .filter(block -> !closesByItself(block))
              .map(GateVerdict.Block::fix)
              .findFirst()
              .orElse("slipway start " + id + " --watch");
      case Underway underway -> "slipway rollout watch " + id;
      case Paused paused -> paused(paused, id);
      case RollingBack back -> "slipway rollout watch " + id;
      case RollbackFailed failed -> "slipway rollback " + id;
      case Finished finished -> finished(release);
      case RolledBack back -> "slipway show " + id + " --events";
      case Cancelled cancelled -> "slipway history " + release.id().service();
    };
  }

  /** Users who are somewhere else come back by a release, like anybody. */
  private static String finished(ReleaseRecord release) {
    return Headline.astray(release)
        .map(found ->
            found.found() == Fact.Found.LOST
                ? "slipway doctor --only traffic"
                : "slipway new " + release.id().service() + " " + release.change().to())
        .orElseGet(() -> "slipway history " + release.id().service());
  }

  /** Whether it is a check by the tool that nobody ran yet: the start runs it. */
  public static boolean closesByItself(GateVerdict.Block block) {
    return block.code().equals(GateCode.ITEM_OPEN.code())
        && block.fix().startsWith("slipway check run");
  }

  private static String paused(Paused paused, String id) {
    if (paused.holds().contains(Hold.LIMIT_BROKEN) || paused.holds().contains(Hold.NO_WAY_BACK)) {
      return "slipway rollback " + id;
    }
    if (paused.holds().contains(Hold.PROOF_MISSING) && paused.inside() instanceof Observing) {
      return "slipway check list " + id + " --phase after --open";
    }
    return paused.holds().contains(Hold.METRICS_SILENT)
        ? "slipway doctor --only metrics"
        : "slipway rollout resume " + id;
  }

  public static Optional<String> hold(ReleaseRecord release) {
    return release.state() instanceof Underway
        ? Optional.of("slipway rollout pause " + release.id())
        : Optional.empty();
  }

  public static Optional<String> undo(ReleaseRecord release) {
    String id = release.id().toString();
    return switch (release.state()) {
      case Draft draft -> Optional.of("slipway cancel " + id + " --reason \"why\"");
      case Planned planned -> Optional.of("slipway cancel " + id + " --reason \"why\"");
      case Underway underway -> Optional.of("slipway rollback " + id);
      case Paused paused -> Optional.of("slipway rollback " + id);
      case RollingBack back -> Optional.empty();
      case RollbackFailed failed -> Optional.empty();
      case Finished finished -> undoFinished(release);
      case RolledBack back -> Optional.empty();
      case Cancelled cancelled -> Optional.empty();
    };
  }

  /** A finished release never changes again: its undo is a new one, to the version before it. */
  private static Optional<String> undoFinished(ReleaseRecord release) {
    return release.change().from().map(old -> "slipway rollback " + release.id());
  }
}
