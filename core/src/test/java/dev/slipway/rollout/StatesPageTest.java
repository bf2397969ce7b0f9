package dev.slipway.rollout;

import dev.slipway.PrintedPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** docs/reference/states.md is printed from the table that the machine is held against. */
@Tag("T1")
class StatesPageTest {
  /** What a release does in each state, for people. */
  private static final Map<String, String> STATES = new LinkedHashMap<>();

  static {
    STATES.put("Draft", "Opened, and no plan could be made yet.");
    STATES.put(
        "Planned", "The way out and the way back are fixed; gates decide when it may start.");
    STATES.put("Starting", "Checkpoint and migrations that must come first. No user is on it.");
    STATES.put("Deploying", "The new version is brought up. No user is on it.");
    STATES.put("Shifting", "Users come onto it in stages; each is watched before the next.");
    STATES.put("Verifying", "Everybody is on it; the checks after a deploy run.");
    STATES.put("Observing", "Everybody is on it and is watched; the old version stands ready.");
    STATES.put("Completing", "The old version is replaced and cleaned up.");
    STATES.put("Paused", "Something or somebody holds it; it is judged all the same.");
    STATES.put("RollingBack", "Users go back to the old version, which is then watched.");
    STATES.put("Finished", "Done; its undo is a new release.");
    STATES.put("RolledBack", "The old version has everybody again.");
    STATES.put("RollbackFailed", "The way back failed and is tried again; people are called.");
    STATES.put("Cancelled", "Given up before anything moved.");
  }

  @Test
  void thePageShowsWhatEveryStateAnswers() throws IOException {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # States of a release

        Printed from [the table](../../core/src/test/java/dev/slipway/rollout/TheTable.java) that the machine is held against; a
        test keeps it so. Why it is shaped so, with a picture: [why/machine.md](../why/machine.md).

        In a state that "stays" nothing changes. "Refused" comes with a reason and a line that helps. "Late" is recorded and
        ignored: the release has gone on meanwhile. "Inside" changes something within the state, such as the step or the stage.

        | state | what the release does | where it can go |
        | --- | --- | --- |
        """);
    for (String state : TheTable.COLUMNS) {
      page.append("| [")
          .append(state)
          .append("](#")
          .append(state.toLowerCase(java.util.Locale.ROOT))
          .append(") | ")
          .append(STATES.getOrDefault(state, ""))
          .append(" | ")
          .append(String.join(", ", exits(state)))
          .append(" |\n");
    }
    for (String state : TheTable.COLUMNS) {
      state(page, state);
    }
    page.append("\n## Notes\n\n");
    TheTable.NOTES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(note ->
            page.append("- (")
                .append(note.getKey())
                .append(") ")
                .append(note.getValue())
                .append('\n'));
    PrintedPage.mustBe("reference/states.md", page.toString());
  }

  private static List<String> exits(String state) {
    List<String> exits = new ArrayList<>();
    for (String to : TheTable.COLUMNS) {
      boolean goes =
          TheTable.cells().values().stream()
              .map(row -> row.getOrDefault(state, ""))
              .anyMatch(cell -> (cell + " ").matches(".*→" + to + "[ ;].*"));
      if (goes) {
        exits.add(to);
      }
    }
    return exits.isEmpty() ? List.of("nowhere: it has ended") : exits;
  }

  /** Happenings with one answer share a row, so that what is special stands out. */
  private static void state(StringBuilder page, String state) {
    page.append("\n## ")
        .append(state)
        .append("\n\n")
        .append(STATES.getOrDefault(state, ""))
        .append("\n\n| answer | to what happens |\n| --- | --- |\n");
    Map<String, List<String>> byAnswer = new LinkedHashMap<>();
    TheTable.cells()
        .forEach((happening, row) -> {
          if (row.containsKey(state)) {
            byAnswer.computeIfAbsent(row.get(state), none -> new ArrayList<>()).add(happening);
          }
        });
    byAnswer.forEach((answer, happenings) ->
        page.append("| ")
            .append(PrintedPage.cell(words(answer)))
            .append(" | ")
            .append(PrintedPage.cell(String.join("; ", happenings)))
            .append(" |\n"));
  }

  private static String words(String answer) {
    return switch (answer) {
      case "=" -> "stays";
      case "R" -> "refused";
      case "·" -> "late";
      default ->
          answer
              .replaceAll("(^|[:;] |else )=", "$1stays")
              .replaceAll("(^|[:;] |else )R(?= |$|;)", "$1refused")
              .replaceAll("(^|[:;] |else )·", "$1late")
              .replaceAll("~$|~(?=;)", "changes inside")
              .replaceAll("(^|[:;] |else )~", "$1inside:")
              .replace("→", "→ ");
    };
  }
}
