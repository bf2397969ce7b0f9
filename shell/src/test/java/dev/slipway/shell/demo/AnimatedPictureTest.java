package dev.slipway.shell.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AnimatedPictureTest {
  private static final int COLUMNS = 20;
  private final AnimatedPicture picture = new AnimatedPicture(COLUMNS, "A <title>", "./slipway");

  @Test
  void aLineComesWhenItCameAndStays() {
    picture.shows(screen("first"), 0);
    picture.shows(screen("first", "second"), 4_000);

    String svg = picture.svg();

    assertTrue(svg.contains("@keyframes l0{0%{visibility:hidden}0.001%{visibility:visible}}"), svg);
    assertTrue(
        svg.contains("@keyframes l1{0%{visibility:hidden}40.000%{visibility:visible}}"), svg);
  }

  @Test
  void whatIsWrittenOverGoesAndIsNotThereWhereNothingMoves() {
    picture.shows(screen("building"), 0);
    picture.shows(screen("built"), 2_000);
    picture.shows(screen("built", "done"), 4_000);

    String svg = picture.svg();

    assertTrue(svg.contains("<text class=\"line l0 past\""), svg);
    assertTrue(svg.contains("20.000%{visibility:hidden}"), svg);
    assertTrue(svg.contains("<text class=\"line l1\""), svg);
  }

  @Test
  void textIsTextAndNeverMarkup() {
    picture.shows(screen("<script>&\""), 0);

    String svg = picture.svg();

    assertFalse(svg.contains("<script>"), svg);
    assertTrue(svg.contains("&lt;script&gt;&amp;&quot;"), svg);
    assertTrue(svg.contains("A &lt;title&gt;"), svg);
  }

  @Test
  void longOutputRolls() {
    String[] lines = new String[30];
    for (int line = 0; line < lines.length; line++) {
      lines[line] = "line " + line;
    }
    picture.shows(screen(lines), 1_000);

    assertTrue(picture.svg().contains("translateY(-34px)"), "28 of 30 lines are seen");
  }

  /** The picture in the README shows the demo as it is told today. */
  @Test
  void theRecordedDemoTellsTheWholeStory() throws Exception {
    String svg = Files.readString(Path.of("..", "docs", "pictures", "demo.svg"));

    for (String scene :
        new String[] {
          "Practice fleet.", "LIMIT BROKEN, rolling back", "was rolled back by itself"
        }) {
      assertEquals(1, svg.split(scene, -1).length - 1, scene);
    }
    assertFalse(svg.contains("Building Slipway"), "recorded while it was being built");
  }

  private static long[][] screen(String... lines) {
    long[][] cells = new long[Math.max(lines.length, 3)][COLUMNS];
    for (int row = 0; row < lines.length; row++) {
      for (int column = 0; column < lines[row].length(); column++) {
        cells[row][column] = lines[row].charAt(column);
      }
    }
    return cells;
  }
}
