package dev.slipway.architecture;

import static java.util.stream.Collectors.joining;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The page docs/architecture.md: the rooms that exist and who uses whom, as observed. */
final class Diagram {

  private Diagram() {}

  static String of(
      List<String> rooms, Map<String, Set<String>> arrows, UnaryOperator<String> purpose) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # The rooms of the core

        Written by `RoomsTest` from the classes themselves; change the code, not this page. Each room is one
        package below `dev.slipway`. `slipway` is the composition root, the only place that sees `outside`.

        ## The picture

        An arrow means "uses". One that a longer way already shows is left out.

        ```mermaid
        flowchart TD
        """);
    for (String room : rooms) {
      page.append("    ").append(id(room)).append("[\"").append(room).append("\"]\n");
    }
    for (String room : rooms) {
      for (String used : arrows.getOrDefault(room, Set.of())) {
        if (!hasLongerWay(room, used, arrows)) {
          page.append("    ").append(id(room)).append(" --> ").append(id(used)).append('\n');
        }
      }
    }
    page.append(
        """
        ```

        ## Every use

        | room | what lives there | uses |
        |---|---|---|
        """);
    for (String room : rooms) {
      String uses =
          arrows.getOrDefault(room, Set.of()).stream()
              .map(used -> "`" + used + "`")
              .collect(joining(", "));
      page.append("| `").append(room).append("` | ");
      page.append(purpose.apply(room).replace("|", "\\|")).append(" | ");
      page.append(uses.isEmpty() ? "–" : uses).append(" |\n");
    }
    return page.toString();
  }

  private static boolean hasLongerWay(String from, String to, Map<String, Set<String>> arrows) {
    Set<String> seen = new HashSet<>();
    return arrows.getOrDefault(from, Set.of()).stream()
        .filter(next -> !next.equals(to))
        .anyMatch(next -> reaches(next, to, arrows, seen));
  }

  private static boolean reaches(
      String from, String to, Map<String, Set<String>> arrows, Set<String> seen) {
    if (from.equals(to)) {
      return true;
    }
    return seen.add(from)
        && arrows.getOrDefault(from, Set.of()).stream()
            .anyMatch(next -> reaches(next, to, arrows, seen));
  }

  /** A Mermaid node may not have a dot in its name. */
  private static String id(String room) {
    return room.replace('.', '_');
  }
}
