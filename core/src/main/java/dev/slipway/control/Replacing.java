package dev.slipway.control;

import dev.slipway.control.Refusal.Kind;
import dev.slipway.gate.Person;
import dev.slipway.plan.Catalogue;
import dev.slipway.release.Actor;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who may replace the catalogue that holds. It says so itself, whatever another one says: its
 * administrators, in one without any all its people, and in one without people whoever is at the
 * store itself.
 */
final class Replacing {
  private Replacing() {}

  /**
   * @param holding the one that holds; empty when it cannot be read here
   * @param atTheStore whether this is asked for by a process that has the store, with a file of its
   *     own
   */
  static Optional<Refusal> refuse(Actor by, Optional<Catalogue> holding, boolean atTheStore) {
    if (holding.isEmpty()) {
      return Optional.of(unreadable());
    }
    boolean guarded = holding.get().people().stream().anyMatch(Replacing::isAdministrator);
    Predicate<Person> may = guarded ? Replacing::isAdministrator : person -> !person.machine();
    List<String> those =
        holding.get().people().stream().filter(may).map(Person::name).sorted().toList();
    if (those.isEmpty()) {
      return atTheStore ? Optional.empty() : Optional.of(nobody());
    }
    return holding.get().person(by.name()).filter(may).isPresent()
        ? Optional.empty()
        : Optional.of(
            no(
                guarded
                    ? "In the one that holds this is for the role " + Tokens.ADMINISTRATOR + "."
                    : "The one that holds does not know you as one of its people.",
                "ask " + String.join(" or ", those.subList(0, Math.min(3, those.size())))));
  }

  private static boolean isAdministrator(Person person) {
    return person.roles().contains(Tokens.ADMINISTRATOR);
  }

  private static Refusal nobody() {
    return no(
        "The one that holds names nobody, so nobody far away has a right to replace it.",
        "slipway catalog apply        (where the server runs, with its store)");
  }

  private static Refusal no(String why, String fix) {
    return Refusal.of(
        "E-CATALOG-02", Kind.NOT_ALLOWED, "You may not make another catalogue active.", why, fix);
  }

  private static Refusal unreadable() {
    return Refusal.of(
        "E-CATALOG-06",
        Kind.CONFLICT,
        "The catalogue that holds cannot be read here, so nobody's right to replace it is known.",
        "It was made active by another version of Slipway, or its text is damaged.",
        "run the Slipway that it was applied with: slipway catalog apply",
        "slipway catalog show --text        (the active one)");
  }
}
