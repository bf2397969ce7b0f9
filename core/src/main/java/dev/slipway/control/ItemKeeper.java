package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.GateFacts;
import dev.slipway.gate.GateRecord;
import dev.slipway.gate.Item;
import dev.slipway.gate.ItemState;
import dev.slipway.gate.Phase;
import dev.slipway.gate.Standing;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Plan;
import dev.slipway.release.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checklist of a release's gate: what people confirm or waive, and what the tool checks by
 * itself.
 */
final class ItemKeeper {
  private final Books books;
  private final World world;
  private final GateKeeper gates;
  private final ItemChecks checks;

  ItemKeeper(Books books, World world, GateKeeper gates) {
    this.books = books;
    this.world = world;
    this.gates = gates;
    this.checks = new ItemChecks(books, world);
  }

  Answer<ReleaseRecord> confirm(Actor by, ReleaseRecord release, String id, String evidence) {
    Optional<Refusal> stranger = Standings.refuseActing(world, by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    return item(release, id)
        .then(item -> {
          GateFacts facts = gates.facts(release);
          if (ProofItems.is(item) && !ProofItems.canBeShown(release.state())) {
            return Answer.no(tooEarly(release, item));
          }
          if (Standing.mayConfirm(facts, by.name(), item, evidence)
              instanceof Standing.Answer.MayNot no) {
            boolean usage = evidence.isBlank();
            return Answer.no(
                Refusal.of(
                    "E-CHECK-02",
                    usage ? Kind.USAGE : Kind.NOT_ALLOWED,
                    id + " was not confirmed: " + no.toYou() + ".",
                    item.why(),
                    "slipway check confirm "
                        + release.id()
                        + " "
                        + id
                        + " --evidence \"link or sentence\""));
          }
          GateRecord record =
              new GateRecord.ItemConfirmed(
                  by.name(),
                  world.clock().now(),
                  id,
                  evidence,
                  binding(release, item),
                  Optional.empty());
          return Answer.yes(books.gate(release, List.of(record), by));
        });
  }

  /** What was tried on something else shows nothing of what users get. */
  private static Refusal tooEarly(ReleaseRecord release, Item item) {
    return Refusal.of(
        "E-CHECK-04",
        Kind.CONFLICT,
        item.id()
            + " was not confirmed: nobody can show it now, because "
            + release.id()
            + " does not have its new version with everybody.",
        "It is about "
            + release.change().to()
            + " with its users, from when everybody is on it until the release is over.",
        "slipway show " + release.id());
  }

  Answer<ReleaseRecord> withdrawItem(Actor by, ReleaseRecord release, String id, String reason) {
    Optional<Refusal> stranger = Standings.refuseActing(world, by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    return item(release, id)
        .then(item ->
            Answer.yes(
                books.gate(
                    release,
                    List.of(
                        new GateRecord.ItemWithdrawn(
                            by.name(), world.clock().now(), item.id(), reason)),
                    by)));
  }

  Answer<ReleaseRecord> waive(
      Actor by, ReleaseRecord release, String id, String reason, Instant until) {
    Optional<Refusal> stranger = Standings.refuseActing(world, by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    return item(release, id)
        .then(item -> {
          GateFacts facts = gates.facts(release);
          if (Standing.mayWaive(facts, by.name(), item, reason, until)
              instanceof Standing.Answer.MayNot no) {
            return Answer.no(
                Refusal.of(
                    "E-CHECK-03",
                    Kind.NOT_ALLOWED,
                    id + " was not waived: " + no.toYou() + ".",
                    item.why()));
          }
          GateRecord record =
              new GateRecord.ItemWaived(by.name(), world.clock().now(), id, reason, until);
          return Answer.yes(books.gate(release, List.of(record), by));
        });
  }

  /** Runs the checks the tool can do, all of a phase or one, and writes down what came out. */
  Answer<ReleaseRecord> run(Actor by, ReleaseRecord release, Phase phase, Optional<String> only) {
    Optional<Refusal> stranger = Standings.refuseActing(world, by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    if (only.isPresent()) {
      Answer<Item> known = item(release, only.get());
      if (known instanceof Answer.No<Item> no) {
        return Answer.no(no.refusal());
      }
    }
    Optional<Plan> plan = release.plan();
    if (plan.isEmpty()) {
      return Answer.no(
          Refusal.of(
              "E-PLAN-10",
              Kind.CONFLICT,
              release.id() + " has no plan yet.",
              "",
              "slipway plan " + release.id()));
    }
    GateFacts facts = gates.facts(release);
    List<GateRecord> records = new ArrayList<>();
    for (Item item : facts.items()) {
      boolean wanted = only.isPresent() ? only.get().equals(item.id()) : item.phase() == phase;
      // Nothing here looks at the items of people, so nothing is said of them: a failure that
      // nobody found would stand in the journal beside their evidence.
      // The suite is a step of the release: what it came to is written down there.
      if (wanted && item.by() == Item.By.TOOL && !ProofItems.is(item)) {
        records.add(check(release, plan.get(), item));
      }
    }
    return Answer.yes(records.isEmpty() ? release : books.gate(release, records, by));
  }

  /**
   * Runs the tool's checks after a deploy by itself, and writes down what is new: what holds is not
   * looked at again, and what fails is said once until it fails for another reason.
   *
   * @param since what was confirmed before is looked at again
   */
  ReleaseRecord verify(ReleaseRecord release, Plan plan, Instant since) {
    GateFacts facts = gates.facts(release);
    List<GateRecord> records = new ArrayList<>();
    for (ItemState state : Standing.items(facts)) {
      boolean holds = state.isClosed() && state.at().filter(at -> !at.isBefore(since)).isPresent();
      boolean waived = state.standing() == ItemState.Standing.WAIVED;
      if (state.item().phase() == Phase.AFTER
          && state.item().by() == Item.By.TOOL
          && !ProofItems.is(state.item())
          && !holds
          && !waived) {
        GateRecord found = check(release, plan, state.item());
        boolean same =
            found instanceof GateRecord.ItemFailed failed
                && state.standing() == ItemState.Standing.FAILED
                && failed.why().equals(state.detail());
        if (!same) {
          records.add(found);
        }
      }
    }
    return records.isEmpty() ? release : books.gate(release, records, Actor.system("driver"));
  }

  private GateRecord check(ReleaseRecord release, Plan plan, Item item) {
    Instant now = world.clock().now();
    ItemChecks.Finding finding;
    try {
      finding = checks.check(release, plan, item);
    } catch (RuntimeException broken) {
      // A check that breaks off has not passed, whatever broke.
      finding = new ItemChecks.Finding(false, "could not be checked: " + broken.getMessage());
    }
    if (finding.fulfilled()) {
      return new GateRecord.ItemConfirmed(
          Standing.TOOL, now, item.id(), finding.words(), binding(release, item), Optional.empty());
    }
    return new GateRecord.ItemFailed(Standing.TOOL, now, item.id(), finding.words());
  }

  private static String binding(ReleaseRecord release, Item item) {
    return switch (item.binding()) {
      case COMMIT -> release.change().toCommit().value();
      case DIGEST -> release.change().artifact().value();
      case PLAN -> release.plan().map(plan -> plan.hash().value()).orElse("");
    };
  }

  private Answer<Item> item(ReleaseRecord release, String id) {
    List<Item> items = gates.facts(release).items();
    return items.stream()
        .filter(item -> item.id().equals(id))
        .findFirst()
        .map(Answer::yes)
        .orElseGet(() -> {
          Optional<Item> near =
              items.stream().filter(item -> Lookup.distance(item.id(), id) <= 3).findFirst();
          return Answer.no(
              Refusal.of(
                  "E-CHECK-01",
                  Kind.NOT_FOUND,
                  "There is no checklist item \""
                      + id
                      + "\""
                      + near.map(n -> ". Did you mean " + n.id() + "?").orElse("."),
                  "",
                  "slipway check list " + release.id()));
        });
  }
}
