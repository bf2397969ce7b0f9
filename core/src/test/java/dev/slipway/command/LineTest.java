package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without picocli is read as picocli reads it. */
class LineTest {
  private static final Verb LIST = Verbs.all().get("list").orElseThrow();

  @Test
  void readsEveryExampleAsPicocliDoes() {
    int plain = 0;
    for (Verb verb : Verbs.all().list()) {
      for (var example : verb.examples()) {
        List<String> words = List.of(example.line().split(" "));
        if (words.contains("--") || example.line().contains("\"")) {
          continue;
        }
        List<String> rest = words.subList(verb.path().split(" ").length, words.size());
        Optional<Line> line = Line.plain(verb, rest);
        if (line.isPresent()) {
          assertEquals(CarefulReading.read(verb, rest), line.get(), example.line());
          plain++;
        }
      }
    }
    assertTrue(plain > 20, "plain examples: " + plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--service=shop",
        "--service",
        "--service --json",
        "--service shop --service cart",
        "--service shop -s cart",
        "--mine --mine",
        "--lmit 3",
        "-"
      })
  void leavesWhatIsNotPlainToPicocli(String words) {
    assertEquals(Optional.empty(), Line.plain(LIST, List.of(words.split(" "))));
  }
}
