package dev.slipway.command;

import dev.slipway.control.Lookup;
import dev.slipway.journal.Store;
import dev.slipway.journal.Summaries;
import java.util.Optional;

/** Whether a verb fits a release now, by its row alone. */
final class Fitness {
  private Fitness() {}

  /** Why not; empty when it fits. */
  static Optional<String> against(String verb, Store.Summary row) {
    String[] states = Summaries.stateOf(row).split("\\.", 2);
    String state = states[0];
    String inner = states.length > 1 ? states[1] : state;
    return switch (verb) {
      case "start", "approve", "demo approve" ->
          only(state.equals("Planned"), beforeStart(row, state));
      case "cancel" ->
          only(state.equals("Planned") || state.equals("Draft"), "it " + has(row, state));
      case "withdraw" ->
          only(state.equals("Planned") || Lookup.isMoving(row), "it " + has(row, state));
      case "rollback" ->
          only(Lookup.isMoving(row) && !state.equals("RollingBack"), whyNotBack(state));
      case "finish" -> only(inner.equals("Observing"), "it is not being observed");
      case "rollout watch" -> only(Lookup.isMoving(row), "it does not move");
      case "rollout pause" ->
          only(
              goesForward(row, state) && !state.equals("Paused"),
              state.equals("Paused") ? "it is paused" : "it does not go forward");
      case "rollout resume" -> only(state.equals("Paused"), "it is not paused");
      case "rollout advance" -> only(inner.equals("Shifting"), "it is in no stage");
      case "rollout extend" ->
          only(
              inner.equals("Shifting") || inner.equals("Observing") || state.equals("Paused"),
              "nothing is being watched");
      case "check confirm", "check waive", "check withdraw" ->
          only(state.equals("Planned") || Lookup.isMoving(row), "it " + has(row, state));
      default -> Optional.empty();
    };
  }

  private static Optional<String> only(boolean fits, String because) {
    return fits ? Optional.empty() : Optional.of(because);
  }

  private static boolean goesForward(Store.Summary row, String state) {
    return Lookup.isMoving(row) && !state.equals("RollingBack") && !state.equals("RollbackFailed");
  }

  private static String beforeStart(Store.Summary row, String state) {
    return state.equals("Draft") ? "it has no plan yet" : "it " + has(row, state);
  }

  private static String has(Store.Summary row, String state) {
    return switch (state) {
      case "Draft" -> "has no plan yet";
      case "Planned" -> "has not started";
      case "Finished" -> "is finished";
      case "RolledBack" -> "was rolled back";
      case "Cancelled" -> "was cancelled";
      default -> "has started (" + row.weight() + " %)";
    };
  }

  private static String whyNotBack(String state) {
    return switch (state) {
      case "RollingBack" -> "it is on its way back";
      case "RolledBack" -> "it is back already";
      case "Finished" -> "it is finished; a new release would take it back";
      default -> "nothing has moved; cancel it instead";
    };
  }
}
