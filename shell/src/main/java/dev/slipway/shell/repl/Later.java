package dev.slipway.shell.repl;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.utils.AttributedString;
import org.springframework.context.ApplicationContext;

/**
 * Completes and colours the line as the shell does, once it is there: who presses TAB earlier waits
 * for it, and what is typed earlier has no colour yet.
 */
record Later(CompletableFuture<? extends ApplicationContext> shell)
    implements Completer, Highlighter {
  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    shell.join().getBean(Completion.class).complete(reader, line, candidates);
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    return shell.isDone() && !shell.isCompletedExceptionally()
        ? shell.join().getBean(Highlighting.class).highlight(reader, buffer)
        : new AttributedString(buffer);
  }
}
