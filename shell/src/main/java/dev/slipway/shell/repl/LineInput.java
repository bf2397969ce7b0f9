package dev.slipway.shell.repl;

import dev.slipway.command.Question;
import dev.slipway.release.ReleaseId;
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
  private final Counterpart counterpart;
  private final Ending ending;
  private final TerminalOutput output;
  private final AskedLine asked;
  private boolean greeted;
  private Optional<String> readAhead = Optional.empty();

  LineInput(
      LineReader reader,
      PromptProvider prompt,
      Counterpart counterpart,
      Ending ending,
      TerminalOutput output,
      AskedLine asked) {
    super(reader);
    setPromptProvider(prompt);
    this.counterpart = counterpart;
    this.ending = ending;
    this.output = output;
    this.asked = asked;
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
      counterpart.greeting().forEach(line -> output.paragraph(Text.of(line)));
    }
    try {
      String line = ending.asked().isPresent() ? "exit" : super.readInput().strip();
      if (!line.equals("exit") && !line.equals("quit")) {
        return line;
      }
    } catch (UserInterruptException cleared) {
      if (ending.asked().isEmpty()) {
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
    List<String> moving = counterpart.driven().stream().map(ReleaseId::toString).toList();
    if (moving.isEmpty()) {
      return true;
    }
    // What interrupted the reading of a line must not interrupt the start of a worker.
    Thread.interrupted();
    String names = String.join(", ", moving);
    if (counterpart.handOver(words -> output.paragraph(Text.of(words))).isEmpty()) {
      output.paragraph(goesOn(moving, names));
      return true;
    }
    if (ending.asked().isPresent()) {
      return true;
    }
    String words =
        names
            + (moving.size() == 1
                ? " moves and this shell drives it."
                : " move and this shell drives them.")
            + " When you leave, nobody watches users or goes back by itself until somebody runs: slipway work. Leave? [y/N]";
    try {
      return isYes(asked.answer(new Question.YesNo(words)));
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
}
