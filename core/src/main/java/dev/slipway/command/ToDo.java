package dev.slipway.command;

import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.control.GateKeeper;
import dev.slipway.gate.Approvals;
import dev.slipway.gate.GateFacts;
import dev.slipway.gate.ItemState;
import dev.slipway.gate.Person;
import dev.slipway.gate.Phase;
import dev.slipway.gate.Standing;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.journal.Summaries;
import dev.slipway.rollout.Draft;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.view.Figures;
import dev.slipway.view.NextStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What waits for one person, the most urgent first. */
final class ToDo {
  private static final String ON_CALL = "on-call";
  private static final int MOST = 50;
  private static final int MOST_ITEMS = 3;

  /**
   * @param rank 0 comes first
   * @param line what to type
   */
  record Item(int rank, String words, String line) {}

  private final Desk desk;
  private final Person person;
  private final List<Item> items = new ArrayList<>();

  private ToDo(Desk desk, Person person) {
    this.desk = desk;
    this.person = person;
  }

  static List<Item> of(Desk desk, Person person) {
    ToDo todo = new ToDo(desk, person);
    desk.lookup().list(Store.Query.all()).stream()
        .filter(row -> !Summaries.isOver(row))
        .limit(MOST)
        .flatMap(row ->
            desk.lookup().find(row.id().toString(), Optional.empty())
                    instanceof Answer.Yes<ReleaseRecord> yes
                ? java.util.stream.Stream.of(yes.value())
                : java.util.stream.Stream.empty())
        .forEach(todo::look);
    return todo.items.stream().sorted(Comparator.comparingInt(Item::rank)).toList();
  }

  private void look(ReleaseRecord release) {
    boolean mine = release.opened().owner().equals(person.id());
    switch (release.state()) {
      case RollbackFailed failed -> {
        if (mine || person.roles().contains(ON_CALL)) {
          add(0, release, " could not be rolled back", "show");
        }
      }
      case Paused paused -> {
        if (mine) {
          items.add(
              new Item(
                  1,
                  release.id() + " is paused and waits for you",
                  NextStep.next(release, desk.gates().status(release), person.id())));
        }
      }
      case Planned planned -> planned(release, planned, mine);
      case Draft draft -> {
        if (mine) {
          add(5, release, " has no plan yet", "plan");
        }
      }
      default -> {}
    }
  }

  private void planned(ReleaseRecord release, Planned planned, boolean mine) {
    GateKeeper.Status status = desk.gates().status(release);
    GateFacts facts = status.facts();
    List<String> roles =
        Approvals.of(facts).missing().stream()
            .filter(missing -> missing.can().contains(person.name()))
            .map(Approvals.Missing::role)
            .toList();
    if (!roles.isEmpty()) {
      add(2, release, " wants your approval as " + String.join(", ", roles), "approve");
    }
    boolean ready = status.verdict().blocks().stream().allMatch(NextStep::closesByItself);
    if (mine && ready && planned.due().isEmpty()) {
      add(3, release, " can be started", "start");
    }
    List<String> open =
        status.items().stream()
            .filter(state -> state.item().phase() == Phase.BEFORE && !state.isClosed())
            .filter(state -> isFor(facts, state, mine))
            .map(state -> state.item().id())
            .toList();
    if (!open.isEmpty()) {
      add(
          4,
          release,
          ": "
              + Figures.count(open.size(), "item")
              + " to confirm: "
              + String.join(", ", open.subList(0, Math.min(MOST_ITEMS, open.size())))
              + (open.size() > MOST_ITEMS ? ", …" : ""),
          "check list");
    }
  }

  /** Whoever owns the release, or is the only one who can. */
  private boolean isFor(GateFacts facts, ItemState state, boolean mine) {
    List<String> can = Standing.canConfirm(facts, state.item());
    return can.contains(person.name()) && (mine || can.size() == 1);
  }

  private void add(int rank, ReleaseRecord release, String words, String command) {
    items.add(new Item(rank, release.id() + words, "slipway " + command + " " + release.id()));
  }
}
