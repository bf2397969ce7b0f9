package dev.slipway.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.rollout.Reason.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the machine to its table, cell by cell. */
class TheTableTest {
  private static final Map<String, Map<String, String>> CELLS = TheTable.cells();
  private static final Map<String, TableSituations.Row> ROWS = TableSituations.rows();
  private static final Set<String> HOLDS =
      Arrays.stream(Hold.values()).map(Features::word).collect(Collectors.toSet());

  static Stream<String> happenings() {
    return ROWS.keySet().stream();
  }

  @Test
  void answersEveryHappeningInEveryState() {
    assertEquals(ROWS.keySet(), CELLS.keySet());
    int cells = 0;
    for (Map.Entry<String, Map<String, String>> row : CELLS.entrySet()) {
      assertEquals(
          new TreeSet<>(TheTable.COLUMNS), new TreeSet<>(row.getValue().keySet()), row.getKey());
      cells += row.getValue().size();
    }
    assertEquals(ROWS.size() * TheTable.COLUMNS.size(), cells);
  }

  @Test
  void namesEveryKindOfHappeningAndEveryState() {
    Set<String> kinds = new TreeSet<>();
    ROWS.values()
        .forEach(row ->
            kinds.add(
                row.happening().apply(Situations.aRelease().draft()).getClass().getSimpleName()));
    assertEquals(names(Happening.class), kinds);
    assertEquals(names(State.class), new TreeSet<>(TheTable.COLUMNS));
  }

  /** The leaves of a sealed type. */
  static Set<String> names(Class<?> sealed) {
    Set<String> names = new TreeSet<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isSealed()) {
        names.addAll(names(permitted));
      } else {
        names.add(permitted.getSimpleName());
      }
    }
    return names;
  }

  @ParameterizedTest
  @MethodSource("happenings")
  void answersAsTheTableSays(String happening) {
    TableSituations.Row row = TableSituations.row(happening);
    List<String> problems = new ArrayList<>();
    TableSituations.columns(row)
        .forEach((column, situations) -> {
          Map<String, TheTable.Answer> answers =
              TheTable.answers(
                  TheTable.cell(happening, column), new LinkedHashSet<>(situations.keySet()));
          answers.forEach((word, answer) -> {
            State state = Optional.ofNullable(situations.get(word)).orElseThrow();
            difference(answer, state, row.happening().apply(state))
                .forEach(found -> problems.add(column + " (" + word + "): " + found));
          });
        });
    assertTrue(problems.isEmpty(), () -> happening + "\n  " + String.join("\n  ", problems));
  }

  private static List<String> difference(
      TheTable.Answer expected, State state, Happening happening) {
    Decision decision = state.on(happening);
    List<String> found = new ArrayList<>();
    String way = Features.way(state, decision);
    if (!way.equals(expected.way())) {
      return List.of(
          "expected " + show(expected) + ", answered " + way + " because " + decision.because());
    }
    Set<String> missing = new TreeSet<>(expected.words());
    missing.removeAll(Features.of(state, decision));
    if (!missing.isEmpty()) {
      found.add(
          "expected "
              + show(expected)
              + ", misses "
              + missing
              + " in "
              + Features.of(state, decision));
    }
    if (!expected.words().containsAll(Features.calls(decision))) {
      found.add("expected " + show(expected) + ", but also: " + Features.calls(decision));
    }
    if (decision instanceof Decision.Moved moved) {
      Set<String> expectedHolds = new TreeSet<>(expected.words());
      expectedHolds.retainAll(HOLDS);
      if (moved.next() instanceof Paused
          && !Features.newHolds(state, decision).equals(expectedHolds)) {
        found.add(
            "expected " + show(expected) + ", new holds are " + Features.newHolds(state, decision));
      }
      if (moved.next().equals(state)) {
        found.add("says that it moved, and nothing changed");
      }
    }
    if (decision.because().words().isBlank()) {
      found.add("gives no reason");
    }
    return found;
  }

  private static String show(TheTable.Answer answer) {
    return answer.way() + " " + String.join(" ", new TreeSet<>(answer.words()));
  }

  @Test
  void refusesToLoseDataInEveryStateThatCouldGoBack() {
    TableSituations.Row row = TableSituations.row("RollbackRequested, loses data");
    TableSituations.columns(row)
        .forEach((column, situations) ->
            situations.forEach((word, state) -> {
              boolean nothingToTakeBack =
                  Set.of("Draft", "Planned", "Finished", "Cancelled").contains(column);
              assertEquals(
                  nothingToTakeBack ? Code.WRONG_STATE : Code.WOULD_LOSE_DATA,
                  state.on(row.happening().apply(state)).because().code(),
                  column + " (" + word + ")");
            }));
  }

  @Test
  void saysWhatKeepsAReleaseFromStarting() {
    State planned = Situations.aRelease().planned();
    assertEquals(Code.GATES_CLOSED, because("StartRequested, gates closed", planned));
    assertEquals(Code.PLAN_OUTDATED, because("StartRequested, other hash", planned));
  }

  private static Code because(String happening, State state) {
    return state.on(TableSituations.row(happening).happening().apply(state)).because().code();
  }

  @Test
  void everyNoteIsUsedAndEveryUseIsExplained() {
    Set<String> used = new TreeSet<>();
    CELLS.values().stream()
        .flatMap(row -> row.values().stream())
        .forEach(cell ->
            Pattern.compile("\\(([a-z])\\)")
                .matcher(cell)
                .results()
                .forEach(result -> used.add(result.group(1))));
    assertEquals(new TreeSet<>(TheTable.NOTES.keySet()), used);
  }
}
