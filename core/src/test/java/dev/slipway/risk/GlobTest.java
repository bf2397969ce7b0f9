package dev.slipway.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "src/checkout/** | src/checkout/a.java | true",
        "src/checkout/** | src/checkout/deep/er/a.java | true",
        "src/checkout/** | src/checkout | false",
        "src/checkout/** | src/checkouts/a.java | false",
        "src/checkout/** | web/src/checkout/a.java | false",
        "src/checkout/ | src/checkout/a.java | true",
        "./src/checkout/ | src/checkout/a.java | true",
        "**/prompts/** | prompts/a.txt | true",
        "**/prompts/** | a/b/prompts/c/d.txt | true",
        "**/prompts/** | prompts | false",
        "**/prompts/** | myprompts/a.txt | false",
        "*.prompt | a/b/hello.prompt | true",
        "*.prompt | hello.prompt | true",
        "*.prompt | hello.prompts | false",
        "/*.prompt | a/hello.prompt | false",
        "/*.prompt | hello.prompt | true",
        "a/*/c | a/b/c | true",
        "a/*/c | a/b/b/c | false",
        "a/**/c | a/c | true",
        "a/**/c | a/b/b/c | true",
        "a/**/b/**/c | a/x/b/b/y/c | true",
        "a/**/b/**/c | a/x/y/c | false",
        "**/a/*/b | a/x/a/y/b | true",
        "v?.sql | v1.sql | true",
        "v?.sql | v12.sql | false",
        "*a*b*c | xxaxxbxxc | true",
        "*a*b*c | xxaxxcxxb | false",
        "Dockerfile | build/dockerfile | true",
        "{a,b{c,d}}.txt | bd.txt | true",
        "{a,b{c,d}}.txt | b.txt | false",
        "a.c | abc | false",
        "[x].txt | x.txt | false",
        "** | anything/at/all | true",
      })
  void matchesAsPeopleExpect(String pattern, String path, boolean expected) {
    assertEquals(expected, new Glob(pattern).matches(path));
  }

  @Test
  void matchesAcrossNewlinesAndUnicode() {
    assertTrue(new Glob("src/**").matches("src/a\nb/\u202Ec.java"));
    assertTrue(new Glob("src/*.java").matches("src/a\n\u0000b.java"));
    assertFalse(new Glob("src/*").matches("other\nsrc/a"));
  }

  @Test
  void staysFastOnPatternsMadeToHurt() {
    String path = "a".repeat(20_000) + "/".repeat(2_000) + "a".repeat(20_000);
    Glob stars = new Glob("*a".repeat(200) + "b");
    Glob folders = new Glob("**/a/".repeat(90) + "b");
    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertFalse(stars.matches(path) || folders.matches(path)));
  }

  @Test
  void refusesPatternsThatCannotMean() {
    assertThrows(IllegalArgumentException.class, () -> new Glob(" "));
    assertThrows(IllegalArgumentException.class, () -> new Glob("{a,b"));
    assertThrows(IllegalArgumentException.class, () -> new Glob("a}"));
    assertThrows(IllegalArgumentException.class, () -> new Glob("x".repeat(501)));
    assertThrows(IllegalArgumentException.class, () -> new Glob("{a,b}".repeat(40)));
  }
}
