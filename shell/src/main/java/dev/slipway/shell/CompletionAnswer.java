package dev.slipway.shell;

import dev.slipway.command.Candidate;
import dev.slipway.command.Completer;
import dev.slipway.command.Session;
import dev.slipway.command.remote.CompletionRequest;
import dev.slipway.command.remote.LineRequest;
import dev.slipway.shell.team.Server;
import dev.slipway.view.Plain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The hidden {@code slipway __complete -- words…}, which the scripts of {@code slipway completion}
 * call at each TAB: lines of "value TAB description". Never fails: a key press is no place for an
 * error.
 */
final class CompletionAnswer {
  static final String WORD = "__complete";
  private static final Duration AFTERWARDS = Duration.ofSeconds(5);
  private static final int DESCRIPTION = 100;

  private CompletionAnswer() {}

  /**
   * @param words "__complete", "--", then those behind the program's name; the last is the one at
   *     the cursor, "" when it has not begun
   * @param team the server that is asked instead, where there is one
   */
  static void write(
      Surroundings here, Session session, List<String> words, Supplier<Optional<Server>> team) {
    List<String> typed = words.size() < 2 ? List.of() : words.subList(2, words.size());
    int last = Math.max(0, typed.size() - 1);
    Remembered remembered = new Remembered(here);
    Completer completer = new Completer(remembered.habits(), remembered);
    StringBuilder lines = new StringBuilder();
    String prefix = typed.isEmpty() ? "" : typed.getLast();
    for (Candidate candidate :
        far(team, typed, last, prefix, remembered)
            .orElseGet(() -> completer.complete(session, typed, last, prefix))) {
      lines
          .append(Plain.line(candidate.value()))
          .append('\t')
          .append(words(candidate))
          .append('\n');
    }
    here.out().print(lines);
    // The shell goes on at once; a slow source may still answer for the next key press.
    here.out().close();
    completer.settle(AFTERWARDS);
  }

  /** What the server offers; nothing when it does not answer a key press. */
  private static Optional<List<Candidate>> far(
      Supplier<Optional<Server>> team,
      List<String> typed,
      int last,
      String prefix,
      Remembered remembered) {
    try {
      return team.get()
          .map(server ->
              server.completions(
                  new CompletionRequest(
                      typed,
                      last,
                      prefix,
                      Optional.empty(),
                      Optional.of(LineRequest.Surface.COMMAND_LINE),
                      remembered.habits().recent())));
    } catch (Obstacle away) {
      return Optional.of(List.of());
    }
  }

  private static String words(Candidate candidate) {
    return Plain.line(
        candidate.possible() ? candidate.description() : "not now, because " + candidate.because(),
        DESCRIPTION);
  }
}
