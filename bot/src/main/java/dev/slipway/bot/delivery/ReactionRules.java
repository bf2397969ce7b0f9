package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Risks;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.plan.PlanHash;
import dev.slipway.rollout.Planned;
import java.util.Optional;

/** What a reaction must be before the gate is asked whether its person may approve. */
final class ReactionRules {
  private ReactionRules() {}

  /**
   * Why it does not count; empty when nothing speaks against it here.
   *
   * @param hash of the plan whose request it stands on
   * @param known whether the catalogue knows the account
   */
  static Optional<String> against(ReleaseRecord release, String hash, Account by, boolean known) {
    Optional<String> current = release.plan().map(Plan::hash).map(PlanHash::value);
    if (!known) {
      return Optional.of(
          "Your reaction does not count: slipway.yaml does not say who you are here. Add to yourself under people: chat: ["
              + by.key()
              + "]");
    }
    if (!current.equals(Optional.of(hash))) {
      return Optional.of(
          "Your reaction does not count: the plan of "
              + release.id()
              + " has changed since this request. A newer one is in the thread.");
    }
    if (!(release.state() instanceof Planned)) {
      return Optional.of(release.id() + " does not wait for approvals any more.");
    }
    if (Risks.isHigh(release)) {
      return Optional.of(
          "The risk of "
              + release.id()
              + " is high: that needs the button and the typed name. A reaction does not count.");
    }
    return Optional.empty();
  }
}
