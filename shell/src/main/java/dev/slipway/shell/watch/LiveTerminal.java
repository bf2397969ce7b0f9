package dev.slipway.shell.watch;

import dev.slipway.command.Format;
import dev.slipway.shell.Surroundings;
import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal on which a live view may be shown, where there is one and it is large enough. */
public final class LiveTerminal {
  static final int LEAST_COLUMNS = 40;
  static final int LEAST_ROWS = 10;

  private final Surroundings here;
  private final Optional<Terminal> shared;

  private LiveTerminal(Surroundings here, Optional<Terminal> shared) {
    this.here = here;
    this.shared = shared;
  }

  /** The terminal of this process, opened when a view wants it. */
  public static LiveTerminal ofThisProcess(Surroundings here) {
    return new LiveTerminal(here, Optional.empty());
  }

  /** One that somebody else opened and closes: the interactive shell's. */
  public static LiveTerminal of(Surroundings here, Terminal terminal) {
    return new LiveTerminal(here, Optional.of(terminal));
  }

  /** What a view is to be shown on. */
  sealed interface Found {
    /**
     * @param ours whether it is to be closed after the view
     */
    record Live(Terminal terminal, boolean ours) implements Found {}

    /**
     * @param why what a person should know about that; empty where plain lines were wished for
     */
    record Plainly(Optional<String> why) implements Found {}
  }

  Found find(Format format) {
    boolean wished =
        format.kind() != Format.Kind.TEXT
            || here.isAccessible()
            || here.variable("TERM").filter("dumb"::equals).isPresent();
    boolean nobody = shared.isEmpty() && !(here.inTerminal() && here.outTerminal());
    if (wished || nobody) {
      return new Found.Plainly(Optional.empty());
    }
    try {
      return shared
          .map(terminal -> judged(terminal, false))
          .orElseGet(() -> judged(opened(), true));
    } catch (IllegalStateException none) {
      return new Found.Plainly(Optional.of("The live view found no terminal it can draw on"));
    }
  }

  private static Terminal opened() {
    try {
      return TerminalBuilder.builder().name("slipway").system(true).dumb(true).build();
    } catch (IOException none) {
      throw new IllegalStateException("no terminal could be opened", none);
    }
  }

  private static Found judged(Terminal terminal, boolean ours) {
    Size size = terminal.getSize();
    boolean dumb = terminal.getType().startsWith(Terminal.TYPE_DUMB);
    if (!dumb && size.getColumns() >= LEAST_COLUMNS && size.getRows() >= LEAST_ROWS) {
      return new Found.Live(terminal, ours);
    }
    if (ours) {
      LiveScreen.close(terminal);
    }
    return new Found.Plainly(
        dumb
            ? Optional.empty()
            : Optional.of(
                "The live view needs "
                    + LEAST_COLUMNS
                    + " columns and "
                    + LEAST_ROWS
                    + " rows, this terminal has "
                    + size.getColumns()
                    + " and "
                    + size.getRows()));
  }
}
