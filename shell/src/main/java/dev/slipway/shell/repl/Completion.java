package dev.slipway.shell.repl;

import dev.slipway.command.Candidate;
import dev.slipway.shell.render.Canvas;
import dev.slipway.shell.render.Renderer;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.jline.CommandCompleter;

/**
 * Core's candidates as JLine wants them: described, grouped, in their order; what is not possible
 * now shows why.
 */
final class Completion extends CommandCompleter {
  private static final int MOST = 99;
  private final Counterpart counterpart;
  private final TerminalOutput output;

  Completion(CommandRegistry registry, Counterpart counterpart, TerminalOutput output) {
    super(registry);
    this.counterpart = counterpart;
    this.output = output;
  }

  @Override
  public void complete(
      LineReader reader, ParsedLine line, List<org.jline.reader.Candidate> candidates) {
    String prefix = line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
    List<Candidate> found =
        new ArrayList<>(counterpart.complete(line.words(), line.wordIndex(), prefix));
    if (line.wordIndex() == 0) {
      found.addAll(EveryLine.SHELL_WORDS);
    }
    int widest =
        found.stream().mapToInt(candidate -> Text.of(candidate.value()).width()).max().orElse(0);
    int sort = 1;
    for (Candidate candidate : found) {
      candidates.add(shown(candidate, widest, Math.min(sort++, MOST)));
    }
  }

  private org.jline.reader.Candidate shown(Candidate candidate, int widest, int sort) {
    String value = candidate.value();
    boolean whole = !value.endsWith("/") && !value.endsWith("=");
    String group = candidate.group().isBlank() ? null : candidate.group();
    return new org.jline.reader.Candidate(
        value, row(candidate, widest), group, null, null, null, whole, sort);
  }

  /**
   * "shop/42 v2.4.1 rolling out, 25 %": wider than half the terminal, so that there is one a line.
   */
  private String row(Candidate candidate, int widest) {
    Canvas canvas = output.canvas();
    boolean possible = candidate.possible();
    String words = possible ? candidate.description() : "not now, because " + candidate.because();
    Text value = Text.of(candidate.value(), possible ? Tone.PLAIN : Tone.LABEL);
    int room = Math.max(20, canvas.width() - 4);
    String gap = " ".repeat(Math.max(0, widest - value.width()) + 2);
    Text row = value.and(gap).and(words, Tone.LABEL);
    String shown =
        Renderer.line(row, new Canvas(room, canvas.palette(), canvas.form(), canvas.zone()));
    return shown + " ".repeat(Math.max(0, room / 2 + 3 - row.width()));
  }
}
