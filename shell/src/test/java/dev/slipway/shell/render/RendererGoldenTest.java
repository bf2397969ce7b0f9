package dev.slipway.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.slipway.view.View;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every situation in every form, compared with {@code src/test/resources/golden}. {@code
 * -Dupdate=true} rewrites the files and still fails, so that nobody updates by accident.
 */
class RendererGoldenTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
  private static final boolean UPDATE = Boolean.getBoolean("update");

  private static Map<String, Canvas> canvases() {
    Map<String, Canvas> canvases = new LinkedHashMap<>();
    canvases.put("80 columns", Canvas.screen(80));
    canvases.put("120 columns", Canvas.screen(120));
    canvases.put(
        "60 columns, ASCII",
        new Canvas(60, new Palette(false, Symbols.ASCII), Canvas.Form.SCREEN, ZoneOffset.UTC));
    canvases.put("plain", new Canvas(0, Palette.PLAIN, Canvas.Form.PLAIN, ZoneOffset.UTC));
    canvases.put("pipe", new Canvas(0, Palette.PLAIN, Canvas.Form.PIPE, ZoneOffset.UTC));
    canvases.put("markdown", new Canvas(0, Palette.PLAIN, Canvas.Form.MARKDOWN, ZoneOffset.UTC));
    return canvases;
  }

  @TestFactory
  Stream<DynamicTest> drawsEverySituationAsAgreed() {
    return Situations.all().entrySet().stream()
        .map(situation ->
            DynamicTest.dynamicTest(
                situation.getKey(), () -> compare(situation.getKey(), situation.getValue())));
  }

  private static void compare(String name, View view) throws IOException {
    StringBuilder drawn = new StringBuilder();
    canvases()
        .forEach((form, canvas) -> {
          drawn.append("=== ").append(form).append('\n');
          Renderer.render(view, canvas).forEach(line -> drawn.append(line).append('\n'));
        });
    if (UPDATE) {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve(name + ".txt"), drawn, StandardCharsets.UTF_8);
      fail("rewrote " + name + ".txt; run again without -Dupdate");
    }
    assertEquals(golden(name), drawn.toString());
  }

  private static String golden(String name) throws IOException {
    try (InputStream file =
        RendererGoldenTest.class.getResourceAsStream("/golden/" + name + ".txt")) {
      return file == null
          ? "no golden file; run with -Dupdate=true"
          : new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @TestFactory
  Stream<DynamicTest> neverDrawsPastTheEdge() {
    return Situations.all().entrySet().stream()
        .map(situation ->
            DynamicTest.dynamicTest(
                situation.getKey(),
                () -> {
                  for (int width : List.of(40, 60, 80, 100, 120, 200)) {
                    for (Symbols symbols : Symbols.values()) {
                      Canvas canvas =
                          new Canvas(
                              width,
                              new Palette(false, symbols),
                              Canvas.Form.SCREEN,
                              ZoneOffset.UTC);
                      for (String line : Renderer.render(situation.getValue(), canvas)) {
                        // A secret that is broken in two cannot be copied.
                        assertTrue(
                            Text.width(line) <= width || line.startsWith("slipway_"),
                            width + " columns: " + line);
                      }
                    }
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> paintsWithoutChangingWhatIsSaid() {
    return Situations.all().entrySet().stream()
        .map(situation ->
            DynamicTest.dynamicTest(
                situation.getKey(),
                () -> {
                  Canvas painted =
                      new Canvas(
                          80,
                          new Palette(true, Symbols.UNICODE),
                          Canvas.Form.SCREEN,
                          ZoneOffset.UTC);
                  List<String> lines =
                      Renderer.render(situation.getValue(), painted).stream()
                          .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                          .map(String::stripTrailing)
                          .toList();
                  List<String> plain = Renderer.render(situation.getValue(), Canvas.screen(80));
                  assertEquals(plain, lines);
                  assertTrue(lines.stream().noneMatch(line -> line.indexOf('\u001b') >= 0));
                }));
  }
}
