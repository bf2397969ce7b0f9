package dev.slipway.control;

import dev.slipway.gate.Item;
import dev.slipway.gate.ItemState;
import dev.slipway.gate.Phase;
import dev.slipway.gate.Standing;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Proofs;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Unshown;
import dev.slipway.rollout.Verifying;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a plan wants to be shown, as items of its release's checklist. */
public final class ProofItems {
  private ProofItems() {}

  /** Nothing before there is a plan. */
  public static List<Item> of(ReleaseRecord release) {
    Optional<Plan> plan = release.plan();
    if (plan.isEmpty() || plan.get().proofs().isEmpty()) {
      return List.of();
    }
    Proofs proofs = plan.get().proofs().get();
    String version = plan.get().to().label();
    Optional<Observing> observing = observing(release.state());
    List<Item> items = new ArrayList<>();
    proofs
        .suite()
        .ifPresent(suite ->
            items.add(
                new Item(
                    Proofs.SUITE,
                    "testing",
                    Phase.AFTER,
                    Item.By.TOOL,
                    Item.Binding.DIGEST,
                    title(suite, version),
                    "Each part may be well while the whole is not.",
                    suite.source() == Proofs.Source.PIPELINE
                        ? Optional.of(
                            new Item.Asked(
                                Optional.empty(), false, deadline(observing, suite.within())))
                        : Optional.empty())));
    for (Proofs.Journey journey : proofs.journeys()) {
      items.add(
          new Item(
              journey.item(),
              "testing",
              Phase.AFTER,
              Item.By.PERSON,
              Item.Binding.DIGEST,
              journey.words(),
              "No program sees what a person sees who does what users do.",
              Optional.of(
                  new Item.Asked(
                      Optional.of(journey.role()),
                      journey.link(),
                      deadline(observing, journey.within())))));
    }
    return items;
  }

  private static String title(Proofs.Suite suite, String version) {
    return switch (suite.source()) {
      case COMMAND ->
          suite.moment() == Proofs.Moment.BEFORE_USERS
              ? "the integration suite passes on " + version + ", before anybody is on it"
              : "the integration suite passes with everybody on " + version;
      case PIPELINE ->
          "a pipeline has run the integration suite with everybody on " + version + ": it passes";
    };
  }

  private static Optional<Instant> deadline(
      Optional<Observing> observing, java.time.Duration within) {
    return observing.map(watched -> watched.deadlineFrom().plus(within));
  }

  private static Optional<Observing> observing(State state) {
    return switch (state) {
      case Observing observing -> Optional.of(observing);
      case Paused paused -> observing(paused.inside());
      default -> Optional.empty();
    };
  }

  /** Whether there is a version that everybody is on, so that something can be shown of it. */
  static boolean canBeShown(State state) {
    return switch (state) {
      case Verifying verifying -> true;
      case Observing observing -> true;
      case Paused paused -> canBeShown(paused.inside());
      default -> false;
    };
  }

  static boolean is(Item item) {
    return item.asked().isPresent() || item.id().equals(Proofs.SUITE);
  }

  /** Of all items those that are asked for by the plan, and that nobody has closed. */
  static Unshown unshown(dev.slipway.gate.GateFacts facts) {
    return new Unshown(
        Standing.items(facts).stream()
            .filter(state -> is(state.item()) && !state.isClosed())
            .map(ItemState::item)
            .map(Item::id)
            .toList());
  }
}
