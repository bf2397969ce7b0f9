package dev.slipway.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.slipway.view.WatchView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The live frame as it stands on a screen of 24 rows and on a large one, with its keys. */
class WatchFrameTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private static List<String> frame(WatchView view, int columns, int rows) {
    return frame(view, Canvas.screen(columns), rows);
  }

  private static List<String> frame(WatchView view, Canvas canvas, int rows) {
    return WatchFrame.live(
        view, canvas, rows, List.of(WatchKeys.line(view, canvas.columns(), "the release goes on")));
  }

  @TestFactory
  Stream<DynamicTest> standsOnAScreenAsAgreed() {
    return WatchSituations.frames().entrySet().stream()
        .map(one ->
            DynamicTest.dynamicTest(one.getKey(), () -> compare(one.getKey(), one.getValue())));
  }

  private static void compare(String name, WatchView view) throws IOException {
    StringBuilder drawn = new StringBuilder();
    drawn.append("=== 80 by 24\n");
    frame(view, 80, 24).forEach(line -> drawn.append(line).append('\n'));
    drawn.append("=== 120 by 40\n");
    frame(view, 120, 40).forEach(line -> drawn.append(line).append('\n'));
    Path golden = FOLDER.resolve("live-" + name + ".txt");
    if (Boolean.getBoolean("update")) {
      Files.writeString(golden, drawn, StandardCharsets.UTF_8);
      fail("rewrote " + golden + "; run again without -Dupdate");
    }
    assertEquals(Files.readString(golden, StandardCharsets.UTF_8), drawn.toString());
  }

  @Test
  void aFirstReleaseIsComparedWithNothing() {
    for (int columns : List.of(80, 120)) {
      String drawn = String.join("\n", frame(WatchSituations.firstRelease(), columns, 40));
      assertTrue(drawn.contains("v2.4.1 now") || drawn.contains("new now"), drawn);
      assertFalse(drawn.contains("old now"), drawn);
    }
  }

  @TestFactory
  Stream<DynamicTest> fitsEveryScreen() {
    return WatchSituations.frames().entrySet().stream()
        .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> fits(one.getValue())));
  }

  private static void fits(WatchView view) {
    for (int columns : List.of(1, 20, 40, 55, 71, 80, 109, 110, 120, 250)) {
      for (int rows : List.of(1, 5, 10, 16, 24, 40)) {
        for (Symbols symbols : Symbols.values()) {
          Canvas canvas =
              new Canvas(
                  columns, new Palette(false, symbols), Canvas.Form.SCREEN, ZoneId.of("UTC"));
          List<String> lines = frame(view, canvas, rows);
          assertTrue(lines.size() <= rows, columns + " by " + rows);
          lines.forEach(
              line -> assertTrue(Text.width(line) <= columns, columns + " columns: " + line));
        }
      }
    }
  }

  @Test
  void keepsHeadlineSignalsAndKeysWhenRowsAreShort() {
    WatchView view = WatchSituations.frame("broken-once");
    List<String> lines = frame(view, 80, 12);
    assertTrue(lines.getFirst().contains("LIMIT BROKEN 1 of 3"), lines.toString());
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("error rate")), lines.toString());
    assertFalse(lines.stream().anyMatch(line -> line.startsWith("latency p50")), lines.toString());
    assertTrue(lines.getLast().contains("q leave"), lines.toString());
  }

  @Test
  void namesTheKeysThatDoSomethingNow() {
    WatchView baking = WatchSituations.frame("baking");
    assertEquals(Optional.of(WatchKeys.ADVANCE), WatchKeys.pressed('a', baking));
    assertEquals(Optional.of(WatchKeys.ROLL_BACK), WatchKeys.pressed('B', baking));
    assertEquals(Optional.empty(), WatchKeys.pressed('r', baking));
    WatchView back = WatchSituations.frame("rolling-back");
    assertEquals(Optional.empty(), WatchKeys.pressed('b', back));
    String line = WatchKeys.line(back, 120, "the release goes on").words();
    assertEquals(" d details   c copy as Markdown   q leave (the release goes on)", line);
  }

  @Test
  void movesNoColumnWhenOnlyValuesChange() {
    WatchView calm = WatchSituations.frame("baking");
    WatchView broken = WatchSituations.frame("broken-once");
    assertEquals(columnOf(calm, "<"), columnOf(broken, "<"));
  }

  private static int columnOf(WatchView view, String sign) {
    return frame(view, 80, 24).stream()
        .filter(line -> line.startsWith("error rate"))
        .mapToInt(line -> line.indexOf(sign))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysWhoseClockItShows() {
    WatchView view = WatchSituations.frame("baking");
    Canvas berlin = new Canvas(80, Palette.PLAIN, Canvas.Form.SCREEN, ZoneId.of("Europe/Berlin"));
    List<String> lines = frame(view, berlin, 24);
    assertTrue(
        lines.stream().anyMatch(line -> line.startsWith("15:47:03  ● stage 3 started")),
        lines.toString());
    assertTrue(lines.stream().anyMatch(line -> line.contains("CET")), lines.toString());
  }
}
