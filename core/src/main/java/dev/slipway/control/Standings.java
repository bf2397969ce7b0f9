package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.Person;
import dev.slipway.plan.Catalogue;
import dev.slipway.release.Actor;
import java.util.Optional;

/** Who may act at all. An unknown person may look, never act. */
final class Standings {
  private Standings() {}

  static Optional<Refusal> refuseStranger(Catalogue catalogue, Actor by) {
    // A stranger may have the very name that is somebody's key: what counts is that the face knew
    // who it is.
    boolean known = by.kind() != Actor.Kind.UNKNOWN && catalogue.person(by.name()).isPresent();
    if (by.kind() == Actor.Kind.SYSTEM || known) {
      return Optional.empty();
    }
    return Optional.of(
        Refusal.of(
            "E-WHO-01",
            Kind.NOT_ALLOWED,
            "You are \"" + by.name() + "\", whom slipway.yaml does not know.",
            "Unknown people may look, never act.",
            "add yourself under people: in slipway.yaml, with os-users: [" + by.name() + "]"));
  }

  /** Who may act now: known, and with the catalogue that holds. */
  static Optional<Refusal> refuseActing(World world, Actor by) {
    return refuseStranger(world.catalogue(), by).or(() -> world.catalogues().refuseForeign(by));
  }

  /** The same for what machines never do. */
  static Optional<Refusal> refuseUnlessPerson(World world, Actor by, String what) {
    return refuseUnlessPerson(world.catalogue(), by, what)
        .or(() -> world.catalogues().refuseForeign(by));
  }

  /** Machines record evidence, start and roll back; the rest is for people. */
  static Optional<Refusal> refuseUnlessPerson(Catalogue catalogue, Actor by, String what) {
    Optional<Refusal> stranger = refuseStranger(catalogue, by);
    if (stranger.isPresent()) {
      return stranger;
    }
    boolean machine =
        by.kind() == Actor.Kind.MACHINE
            || catalogue.person(by.name()).map(Person::machine).orElse(false);
    return machine
        ? Optional.of(
            Refusal.of(
                "E-WHO-02",
                Kind.NOT_ALLOWED,
                by.name() + " is a machine, and machines never " + what + ".",
                ""))
        : Optional.empty();
  }
}
