package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.Approvals;
import dev.slipway.gate.Checklist;
import dev.slipway.gate.Gate;
import dev.slipway.gate.GateBook;
import dev.slipway.gate.GateFacts;
import dev.slipway.gate.GateRecord;
import dev.slipway.gate.GateVerdict;
import dev.slipway.gate.Item;
import dev.slipway.gate.ItemState;
import dev.slipway.gate.Need;
import dev.slipway.gate.Phase;
import dev.slipway.gate.Standing;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Replay;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.plan.Plan;
import dev.slipway.plan.Service;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.Version;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Unshown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What people and checks say at a release's gate: approvals, items, waivers; and the verdict they
 * add up to.
 */
public final class GateKeeper {
  private static final Set<String> OF_REHEARSALS =
      Set.of("old-version-ready", "rollback-plan", "capacity", "metrics-alive");

  private final Books books;
  private final World world;
  private final ItemKeeper items;
  private final Confirmations confirmations;

  GateKeeper(Books books, World world) {
    this.books = books;
    this.world = world;
    this.items = new ItemKeeper(books, world, this);
    this.confirmations = new Confirmations(books, world.clock());
  }

  /**
   * Everything about a gate that faces show.
   *
   * @param served what users get by the doing of another release
   */
  public record Status(
      GateFacts facts, GateVerdict verdict, List<ItemState> items, Optional<Served> served) {
    public Status {
      items = List.copyOf(items);
    }
  }

  public Status status(ReleaseRecord release) {
    return books
        .store()
        .read(reader -> {
          Optional<Served> served = Served.of(reader, release);
          GateFacts facts = facts(reader, release, served);
          return new Status(facts, Gate.verdict(facts), Standing.items(facts), served);
        });
  }

  GateFacts facts(ReleaseRecord release) {
    return books.store().read(reader -> facts(reader, release));
  }

  /** The facts as they stand in one transaction; nothing outside the store is asked. */
  GateFacts facts(Store.Reader reader, ReleaseRecord release) {
    return facts(reader, release, Served.of(reader, release));
  }

  private GateFacts facts(Store.Reader reader, ReleaseRecord release, Optional<Served> served) {
    Optional<Plan> plan = release.plan();
    List<Item> items = items(release);
    List<Need> needs = plan.map(Plan::approvals).orElse(List.of());
    return new GateFacts(
        release.id(),
        release.change().to().label(),
        items,
        GateBook.of(release.gateRecords()),
        release.change().toCommit().value(),
        release.change().artifact().value(),
        plan.map(p -> p.hash().value()).orElse(""),
        needs,
        world.catalogue().people(),
        release.change().commits().stream().map(dev.slipway.release.Commit::authorEmail).toList(),
        release.opened().owner(),
        lock(reader, release),
        Precedents.unexplained(reader, release),
        served.flatMap(others -> others.against(release.change().from().map(Version::label))),
        confirmations.unconfirmed(reader, release),
        world.clock().now());
  }

  private List<Item> items(ReleaseRecord release) {
    Optional<Service.Environment> environment =
        world
            .place(release.id().service(), release.opened().environment())
            .map(World.Place::environment);
    boolean rehearsed = environment.flatMap(known -> known.rehearsing().atLeastEvery()).isPresent();
    List<Item> chosen =
        environment.map(known -> Checklist.applying(known.items())).orElse(Checklist.items());
    List<Item> items = new ArrayList<>();
    Checklist.items().stream()
        .filter(item ->
            switch (item.id()) {
              case ItemChecks.REHEARSED -> rehearsed && chosen.contains(item);
              // Whoever configures one of these means it, whatever else is chosen.
              case Promotion.ITEM ->
                  environment.flatMap(Service.Environment::promotedFrom).isPresent();
              case Saving.ITEM -> environment.filter(at -> Saving.isAsked(release, at)).isPresent();
              default -> chosen.contains(item);
            })
        .filter(item -> isAsked(release, item))
        .filter(item -> environment.isEmpty() || AfterItems.isAsked(world, environment.get(), item))
        .forEach(items::add);
    items.addAll(ProofItems.of(release));
    return items;
  }

  /** What nobody has shown yet of what the plan asks for; empty where it asks for nothing. */
  public Optional<Unshown> unshown(ReleaseRecord release) {
    return books.store().read(reader -> unshown(reader, release));
  }

  Optional<Unshown> unshown(Store.Reader reader, ReleaseRecord release) {
    return release
        .plan()
        .flatMap(Plan::proofs)
        .map(asked -> ProofItems.unshown(facts(reader, release)));
  }

  /**
   * What was shown before the release that is taken back holds for it still; only what is deployed
   * has to be what it was. A rehearsal is no emergency: what it goes back to has to be well.
   */
  private static boolean isAsked(ReleaseRecord release, Item item) {
    if (item.phase() != Phase.BEFORE || item.id().equals("artifact-known")) {
      return true;
    }
    return Rehearsal.is(release)
        ? OF_REHEARSALS.contains(item.id())
        : release.opened().undoes().isEmpty();
  }

  private Optional<String> lock(Store.Reader reader, ReleaseRecord release) {
    return reader
        .lock(release.id().service(), release.opened().environment())
        .filter(lock -> !lock.holder().equals(release.id()))
        .map(lock -> {
          ReleaseId holder = lock.holder();
          return reader
              .summary(holder)
              .map(row -> held(reader, row))
              .orElse(holder + " holds the lock");
        });
  }

  private static String held(Store.Reader reader, Store.Summary row) {
    ReleaseId holder = row.id();
    Optional<RestoreLedger.Hold> data =
        RestoreLedger.hold(reader, Replay.of(reader.entries(StreamName.of(holder), 0)));
    if (data.isPresent()) {
      return data.get().open()
          ? "the data of " + holder + " are being brought back"
          : "the data of " + holder + " are not back and whole yet: slipway restore " + holder;
    }
    return Summaries.isOver(row)
        ? holder + " is retiring its old side, which takes a moment"
        : holder + " is on its way (" + row.owner() + ", " + row.weight() + " %)";
  }

  /**
   * Approves the current plan in every role that it asks for and this person has, or in the named
   * one.
   */
  public Answer<ReleaseRecord> approve(
      Actor by, ReleaseRecord release, Optional<String> role, String note) {
    Optional<Refusal> refused = Standings.refuseUnlessPerson(world, by, "approve");
    if (refused.isPresent()) {
      return Answer.no(refused.get());
    }
    if (!isPlanAsSeen(release)) {
      return Answer.no(
          Refusal.of(
              "E-PLAN-09",
              Kind.CONFLICT,
              "The plan of " + release.id() + " changed meanwhile.",
              "An approval is for exactly the plan that was seen.",
              "slipway plan " + release.id()));
    }
    Status status = status(release);
    if (!(release.state() instanceof dev.slipway.rollout.Planned)) {
      return Answer.no(
          Refusal.of(
              "E-STATE-01",
              Kind.CONFLICT,
              release.id() + " does not wait for approvals.",
              "",
              "slipway show " + release.id()));
    }
    if (Standing.mayApprove(status.facts(), by.name()) instanceof Standing.Answer.MayNot mayNot) {
      return Answer.no(
          Refusal.of(
              "E-WHO-03",
              Kind.NOT_ALLOWED,
              "Your approval of " + release.id() + " would not count: " + mayNot.toYou() + ".",
              Standing.whoMayApprove(status.facts()).orElse(""),
              "slipway show " + release.id()));
    }
    List<String> roles =
        status.facts().needs().stream()
            .map(Need::role)
            .filter(asked -> role.isEmpty() || role.get().equals(asked))
            .filter(asked -> world.catalogue().withRole(asked).contains(by.name()))
            .distinct()
            .toList();
    if (roles.isEmpty()) {
      return Answer.no(
          Refusal.of(
              "E-WHO-04",
              Kind.NOT_ALLOWED,
              "You cannot approve as " + role.orElse("any role this plan asks for") + ".",
              "It asks for: "
                  + String.join(", ", status.facts().needs().stream().map(Need::role).toList())));
    }
    Instant now = world.clock().now();
    String hash = status.facts().planHash();
    List<GateRecord> records = new ArrayList<>();
    roles.forEach(
        r -> records.add(new GateRecord.Approved(by.name(), now, r, hash, by.surface(), note)));
    return Answer.yes(books.gate(release, records, by));
  }

  private boolean isPlanAsSeen(ReleaseRecord seen) {
    return books.renew(seen).plan().map(Plan::hash).equals(seen.plan().map(Plan::hash));
  }

  /**
   * Takes this person's approvals back; a release that moves hears of it when others do not fill
   * the place.
   */
  public Answer<ReleaseRecord> withdraw(Actor by, ReleaseRecord release, String reason) {
    Optional<Refusal> stranger = Standings.refuseActing(world, by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    Status status = status(release);
    if (Standing.mayWithdraw(status.facts(), by.name()) instanceof Standing.Answer.MayNot mayNot) {
      return Answer.no(
          Refusal.of(
              "E-WHO-05",
              Kind.NOT_ALLOWED,
              "There is nothing to withdraw: " + mayNot.toYou() + ".",
              ""));
    }
    Instant now = world.clock().now();
    return Answer.yes(
        books.gate(
            release,
            List.of(new GateRecord.ApprovalWithdrawn(by.name(), now, reason)),
            by,
            (reader, current) ->
                Approvals.of(facts(reader, current)).missing().isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                        new Happening.StandingLost(
                            now, by, by.name() + " withdrew the approval: " + reason))));
  }

  /** Whether approvals by reaction are seen to stand. */
  public Confirmations confirmations() {
    return confirmations;
  }

  /** Confirms an item with evidence; nothing is a bare tick. */
  public Answer<ReleaseRecord> confirm(
      Actor by, ReleaseRecord release, String id, String evidence) {
    return items.confirm(by, release, id, evidence);
  }

  public Answer<ReleaseRecord> withdrawItem(
      Actor by, ReleaseRecord release, String id, String reason) {
    return items.withdrawItem(by, release, id, reason);
  }

  public Answer<ReleaseRecord> waive(
      Actor by, ReleaseRecord release, String id, String reason, Instant until) {
    return items.waive(by, release, id, reason, until);
  }

  /** "journeys failed after the deploy", one for each item that does not hold. */
  List<String> failedAfter(ReleaseRecord release) {
    return Standing.items(facts(release)).stream()
        .filter(state -> state.item().phase() == Phase.AFTER)
        .filter(state -> state.standing() == ItemState.Standing.FAILED)
        .map(state ->
            state.item().id()
                + " does not hold after the deploy: slipway check list "
                + release.id())
        .toList();
  }

  /** Runs the tool's checks after a deploy by itself. */
  ReleaseRecord verify(ReleaseRecord release, Plan plan, Instant since) {
    return items.verify(release, plan, since);
  }

  /** Runs the checks the tool can do, all of a phase or one, and writes down what came out. */
  public Answer<ReleaseRecord> run(
      Actor by, ReleaseRecord release, Phase phase, Optional<String> only) {
    return items.run(by, release, phase, only);
  }
}
