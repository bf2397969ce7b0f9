package dev.slipway.shell.repl;

import dev.slipway.command.Question;
import dev.slipway.release.ReleaseId;
import dev.slipway.shell.Asker;
import dev.slipway.shell.WorkerDoor;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import java.io.IOError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.springframework.shell.jline.JLineInputProvider;
import org.springframework.shell.jline.PromptProvider;

/** Reads lines and questions, and decides whether the shell may end. */
final class LineInput extends JLineInputProvider {
  private final LineReader reader;
  private final Room room;
  private final TerminalOutput output;
  private final WorkerDoor workers;
  private boolean greeted;
  private Optional<String> readAhead = Optional.empty();

  LineInput(
      LineReader reader,
      PromptProvider prompt,
      Room room,
      TerminalOutput output,
      WorkerDoor workers) {
    super(reader);
    setPromptProvider(prompt);
    this.reader = reader;
    this.room = room;
    this.output = output;
    this.workers = workers;
    // "!" and backslashes in a reason are text.
    reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    reader.option(LineReader.Option.HISTORY_IGNORE_DUPS, true);
    reader.option(LineReader.Option.HISTORY_IGNORE_SPACE, true);
    reader.option(LineReader.Option.CASE_INSENSITIVE, true);
    reader.option(LineReader.Option.AUTO_FRESH_LINE, true);
    reader.setVariable(LineReader.HISTORY_SIZE, 2000);
    reader.setVariable(LineReader.HISTORY_FILE_SIZE, 5000);
  }

  /** The first line, while there is nothing yet that could run it: it is the next input. */
  void readAhead() {
    readAhead = Optional.of(readInput());
  }

  /**
   * @return "" for nothing to do. @throws EndOfFileException when the shell ends
   */
  @Override
  public String readInput() {
    if (readAhead.isPresent()) {
      String line = readAhead.get();
      readAhead = Optional.empty();
      return line;
    }
    if (!greeted) {
      greeted = true;
      room.greeting().forEach(line -> output.paragraph(Text.of(line)));
    }
    try {
      String line = room.ending().asked().isPresent() ? "exit" : super.readInput().strip();
      if (!line.equals("exit") && !line.equals("quit")) {
        return line;
      }
    } catch (UserInterruptException cleared) {
      if (room.ending().asked().isEmpty()) {
        return "";
      }
    } catch (EndOfFileException leaving) {
      // Ctrl-D: the same as exit.
    } catch (IOError gone) {
      // The terminal was closed.
    }
    if (mayLeave()) {
      throw new EndOfFileException();
    }
    return "";
  }

  /**
   * Releases that move go to another worker, one in the background where none is. Where there can
   * be none they stop moving forward; that is said before it happens.
   */
  private boolean mayLeave() {
    List<String> moving =
        Repl.ifThere(room.worker()).stream()
            .flatMap(worker -> worker.driving().stream())
            .map(ReleaseId::toString)
            .toList();
    if (moving.isEmpty()) {
      return true;
    }
    // What interrupted the reading of a line must not interrupt the start of a worker.
    Thread.interrupted();
    String names = String.join(", ", moving);
    if (workers.summon(words -> output.paragraph(Text.of(words))).isEmpty()) {
      output.paragraph(goesOn(moving, names));
      return true;
    }
    if (room.ending().asked().isPresent()) {
      return true;
    }
    String words =
        names
            + (moving.size() == 1
                ? " moves and this shell drives it."
                : " move and this shell drives them.")
            + " When you leave, nobody watches users or goes back by itself until somebody runs: slipway work. Leave? [y/N]";
    try {
      return isYes(answer(new Question.YesNo(words)));
    } catch (UserInterruptException stay) {
      return false;
    } catch (EndOfFileException | IOError gone) {
      // Asked twice and nobody there: a terminal that was closed would be asked for ever.
      return true;
    }
  }

  private static Text goesOn(List<String> moving, String names) {
    return Text.of(names + " ", Tone.SUBJECT)
        .and(moving.size() == 1 ? "goes on" : "go on")
        .and("; a worker in the background drives ")
        .and((moving.size() == 1 ? "it" : "them") + ".  Back:  ")
        .and("slipway rollout watch " + moving.getFirst(), Tone.COMMAND);
  }

  private static boolean isYes(String answer) {
    String word = answer.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }

  /**
   * Asks in a line of its own, without history and completion. Ctrl-C and Ctrl-D answer nothing.
   */
  Optional<String> ask(Question question) {
    try {
      return Optional.of(answer(question));
    } catch (UserInterruptException | EndOfFileException nothing) {
      return Optional.of("");
    }
  }

  private String answer(Question question) {
    output.paragraph(Text.of(question.words(), Tone.WAITING));
    Object history = reader.getVariable(LineReader.DISABLE_HISTORY);
    Object completion = reader.getVariable(LineReader.DISABLE_COMPLETION);
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    reader.setVariable(LineReader.DISABLE_COMPLETION, true);
    try {
      return reader.readLine(Asker.PROMPT);
    } finally {
      reader.setVariable(LineReader.DISABLE_HISTORY, history == null ? false : history);
      reader.setVariable(LineReader.DISABLE_COMPLETION, completion == null ? false : completion);
    }
  }
}
