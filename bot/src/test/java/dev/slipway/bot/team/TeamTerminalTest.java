package dev.slipway.bot.team;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The interactive shell of somebody who has logged in, at a real terminal. */
@Tag("T1")
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TeamTerminalTest {
  private static final String PROMPT = "▸";
  private static final String TAB = "\t";
  private static final String CLEAR = "\u0015";
  private static final String UP = "\u001b[A";

  @TempDir private Path folder;
  private ATeam team;

  @BeforeEach
  void open() throws Exception {
    team = new ATeam(folder, "3s");
  }

  @AfterEach
  void close() {
    team.close();
  }

  /** What does not depend on when it was said, on where one is, and on the greeting. */
  private static String lasting(String screen) {
    return screen
        .replaceAll("\\d\\d:\\d\\d:\\d\\d", "<time>")
        .replaceAll("\\b\\d+ (s|ms|min)\\b( ago)?|just now", "<while>");
  }

  /** The same keys in a shell beside a store and in one at a server: the same on the screen. */
  @Test
  void theSameKeysShowTheSameBesideAStoreAndAtAServer() throws Exception {
    try (AScreen alone = new AScreen(team.desk(), 100, 40);
        AScreen far = new AScreen(team.laptop("ada"), 100, 40)) {
      for (AScreen screen : List.of(alone, far)) {
        screen.awaitsLastRow(PROMPT);
        // The greeting is what differs: it names the server.
        screen.press("clear\r").awaits(text -> !text.contains("Signed in"));
      }
      bothShow(alone, far, "ro" + TAB, "watch, pause, resume");
      bothShow(alone, far, CLEAR + "list\r", "There is no release yet.");
      bothShow(alone, far, "new search v2 --title Faster\r", "○ planned  prod  " + PROMPT);
      bothShow(alone, far, "show " + TAB, "its running or newest release");
      bothShow(alone, far, CLEAR + "lst\r", "Did you mean");
      bothShow(alone, far, "list \"open\r", "is never closed.");
      bothShow(alone, far, "start\r", "[y/N, or");
      bothShow(alone, far, "n\r", "Nothing was changed.");
      bothShow(alone, far, UP, PROMPT + " start");
      bothShow(alone, far, CLEAR + "use\r", "slipway " + PROMPT);
      for (AScreen screen : List.of(alone, far)) {
        screen.press("exit\r");
        assertTrue(screen.terminal.ended().contains("exit code 0"), screen.text());
      }
    }
  }

  private static void bothShow(AScreen alone, AScreen far, String keys, String words)
      throws Exception {
    for (AScreen screen : List.of(alone, far)) {
      var unused = screen.press(keys).awaits(words);
    }
    // Either may still be drawing: both are looked at until they agree.
    String unused = far.awaits(text -> lasting(text).equals(lasting(nowOn(alone))));
  }

  private static String nowOn(AScreen screen) {
    try {
      return screen.text();
    } catch (ReflectiveOperationException broken) {
      throw new LinkageError("the terminal's screen cannot be read", broken);
    }
  }

  @Test
  void newsStandAboveThePromptAndThePromptMoves() throws Exception {
    Path home = team.laptop("ada");
    AShell ben = new AShell(team.laptop("ben"), folder.resolve("laptop-of-ben")).piping("");
    try (AScreen screen = new AScreen(home, 100, 40)) {
      screen.awaitsLastRow(PROMPT);
      screen.press("new search v2\r").awaitsLastRow("○ planned  prod  " + PROMPT);
      screen.press("show half a line");
      screen.awaits("show half a line");

      assertEquals(0, ben.runs("start", "search/2", "--yes").exit());

      String text = screen.awaits("search/2 v2 serves everybody");
      assertTrue(text.contains("search/2 stage 1 started: 100 %"), text);
      screen.awaitsLastRow("search/2 ✔ live  prod  " + PROMPT + " show half a line");
      assertEquals(1, text.split("stage 1 started", -1).length - 1, text);
    }
  }

  @Test
  void signalsEndItAndTheTerminalIsAsItWas() throws Exception {
    Path home = team.laptop("ada");
    for (String signal : List.of("TERM", "HUP")) {
      try (AScreen screen = new AScreen(home, 100, 40)) {
        screen.awaitsLastRow(PROMPT);
        screen.press("half");
        screen.terminal.signal(signal);
        String all = screen.terminal.ended();
        String after = all.substring(all.indexOf("exit code"));
        assertTrue(after.startsWith("exit code " + (signal.equals("TERM") ? 143 : 129)), after);
        assertTrue(after.matches("(?s).*[ \n]icanon[ ;\r\n].*"), after);
      }
    }
  }

  @Test
  void aServerThatGoesAndComesBackIsSaidOnceAndNothingIsLost() throws Exception {
    Path home = team.laptop("ada");
    try (AScreen screen = new AScreen(home, 100, 40)) {
      screen.awaitsLastRow(PROMPT);
      screen.press("new search v2\r").awaitsLastRow("○ planned  prod  " + PROMPT);
      int port = team.ends();
      screen.awaits("ends. It is asked again every second.");
      screen.press("list\r").awaits("E-SERVER-01");

      team.startsAgain(port);

      String text = screen.awaits("answers again");
      assertEquals(1, text.split("It is asked again every second", -1).length - 1, text);
      assertFalse(text.contains("E-BUG"), text);
      screen.press("start --yes\r").awaits("search/2 v2 serves everybody");
    }
  }
}
