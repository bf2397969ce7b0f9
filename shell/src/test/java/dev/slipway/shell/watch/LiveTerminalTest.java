package dev.slipway.shell.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.Format;
import dev.slipway.shell.GivenPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a live view is drawn, and where lines take its place. */
class LiveTerminalTest {
  @TempDir Path folder;
  private VirtualScreen screen;

  @BeforeEach
  void aScreen() throws IOException {
    screen = new VirtualScreen(80, 24);
  }

  @AfterEach
  void putAway() throws IOException {
    screen.close();
  }

  @Test
  void drawsNothingWherePlainLinesAreWished() {
    LiveTerminal accessible =
        LiveTerminal.of(
            GivenPlace.in(folder).variable("SLIPWAY_ACCESSIBLE", "1").surroundings(),
            screen.terminal());
    LiveTerminal dumb =
        LiveTerminal.of(
            GivenPlace.in(folder).variable("TERM", "dumb").surroundings(), screen.terminal());
    Format plain = new Format(Format.Kind.PLAIN, List.of(), false, false, false, false);
    assertEquals(new LiveTerminal.Found.Plainly(Optional.empty()), accessible.find(Format.DEFAULT));
    assertEquals(new LiveTerminal.Found.Plainly(Optional.empty()), dumb.find(Format.DEFAULT));
    LiveTerminal usual = LiveTerminal.of(GivenPlace.in(folder).surroundings(), screen.terminal());
    assertEquals(new LiveTerminal.Found.Plainly(Optional.empty()), usual.find(plain));
    assertEquals(
        new LiveTerminal.Found.Plainly(Optional.empty()),
        LiveTerminal.ofThisProcess(GivenPlace.in(folder).surroundings()).find(Format.DEFAULT));
    assertTrue(usual.find(Format.DEFAULT) instanceof LiveTerminal.Found.Live);
  }
}
