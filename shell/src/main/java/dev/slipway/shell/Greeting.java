package dev.slipway.shell;

import dev.slipway.command.remote.Standing;
import dev.slipway.gate.Person;
import dev.slipway.release.Actor;
import dev.slipway.view.Plain;
import java.net.URI;
import java.util.List;

/** The line above the first prompt: who one is taken for, and what that allows. */
final class Greeting {
  private static final String HOW = "  TAB completes, help explains, exit leaves.";

  private Greeting() {}

  /** "slipway 0.3. Signed in as Ada Okafor (developer). TAB completes, ...". */
  static String of(String version, Actor actor, List<Person> people) {
    return "slipway " + version + ".  " + who(actor, people) + HOW;
  }

  /** The same at a server: "Signed in as Ada Okafor (developer) at https://slipway.example.org." */
  static String of(String version, Standing standing, URI server) {
    String roles = String.join(", ", standing.roles());
    String more = standing.machine() ? (roles.isEmpty() ? "machine" : "machine, " + roles) : roles;
    return "slipway "
        + version
        + ".  "
        + Plain.line(
            "Signed in as "
                + standing.name()
                + (more.isEmpty() ? "" : " (" + more + ")")
                + " at "
                + server
                + ".")
        + HOW;
  }

  private static String who(Actor actor, List<Person> people) {
    String name = Plain.line(actor.name());
    return switch (actor.kind()) {
      case PERSON, MACHINE -> {
        boolean machine = actor.kind() == Actor.Kind.MACHINE;
        yield people.stream()
            .filter(person -> person.id().equals(actor.name()))
            .findFirst()
            .map(person -> "Signed in as " + known(person, machine) + ".")
            .orElse("Signed in as " + name + ".");
      }
      case SYSTEM -> "Signed in as " + name + " (system).";
      case UNKNOWN -> name + " is not in slipway.yaml: you may look, not act.";
    };
  }

  private static String known(Person person, boolean machine) {
    String roles = String.join(", ", person.roles());
    String more = machine ? (roles.isEmpty() ? "machine" : "machine, " + roles) : roles;
    return Plain.line(person.name()) + (more.isEmpty() ? "" : " (" + more + ")");
  }
}
