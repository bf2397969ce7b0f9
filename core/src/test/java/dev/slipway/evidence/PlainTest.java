package dev.slipway.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class PlainTest {
  @Test
  void leavesOneLineWithoutHiddenCharacters() {
    assertEquals("a b c", Plain.line("a\r\n\tb\u2028\u0085 c\n"));
    assertEquals("evil [31m", Plain.line("\u202Eev\u200Bil\u0000 \u001B[31m\uD83D"));
    assertEquals("ship \uD83D\uDEA2", Plain.line("ship \uD83D\uDEA2"));
    assertEquals("abc…", Plain.line("abcdefgh", 4));
    assertEquals("\uD83D\uDEA2…", Plain.line("\uD83D\uDEA2\uD83D\uDEA2\uD83D\uDEA2", 2));
  }

  @Test
  void showsMarkupAsPlainText() {
    assertEquals(
        "\\<img src=x\\> \\[a\\](b) \\*\\*c\\*\\* \\`d\\` e\\|f g\\_h \\&lt;",
        Plain.markdown("<img src=x> [a](b) **c** `d` e|f g_h &lt;"));
    assertEquals("\\\\\\|", Plain.markdown("\\|"));
    assertEquals("\\# title", Plain.markdown("# title"));
    assertEquals("\\- item", Plain.markdown("  - item"));
    assertEquals("12\\. item", Plain.markdown("12. item"));
    assertEquals("12\\) item", Plain.markdown("12) item"));
    assertEquals("12\\.", Plain.markdown("12."));
    assertEquals("0.250 s", Plain.markdown("0.250 s"));
    assertEquals("12. item", Plain.inside("12. item"));
    assertEquals("v2.4.1 (stable)", Plain.markdown("v2.4.1 (stable)"));
    assertEquals("\\=== \\~\\~x\\~\\~", Plain.markdown("=== ~~x~~"));
  }

  @Test
  void keepsYamlOnOneLine() {
    assertEquals("\"a: \\\"b\\\" \\\\ --- # c\"", Plain.yaml("a: \"b\" \\\n---\n# c"));
  }

  @Test
  void namesFilesHarmlessly() {
    assertEquals("v2.4.1-rc1-x", Plain.fileNamePart("v2.4.1+rc1 x"));
    assertFalse(Plain.fileNamePart("../../etc/passwd").contains("/"));
    assertEquals(80, Plain.fileNamePart("v".repeat(100)).length());
  }
}
