package dev.slipway.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the configuration wants kept never leaves, whatever it stands beside. */
class RedactionTest {
  private static final Redaction KEYS = Redaction.of(List.of("AKIA[0-9A-Z]{16}", "(?i)jane doe"));
  private static final String KEY = "AKIAIOSFODNN7EXAMPLE";

  @Test
  void whatIsFoundIsTakenOutAndTheRestStays() {
    assertEquals(
        "use [redacted] for [redacted], [redacted]",
        KEYS.of("use " + KEY + " for Jane Doe, JANE DOE"));
    assertEquals("nothing here", KEYS.of("nothing here"));
    assertEquals(KEY, Redaction.none().of(KEY));
  }

  @Test
  void whatIsFoundAcrossPiecesIsTakenOutOfEach() {
    assertEquals(
        List.of("key [redacted]", "", " of [redacted]", "!"),
        KEYS.ofPieces(List.of("key AKIAIOSF", "ODNN7", "EXAMPLE of Jane ", "Doe!")));
  }

  @Test
  void patternsThatOverlapTakeOutTheirUnion() {
    Redaction both = Redaction.of(List.of("abc", "cde"));

    assertEquals("[[redacted]]", both.of("[abcde]"));
  }

  @Test
  void aPatternThatFindsNothingnessTakesOutNothing() {
    assertEquals("abc", Redaction.of(List.of("x*")).of("abc"));
  }

  @Test
  void noPatternTakesForEver() {
    String text = "a".repeat(100_000) + "!";
    Redaction cruel =
        Redaction.of(
            List.of("(a+)+$", "(a|aa)+$", "(.*a){12}b", "([a-z]+)*\\d", "^(a?){50}a{50}$"));

    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertTrue(cruel.of(text).endsWith("!")));
  }
}
