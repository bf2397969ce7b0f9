package dev.slipway.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything about one release on one screen.
 *
 * @param reason why it was opened, where that was asked for
 * @param follows the release this one names: the one it undoes or repeats
 * @param plan empty while it is a draft
 * @param blocks what stands in the way of a start; empty once it has started
 * @param waiting what it waits for and until when, in words; empty when it waits for nobody
 * @param events newest first; {@code eventsTotal} counts all there are
 * @param next the next command; {@code hold} and {@code undo} where they make sense
 */
public record ShowView(
    Instant now,
    Headline headline,
    String title,
    String reason,
    Optional<String> follows,
    String owner,
    ChangePart change,
    Optional<PlanPart> plan,
    ItemCounts before,
    ItemCounts after,
    ApprovalPart approvals,
    List<MigrationPart> migrations,
    List<Block> blocks,
    Optional<String> waiting,
    List<Event> events,
    int eventsTotal,
    List<String> documents,
    String next,
    Optional<String> hold,
    Optional<String> undo)
    implements View {
  public record ChangePart(
      int commits, int authors, int files, int lines, Optional<Instant> oldest, String artifact, String artifactBrief) {}

  /**
   * @param strategy "canary 5 → 25 → 50 → 100 %, 15 min each, rolls back by itself"
   * @param wayBack "traffic switch to v2.4.0, about 10 s, no data loss"
   */
  public record PlanPart(String hash, String hashBrief, RiskPart risk, String strategy, String wayBack, boolean losesData) {}

  public ShowView {
    migrations = List.copyOf(migrations);
    blocks = List.copyOf(blocks);
    events = List.copyOf(events);
    documents = List.copyOf(documents);
  }

  @Override
  public String schema() {
    return "release.show/1";
  }
}
