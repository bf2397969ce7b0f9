package dev.slipway.shell.repl;

import dev.slipway.rig.APseudoTerminal;
import dev.slipway.rig.Needed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A list that is taller than the screen, and a screen that has no size at all. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SmallTerminalTest {
  @TempDir Path folder;

  /** Offers more words than fit on a screen, and says which line it got. */
  public static final class OffersMany {
    public static void main(String[] arguments) throws IOException {
      try (Terminal terminal = TerminalBuilder.builder().build()) {
        CommandLineReader reader = new CommandLineReader(terminal);
        reader.setCompleter((typed, line, candidates) -> {
          for (int word = 100; word < 300; word++) {
            candidates.add(
                new Candidate("word" + word, "word" + word, null, "about it", null, null, true));
          }
          candidates.add(new Candidate("new", "new", null, "the last", null, null, true));
        });
        reader.unsetOpt(LineReader.Option.INSERT_TAB);
        String line = reader.readLine("ready > ");
        terminal.writer().println("got [" + line.strip() + "]");
      }
    }
  }

  @BeforeEach
  void thereIsSuchATerminal() {
    Path unused = Needed.program("script");
  }

  @Test
  void aListTallerThanTheScreenIsBegunUnaskedAndEatsNoLetter()
      throws IOException, InterruptedException {
    try (APseudoTerminal terminal = new APseudoTerminal(folder, OffersMany.class, 80, 24)) {
      terminal.awaits("ready > ");
      terminal.press("\t");
      terminal.awaits("word110");
      terminal.press("n").press("e").press("w").press("\r").press("\r");
      terminal.awaits("got [new]");
    }
  }

  @Test
  void aTerminalWithoutASizeIsTypedAtAsAnyOther() throws IOException, InterruptedException {
    try (APseudoTerminal terminal = new APseudoTerminal(folder, OffersMany.class, 0, 0)) {
      terminal.awaits("ready > ");
      terminal.press("word120\r");
      terminal.awaits("got [word120]");
    }
  }
}
