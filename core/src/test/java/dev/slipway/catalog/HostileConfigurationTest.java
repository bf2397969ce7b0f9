package dev.slipway.catalog;

import static dev.slipway.catalog.AConfiguration.RIGHT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that want to break the reader: they end in problems, quickly, and never in an exception.
 */
class HostileConfigurationTest {
  @TempDir private Path folder;

  private List<Problem> problemsOf(String text) {
    return assertTimeout(Duration.ofSeconds(60), () -> new AConfiguration(folder).problemsOf(text));
  }

  @Test
  void defusesABillionLaughs() {
    StringBuilder bomb =
        new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(String.join(", ", java.util.Collections.nCopies(9, "*a" + (i - 1))))
          .append("]\n");
    }
    assertTrue(problemsOf(bomb.toString()).getFirst().fix().contains("aliases"));
  }

  @Test
  void defusesABombOfFewAliases() {
    // Five levels of four aliases pass the parser's own limit and still unfold into thousands of
    // copies.
    StringBuilder bomb = new StringBuilder("a0: &a0 [" + "x, ".repeat(200) + "x]\n");
    for (int i = 1; i <= 5; i++) {
      String below = "*a" + (i - 1);
      bomb.append(
          "a" + i + ": &a" + i + " [" + String.join(", ", below, below, below, below) + "]\n");
    }
    assertEquals(
        "aliases make this file unfold into too much",
        problemsOf(bomb.toString()).getFirst().what());
  }

  @Test
  void refusesASectionThatContainsItself() {
    assertEquals(
        "this section contains itself",
        problemsOf("version: 1\npeople: &all\n  ada: *all\n").getFirst().what());
    assertEquals(
        "this section contains itself",
        problemsOf("version: 1\ninclude: &all [*all]\n").getFirst().what());
  }

  @Test
  void refusesDeepNesting() {
    assertFalse(problemsOf("version: " + "[".repeat(5_000) + "]".repeat(5_000)).isEmpty());
    assertFalse(problemsOf("{a: ".repeat(5_000) + "}".repeat(5_000)).isEmpty());
  }

  @Test
  void refusesHugeFilesAndOtherEncodings() throws IOException {
    assertTrue(
        problemsOf("# " + "x".repeat(2_000_000)).getFirst().what().contains("more than 1 MiB"));
    Path latin =
        Files.write(
            folder.resolve("latin.yaml"),
            "version: 1 # \u00fc".getBytes(StandardCharsets.ISO_8859_1));
    Reading reading = new CatalogueReader(folder).read(latin);
    assertEquals(
        "the file is not UTF-8 text",
        assertInstanceOf(Reading.Problems.class, reading).all().getFirst().what());
    Reading ofFolder =
        new CatalogueReader(folder).read(Files.createDirectories(folder.resolve("folder.yaml")));
    assertEquals(
        "the file cannot be read",
        assertInstanceOf(Reading.Problems.class, ofFolder).all().getFirst().what());
  }

  @Test
  void neverBuildsAnObject() {
    List<Problem> problems =
        problemsOf(
            "version: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]\n");
    assertTrue(
        problems.stream()
            .anyMatch(problem -> problem.what().contains("Global tag is not allowed")));
  }

  @Test
  void survivesAnyDamageToARightFile() {
    Random random = new Random(20_261_117);
    String alphabet = "{}[]:,-?*&!|>'\"%@`# \n\t~<=0123456789aeisx\u0000\u0085\ufeff\ud800é€";
    String[] words = {
      "version", "<<", "*a", "&a ", "!!int ", "null", "~", "true", "100%", "1h", "people:", "- ",
      "{}", "[]", "? ", "---\n"
    };
    int read = 0;
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder(RIGHT);
      int damages = 1 + random.nextInt(6);
      for (int i = 0; i < damages && text.length() > 20; i++) {
        int at = random.nextInt(text.length() - 10);
        switch (random.nextInt(5)) {
          case 0 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
          case 1 -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
          case 2 -> text.delete(at, at + 1 + random.nextInt(10));
          case 3 -> text.insert(at, words[random.nextInt(words.length)]);
          default -> text.insert(at, text.substring(Math.max(0, at - random.nextInt(60)), at));
        }
      }
      String damaged =
          new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      Reading reading;
      try {
        reading = new AConfiguration(folder).read(damaged);
      } catch (RuntimeException e) {
        throw new AssertionError("round " + round + ":\n" + damaged, e);
      }
      switch (reading) {
        case Reading.Read ignored -> read++;
        case Reading.Problems problems -> {
          assertFalse(problems.all().isEmpty(), "round " + round);
          long lines =
              damaged
                      .chars()
                      .filter(character -> character == '\n' || character == '\u0085')
                      .count()
                  + 2;
          for (Problem problem : problems.all()) {
            assertTrue(problem.line() >= 1 && problem.line() <= lines, problem::words);
            assertTrue(!problem.fix().isBlank() && !problem.what().isBlank(), problem::words);
            assertTrue(problem.words().lines().count() == 1, problem::words);
          }
        }
      }
    }
    assertTrue(read > 50, "some damage is harmless, so that the other branch is seen too: " + read);
  }

  @Test
  void survivesNoise() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      for (int i = 0; i < noise.length; i++) {
        noise[i] = round % 2 == 0 ? (byte) (noise[i] & 0x7f) : noise[i];
      }
      try {
        Path file = Files.write(folder.resolve("noise.yaml"), noise);
        assertInstanceOf(Reading.Problems.class, new CatalogueReader(folder).read(file));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
