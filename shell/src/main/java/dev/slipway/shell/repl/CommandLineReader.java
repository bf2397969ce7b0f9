package dev.slipway.shell.repl;

import java.util.HashMap;
import java.util.List;
import java.util.function.BiFunction;
import org.jline.reader.Candidate;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;

/**
 * JLine's reader, which shows lists unasked, as far as the screen goes. Its own asks where one is
 * taller than the screen, and takes the next letter that is typed for the answer.
 */
final class CommandLineReader extends LineReaderImpl {
  private static final int LIST_MAX_NEVER_REACHED = 10_000;
  private boolean willAsk;

  /**
   * @param terminal one without a size, on which JLine would lay out its first prompt for ever, is
   *     given the usual one
   */
  CommandLineReader(Terminal terminal) {
    super(sized(terminal), "slipway", new HashMap<>());
    setHistory(new DefaultHistory());
    setVariable(LIST_MAX, LIST_MAX_NEVER_REACHED);
  }

  private static Terminal sized(Terminal terminal) {
    Size told = terminal.getSize();
    if (told.getColumns() <= 0 || told.getRows() <= 0) {
      terminal.setSize(
          new Size(
              told.getColumns() > 0 ? told.getColumns() : 80,
              told.getRows() > 0 ? told.getRows() : 24));
    }
    return terminal;
  }

  @Override
  protected boolean doList(
      List<Candidate> possible,
      String completed,
      boolean runLoop,
      BiFunction<CharSequence, Boolean, CharSequence> escaper,
      boolean forSuggestion) {
    willAsk = !forSuggestion;
    try {
      return super.doList(possible, completed, runLoop, escaper, forSuggestion);
    } finally {
      willAsk = false;
    }
  }

  /** The question whether to show the list is the only thing that reads a letter meanwhile. */
  @Override
  public int readCharacter() {
    if (willAsk) {
      willAsk = false;
      return 'y';
    }
    return super.readCharacter();
  }
}
