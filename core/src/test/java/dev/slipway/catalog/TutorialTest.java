package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the tutorial has people type is what lies in {@code config/examples}, and can run. */
@Tag("T1")
class TutorialTest {
  private static final Path ROOT =
      Files.exists(Path.of("docs", "tutorial.md")) ? Path.of("") : Path.of("..");
  private static final Path GREETER = ROOT.resolve("config/examples/greeter");
  private static final Pattern BLOCK = Pattern.compile("```(?:java|sh)\\n(.*?)```", Pattern.DOTALL);

  @Test
  void showsTheFilesOfTheExampleAsTheyAre() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/tutorial.md"), StandardCharsets.UTF_8);
    List<String> blocks = BLOCK.matcher(page).results().map(found -> found.group(1)).toList();
    for (String name : List.of("Greeter.java", "deploy.sh", "running.sh", "stop.sh")) {
      String text = Files.readString(GREETER.resolve(name), StandardCharsets.UTF_8);
      assertTrue(blocks.contains(text), name + " of the page is another one");
    }
  }

  @Test
  void scriptsOfTheExamplesAreExecutableAndReadBySh() throws Exception {
    for (String example : List.of("greeter", "own-service", "behind-haproxy", "dark-launch")) {
      try (var files = Files.list(ROOT.resolve("config/examples").resolve(example))) {
        for (Path script : files.filter(file -> file.toString().endsWith(".sh")).toList()) {
          assertTrue(Files.isExecutable(script), script + " is not executable");
          Process check = new ProcessBuilder("sh", "-n", script.toString()).inheritIO().start();
          assertEquals(0, check.waitFor(), script.toString());
        }
      }
    }
  }

  @Test
  void namesOnlyPagesThatAreThere() throws IOException {
    for (String page :
        List.of(
            "docs/tutorial.md",
            "docs/how-to/release-a-jar.md",
            "docs/how-to/canary-behind-haproxy.md",
            "docs/how-to/blue-green.md",
            "docs/how-to/dark-launch.md",
            "docs/how-to/rolling.md")) {
      Path file = ROOT.resolve(page);
      Matcher link =
          Pattern.compile("\\]\\(([^)#:]+)\\)")
              .matcher(Files.readString(file, StandardCharsets.UTF_8));
      while (link.find()) {
        assertTrue(Files.exists(file.resolveSibling(link.group(1))), page + ": " + link.group(1));
      }
    }
  }
}
