package dev.slipway.gate;

import java.time.Instant;
import java.util.Optional;

/**
 * What people and checks wrote down about a release before (and after) it moved. Kept in the
 * release's journal, folded into a {@link GateBook}.
 */
public sealed interface GateRecord {
  /** By whom: the catalogue's key, or "slipway" for a check by the tool. */
  String by();

  Instant at();

  /**
   * @param planHash the plan this approval is for; another plan needs another approval
   */
  record Approved(String by, Instant at, String role, String planHash, String surface, String note)
      implements GateRecord {
    /** Ends the surface of an approval that is a reaction in a chat. */
    public static final String BY_REACTION = ", by reaction";

    public boolean isByReaction() {
      return surface.endsWith(BY_REACTION);
    }
  }

  record ApprovalWithdrawn(String by, Instant at, String reason) implements GateRecord {}

  /**
   * @param boundTo the commit, digest or plan hash the evidence speaks about
   * @param validUntil empty when only a changed binding ends it
   */
  record ItemConfirmed(
      String by,
      Instant at,
      String item,
      String evidence,
      String boundTo,
      Optional<Instant> validUntil)
      implements GateRecord {}

  /** A check by the tool found the item not fulfilled. */
  record ItemFailed(String by, Instant at, String item, String why) implements GateRecord {}

  record ItemWithdrawn(String by, Instant at, String item, String reason) implements GateRecord {}

  record ItemWaived(String by, Instant at, String item, String reason, Instant until)
      implements GateRecord {}

  /**
   * A person's word about the risk: raising counts at once, lowering when two people say the same.
   */
  record RiskSet(String by, Instant at, String level, String reason) implements GateRecord {}
}
