package dev.slipway.shell;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Failure;
import dev.slipway.command.Format;
import dev.slipway.command.Outcome;
import dev.slipway.view.MessageView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.View;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One command line from words to exit code. */
final class OneShot {
  private final Function<List<String>, Outcome> lines;
  private final Output output;
  private final PrintStream traces;

  /**
   * @param lines answers a line, here or far away
   * @param traces receives stack traces where {@code --debug} asks for them
   */
  OneShot(Function<List<String>, Outcome> lines, Output output, PrintStream traces) {
    this.lines = lines;
    this.output = output;
    this.traces = traces;
  }

  int run(List<String> words, Workplace workplace) {
    Format format = Format.DEFAULT;
    try {
      Outcome outcome = lines.apply(words);
      format = outcome.format();
      warn(workplace, format);
      Format written = format;
      outcome.view().ifPresent(view -> show(view, outcome.exit(), written));
      return outcome.exit();
    } catch (RuntimeException broken) {
      Failure failure = Failure.of(broken);
      if (failure.isStoreAway()) {
        failure = WaysBack.named(failure, words, Optional.empty(), workplace.documents());
      }
      output.remark(failure.view(), format.whole());
      if (words.contains("--debug")) {
        traces.print(Failure.trace(broken));
        traces.flush();
      }
      return failure.exit().code();
    }
  }

  private void show(View view, int exit, Format format) {
    boolean sentence = view instanceof MessageView && exit != ExitCode.DONE.code();
    if (view instanceof RefusalView || sentence) {
      output.remark(view, format);
    } else {
      output.result(view, format);
    }
  }

  /** Every command that sees a moving release nobody drives says so first. */
  private void warn(Workplace workplace, Format format) {
    if (!format.quiet()) {
      workplace
          .opened()
          .flatMap(LocalHost::undriven)
          .ifPresent(words -> output.aside(words, format));
    }
  }
}
