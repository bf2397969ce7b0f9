package dev.slipway.view;

import dev.slipway.control.GateKeeper;
import dev.slipway.gate.Checklist;
import dev.slipway.gate.ItemState;
import dev.slipway.gate.Phase;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Proofs;
import dev.slipway.rollout.Paused;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The checklist with its evidence, items in the checklist's order.
 *
 * @param ran whether the tool's checks were run just now
 */
public record CheckListView(
    Instant now,
    Headline headline,
    ItemCounts before,
    ItemCounts after,
    List<Item> items,
    ApprovalPart approvals,
    boolean ran)
    implements View {
  /**
   * @param phase "before" or "after"
   * @param state "confirmed", "waived", "failed" or "open"
   * @param by a person's name, or "slipway"
   * @param boundTo what a confirmation is for and ends with: "this commit", "this digest", "this
   *     plan"; empty while nothing is confirmed
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
      Optional<String> boundTo,
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

  /**
   * @param phase only this one; empty: both
   * @param openOnly leave out what is closed
   */
  public static CheckListView of(
      ReleaseRecord release,
      GateKeeper.Status gates,
      People people,
      Instant now,
      Optional<Phase> phase,
      boolean openOnly,
      boolean ran) {
    return new CheckListView(
        now,
        Headline.of(release, Optional.of(gates), Optional.empty(), people),
        Parts.counts(gates.items(), Phase.BEFORE),
        Parts.counts(gates.items(), Phase.AFTER),
        gates.items().stream()
            .filter(state -> phase.isEmpty() || state.item().phase() == phase.get())
            .filter(state -> !openOnly || !state.isClosed())
            .map(state -> item(release, state, people))
            .toList(),
        Parts.approvals(gates),
        ran);
  }

  private static Item item(ReleaseRecord release, ItemState state, People people) {
    dev.slipway.gate.Item item = state.item();
    return new Item(
        item.id(),
        item.group(),
        Parts.lower(item.phase()),
        item.title(),
        item.why(),
        switch (state.standing()) {
          case CONFIRMED -> Role.GOOD;
          case WAIVED -> Role.WAITING;
          case FAILED -> Role.BAD;
          case OPEN -> Role.LATER;
        },
        Parts.lower(state.standing()),
        state.by().map(people::name),
        state.at(),
        state.until(),
        state.standing() == ItemState.Standing.CONFIRMED
            ? Optional.of("this " + Parts.lower(item.binding()))
            : Optional.empty(),
        Plain.line(toDo(state) + state.detail(), 300),
        item.by() == dev.slipway.gate.Item.By.TOOL,
        command(release, state));
  }

  /** Whoever is to try something has to read what. */
  private static String toDo(ItemState state) {
    boolean asked =
        state.standing() == ItemState.Standing.OPEN
            && state.item().asked().flatMap(dev.slipway.gate.Item.Asked::role).isPresent();
    return asked ? "\"" + Plain.line(state.item().title(), 160) + "\" " : "";
  }

  private static Optional<String> command(ReleaseRecord release, ItemState state) {
    if (state.isClosed()) {
      return Optional.empty();
    }
    String id = state.item().id();
    if (id.equals(Proofs.SUITE)) {
      return state.standing() == ItemState.Standing.FAILED && release.state() instanceof Paused
          ? Optional.of("slipway rollout resume " + release.id())
          : Optional.empty();
    }
    boolean person =
        state.item().by() == dev.slipway.gate.Item.By.PERSON
            || (state.standing() == ItemState.Standing.FAILED
                && Checklist.accepts(state.item(), dev.slipway.gate.Item.By.PERSON));
    return Optional.of(
        person
            ? "slipway check confirm "
                + release.id()
                + " "
                + id
                + (state.item().asked().filter(dev.slipway.gate.Item.Asked::link).isPresent()
                    ? " --evidence \"link\""
                    : " --evidence \"link or sentence\"")
            : "slipway check run " + release.id() + " " + id);
  }
}
