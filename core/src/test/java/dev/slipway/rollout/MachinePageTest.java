package dev.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The picture in docs/why/machine.md has the table's arrows, all of them and no other. */
class MachinePageTest {
  private static final Pattern IN_THE_TABLE = Pattern.compile("→(\\w+)");
  private static final Pattern IN_THE_PICTURE = Pattern.compile("(?m)^\\s*(\\w+) --> (\\w+)");
  private static final Map<String, List<String>> GROUPS =
      Map.of(
          "Underway",
          List.of("Starting", "Deploying", "Shifting", "Verifying", "Observing", "Completing"));

  @Test
  void drawsEveryMoveOfTheTable() throws IOException {
    assertEquals(String.join("\n", table()), String.join("\n", picture()));
  }

  private static Set<String> table() {
    Set<String> arrows = new TreeSet<>();
    for (Map<String, String> row : TheTable.cells().values()) {
      row.forEach((column, cell) ->
          IN_THE_TABLE
              .matcher(cell)
              .results()
              .forEach(result -> arrows.add(column + " to " + result.group(1))));
    }
    return arrows;
  }

  private static Set<String> picture() throws IOException {
    Set<String> arrows = new TreeSet<>();
    Matcher matcher =
        IN_THE_PICTURE.matcher(Files.readString(projectFolder().resolve("docs/why/machine.md")));
    while (matcher.find()) {
      for (String from : states(matcher.group(1))) {
        for (String to : states(matcher.group(2))) {
          arrows.add(from + " to " + to);
        }
      }
    }
    return arrows;
  }

  private static List<String> states(String name) {
    return GROUPS.getOrDefault(name, List.of(name));
  }

  private static Path projectFolder() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("core/pom.xml")) ? here : here.resolve("..").normalize();
  }
}
