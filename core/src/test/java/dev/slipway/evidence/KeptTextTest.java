package dev.slipway.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KeptTextTest {
  @Test
  void putsBackWhatPeopleWrote() {
    KeptText kept =
        KeptText.in(
            "x\n<!-- keep:summary -->\n\nOne.\n\n## A heading of ours\n\nTwo.\n\n<!-- /keep -->\ny\n");

    assertEquals(
        "<!-- keep:summary -->\nOne.\n\n## A heading of ours\n\nTwo.\n<!-- /keep -->\n",
        kept.block("summary", "✎"));
    assertEquals("", kept.rest());
  }

  @Test
  void readsAnyLineEndsAndSpacing() {
    assertEquals("One.", KeptText.in("<!--keep:a-->\r\nOne.\r\n  <!--/keep-->\r\n").written("a"));
  }

  @Test
  void offersAnEmptyPlaceAnew() {
    assertTrue(
        KeptText.in("<!-- keep:a -->\n\n<!-- /keep -->").block("a", "✎ write").contains("✎ write"));
  }

  @Test
  void losesNothingOfAPlaceWithoutAnEnd() {
    KeptText kept =
        KeptText.in("<!-- keep:a -->\nOne.\n## 2. Next\nnot ours\n<!-- keep:b -->\nTwo.");

    assertEquals("One.", kept.written("a"));
    assertEquals("Two.", kept.written("b"));
  }

  @Test
  void joinsAPlaceThatStandsThereTwice() {
    KeptText kept =
        KeptText.in(
            "<!-- keep:a -->\nOne.\n<!-- /keep -->\n<!-- keep:a -->\nTwo.\n<!-- /keep -->\n");

    assertEquals("One.\n\nTwo.", kept.written("a"));
  }

  @Test
  void keepsPlacesThatTheDocumentDoesNotHave() {
    KeptText kept = KeptText.in("<!-- keep:mine -->\nMy notes.\n<!-- /keep -->\n");

    assertEquals("<!-- keep:mine -->\nMy notes.\n<!-- /keep -->\n", kept.rest());
    String page = new Page(kept).title("T").finish();
    assertTrue(page.endsWith("## Notes\n\n<!-- keep:mine -->\nMy notes.\n<!-- /keep -->\n"), page);
    assertEquals(page, new Page(KeptText.in(page)).title("T").finish());
  }
}
