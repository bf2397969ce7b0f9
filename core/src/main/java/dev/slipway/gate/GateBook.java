package dev.slipway.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the records of a release amount to: one approval per person and plan (the latest), and what
 * was last said about each checklist item. It only remembers; whether something still counts is for
 * {@link Standing} to say.
 *
 * @param approvals standing approvals of all plans in the order they were given, at most one per
 *     person and plan
 * @param items by item id; an item nobody spoke about is absent
 */
public record GateBook(List<GateRecord.Approved> approvals, Map<String, Notes> items) {
  /** The book of a release about which nothing was written down yet. */
  public static final GateBook EMPTY = new GateBook(List.of(), Map.of());

  /**
   * The latest words about one item.
   *
   * @param failedLast whether the failure was recorded after the confirmation
   * @param withdrawn present when the last word took a confirmation or waiver back
   */
  public record Notes(
      Optional<GateRecord.ItemConfirmed> confirmed,
      Optional<GateRecord.ItemFailed> failed,
      boolean failedLast,
      Optional<GateRecord.ItemWaived> waived,
      Optional<GateRecord.ItemWithdrawn> withdrawn) {
    static final Notes NONE =
        new Notes(Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty());
  }

  public GateBook {
    approvals = List.copyOf(approvals);
    items = Map.copyOf(items);
  }

  /** Folds the records in the order given, which is the journal's. */
  public static GateBook of(List<GateRecord> records) {
    List<GateRecord.Approved> approvals = new ArrayList<>();
    Map<String, Notes> items = new LinkedHashMap<>();
    for (GateRecord entry : records) {
      switch (entry) {
        case GateRecord.Approved approved -> {
          approvals.removeIf(earlier ->
              earlier.by().equals(approved.by()) && earlier.planHash().equals(approved.planHash()));
          approvals.add(approved);
        }
        // Whoever takes an approval back means all of them: none may come alive again with an older
        // plan.
        case GateRecord.ApprovalWithdrawn withdrawn ->
            approvals.removeIf(earlier -> earlier.by().equals(withdrawn.by()));
        case GateRecord.ItemConfirmed confirmed -> {
          Notes notes = items.getOrDefault(confirmed.item(), Notes.NONE);
          items.put(
              confirmed.item(),
              new Notes(
                  Optional.of(confirmed), notes.failed(), false, notes.waived(), Optional.empty()));
        }
        case GateRecord.ItemFailed failed -> {
          Notes notes = items.getOrDefault(failed.item(), Notes.NONE);
          items.put(
              failed.item(),
              new Notes(
                  notes.confirmed(), Optional.of(failed), true, notes.waived(), notes.withdrawn()));
        }
        case GateRecord.ItemWaived waived -> {
          Notes notes = items.getOrDefault(waived.item(), Notes.NONE);
          items.put(
              waived.item(),
              new Notes(
                  notes.confirmed(),
                  notes.failed(),
                  notes.failedLast(),
                  Optional.of(waived),
                  Optional.empty()));
        }
        case GateRecord.RiskSet risk -> {}
        case GateRecord.ItemWithdrawn withdrawn -> {
          Notes notes = items.getOrDefault(withdrawn.item(), Notes.NONE);
          items.put(
              withdrawn.item(),
              new Notes(
                  Optional.empty(),
                  notes.failed(),
                  notes.failed().isPresent(),
                  Optional.empty(),
                  Optional.of(withdrawn)));
        }
      }
    }
    return new GateBook(approvals, items);
  }

  /** Approvals of exactly this plan, one per person, oldest first. */
  public List<GateRecord.Approved> approvalsOf(String planHash) {
    return approvals.stream().filter(approved -> approved.planHash().equals(planHash)).toList();
  }

  /** People whose only approvals are for other plans than this one, with the latest of each. */
  public List<GateRecord.Approved> outdatedApprovals(String planHash) {
    Map<String, GateRecord.Approved> latest = new LinkedHashMap<>();
    approvals.forEach(approved -> latest.put(approved.by(), approved));
    approvalsOf(planHash).forEach(current -> latest.remove(current.by()));
    return List.copyOf(latest.values());
  }

  /** The last words about one item. */
  public Notes notes(String item) {
    return items.getOrDefault(item, Notes.NONE);
  }
}
