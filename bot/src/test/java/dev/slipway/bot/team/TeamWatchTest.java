package dev.slipway.bot.team;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** The live view of somebody who has logged in, as a screen. */
@Tag("T1")
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TeamWatchTest {
  private static final String FROM_ALTERNATE = "\u001b[?1049l";

  @TempDir private Path folder;
  private ATeam team;
  private Path home;

  @BeforeEach
  void aReleaseIsBeingWatched() throws Exception {
    team = new ATeam(folder, "10m");
    home = team.laptop("ada");
    AShell ada = new AShell(home, home).piping("");
    assertEquals(0, ada.runs("new", "search", "v2").exit());
    AShell.Said said = ada.runs("start", "search/2", "--yes");
    assertEquals(0, said.exit(), said.all());
  }

  @AfterEach
  void close() {
    team.close();
  }

  private AScreen watched(int columns, int rows) throws Exception {
    AScreen screen = new AScreen(home, columns, rows, "rollout", "watch", "search/2");
    screen.awaits("watching 10 min");
    return screen;
  }

  @Test
  void theViewOf80ColumnsFollowsTheSizeOfItsWindowAndIsLeftByQ() throws Exception {
    try (AScreen screen = watched(80, 24)) {
      String text = screen.awaits("q leave (the release goes on)");
      List<String> rows = text.lines().toList();
      assertTrue(rows.getFirst().startsWith("search/2  v1 → v2   prod"), text);
      assertTrue(text.contains("error rate"), text);
      assertTrue(rows.stream().allMatch(row -> row.length() <= 80), text);
      screen.awaits("v2 ✔ 1 ready");

      screen.resize(120, 40);
      String wide =
          screen.awaits(all -> all.contains("q leave") && all.contains("copy as Markdown"));
      assertTrue(wide.lines().anyMatch(row -> row.length() > 80), wide);

      screen.press("p").awaits("! PAUSED");
      screen.press("r").awaits("Let it go on?");
      screen.press("r").awaits("watching 10 min");
      screen.press("q");
      String all = screen.terminal.ended();
      String after = all.substring(all.lastIndexOf(FROM_ALTERNATE));
      assertTrue(after.contains("You left the view; "), after);
      assertTrue(after.contains("exit code 8"), after);
      assertTrue(after.matches("(?s).*[ \n]icanon[ ;\r\n].*"), after);
    }
  }

  @Test
  void aServerThatGoesAndComesBackLeavesTheViewOpen() throws Exception {
    try (AScreen screen = watched(120, 40)) {
      int port = team.ends();
      String old = screen.awaits("! what is shown is old: The server ");
      assertTrue(old.startsWith("search/2  v1 → v2   prod"), old);

      team.startsAgain(port);

      screen.awaits(text -> !text.contains("what is shown is old"));
      AShell ada = new AShell(home, home).piping("");
      assertEquals(0, ada.runs("rollout", "pause", "search/2").exit());
      screen.awaits("PAUSED");
      screen.press("\u0003");
      assertTrue(screen.terminal.ended().contains("exit code 130"));
    }
  }
}
