package dev.slipway.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The checklist with its evidence, items in the checklist's order.
 *
 * @param ran whether the tool's checks were run just now
 */
public record CheckListView(
    Instant now, Headline headline, ItemCounts before, ItemCounts after, List<Item> items, ApprovalPart approvals, boolean ran)
    implements View {
  /**
   * @param phase "before" or "after"
   * @param state "confirmed", "waived", "failed" or "open"
   * @param by a person's name, or "slipway"
   * @param detail evidence, reason of a waiver, or why it is open
   * @param automatic whether the tool checks it
   * @param command what closes it; empty when it is closed
   */
  public record Item(
      String id,
      String group,
      String phase,
      String title,
      String why,
      Role role,
      String state,
      Optional<String> by,
      Optional<Instant> at,
      Optional<Instant> until,
      String detail,
      boolean automatic,
      Optional<String> command) {}

  public CheckListView {
    items = List.copyOf(items);
  }

  @Override
  public String schema() {
    return "check.list/1";
  }
}
