package dev.slipway.shell.repl;

import dev.slipway.command.Question;
import dev.slipway.shell.Asker;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;

/** Asks in a line of its own, without history and completion. */
final class AskedLine implements Asker {
  private final LineReader reader;
  private final TerminalOutput output;

  AskedLine(LineReader reader, TerminalOutput output) {
    this.reader = reader;
    this.output = output;
  }

  /** Ctrl-C and Ctrl-D answer nothing. */
  @Override
  public Optional<String> ask(Question question) {
    try {
      return Optional.of(answer(question));
    } catch (UserInterruptException | EndOfFileException nothing) {
      return Optional.of("");
    }
  }

  /**
   * @throws UserInterruptException by Ctrl-C
   * @throws EndOfFileException by Ctrl-D
   */
  String answer(Question question) {
    output.paragraph(Text.of(question.words(), Tone.WAITING));
    Object history = reader.getVariable(LineReader.DISABLE_HISTORY);
    Object completion = reader.getVariable(LineReader.DISABLE_COMPLETION);
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    reader.setVariable(LineReader.DISABLE_COMPLETION, true);
    try {
      return reader.readLine(PROMPT);
    } finally {
      reader.setVariable(LineReader.DISABLE_HISTORY, history == null ? false : history);
      reader.setVariable(LineReader.DISABLE_COMPLETION, completion == null ? false : completion);
    }
  }
}
