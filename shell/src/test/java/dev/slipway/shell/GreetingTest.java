package dev.slipway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.gate.Person;
import dev.slipway.release.Actor;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreetingTest {
  private static final String END = "  TAB completes, help explains, exit leaves.";
  private static final List<Person> PEOPLE =
      List.of(
          person("ada", "Ada Okafor", List.of("developer", "service-owner"), false),
          person("ben", "Ben\u001b[31m", List.of(), false),
          person("ci", "Build", List.of(), true));

  private static Person person(String id, String name, List<String> roles, boolean machine) {
    return new Person(id, name, List.of(), List.of(), roles, machine);
  }

  private static String greets(Actor actor) {
    String line = Greeting.of("1", actor, PEOPLE);
    assertEquals(END, line.substring(line.length() - END.length()));
    return line.substring("slipway 1.  ".length(), line.length() - END.length());
  }

  @Test
  void callsAPersonByNameAndRoles() {
    assertEquals(
        "Signed in as Ada Okafor (developer, service-owner).",
        greets(Actor.person("ada", "shell")));
  }

  @Test
  void leavesOutRolesThatNobodyGaveAndWhatATerminalWouldObey() {
    String line = greets(Actor.person("ben", "shell"));
    assertEquals(-1, line.indexOf('\u001b'), line);
    assertEquals("Signed in as Ben", line.substring(0, 16));
    assertEquals(-1, line.indexOf('('), line);
  }

  @Test
  void saysThatAMachineIsOne() {
    assertEquals(
        "Signed in as Build (machine).", greets(new Actor("ci", Actor.Kind.MACHINE, "shell")));
  }

  @Test
  void tellsAStrangerWhatIsLeft() {
    assertEquals(
        "mallory is not in slipway.yaml: you may look, not act.",
        greets(new Actor("mallory", Actor.Kind.UNKNOWN, "shell")));
  }
}
