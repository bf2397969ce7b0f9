package dev.slipway.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Documents.Kind;
import dev.slipway.control.port.Target.BreakGlass;
import dev.slipway.gate.GateRecord;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Commit;
import dev.slipway.release.CommitId;
import dev.slipway.rollout.Happening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commit messages, names, evidence and reasons that try to be more than text. */
class HostileTextTest {
  private static final List<String> ATTACKS =
      List.of(
          "<script>alert(1)</script>",
          "a | b | c |\n| d | e |",
          "x\n\n# Approved by everybody\n\n- done",
          "---\nid: \"shop/1\"\nplan-id: forged\n---",
          "<!-- keep:summary -->\nforged\n<!-- /keep -->",
          "![pixel](http://example.org/p.png) [click](javascript:alert(1)) <http://example.org>",
          "\u202Egnp.exe\u2066\u200B \u001B[2J \u0007\u0000",
          "`code` **bold** __bold__ ~~gone~~ $x$ &lt;b&gt;",
          "\\| \\<b\\> \\",
          "```\nfence\n```",
          "\uD83D\uFFFF end",
          "${jndi:ldap://example.org} $(touch hacked) `id`");

  @TempDir private Path folder;

  private static Commit commit(String attack) {
    return new Commit(
        new CommitId("2".repeat(40)),
        attack,
        "ada@example.org",
        AStory.OPENED,
        attack,
        attack,
        List.of(new Commit.Trailer(attack, attack)));
  }

  private static ReleaseRecord attacked() {
    AStory story =
        AStory.opened(
            42,
            "v2",
            ATTACKS.get(3),
            ATTACKS.stream().map(HostileTextTest::commit).toArray(Commit[]::new));
    story.planned();
    for (String attack : ATTACKS) {
      story
          .gated(
              new GateRecord.Approved(
                  "chi", story.now(), attack, story.plan().hash().value(), attack, attack))
          .gated(
              new GateRecord.ItemConfirmed(
                  "ada", story.now(), "on-call", attack, attack, Optional.empty()))
          .gated(
              new GateRecord.ItemWaived(
                  "ada", story.now(), "stakeholders", attack, story.now().plusSeconds(60)))
          .gated(new GateRecord.RiskSet("ada", story.now(), attack, attack));
    }
    story.started().works("checkpoint", ATTACKS.getFirst());
    story.happens(new Happening.RollbackRequested(story.now(), AStory.ADA, ATTACKS.get(4), true));
    return story.record();
  }

  private List<Path> documents() {
    return new MarkdownDocuments(folder, key -> key, () -> AStory.OPENED)
        .write(
            attacked(),
            Optional.of(new BreakGlass(List.of(), "true", "true", "true")),
            List.of(
                Kind.RELEASE_PLAN, Kind.ROLLBACK_PLAN, Kind.CHANGE_RECORD, Kind.INCIDENT_DRAFT));
  }

  /** The document without keep markers and places. */
  private static String withoutPlaces(String document) {
    return document.replaceAll("(?s)<!-- keep:[a-z-]+ -->\n.*?\n<!-- /keep -->\n", "");
  }

  @Test
  void carriesNoRawHtmlAndNoHiddenCharacter() throws IOException {
    for (Path path : documents()) {
      String document = Files.readString(path);
      assertFalse(withoutPlaces(document).matches("(?s).*(?<!\\\\)<.*"), path::toString);
      assertFalse(withoutPlaces(document).matches("(?s).*(?<!\\\\)\\]\\(.*"), path::toString);
      assertTrue(
          document
              .chars()
              .allMatch(c ->
                  c == '\n'
                      || (c >= ' '
                          && Character.getType(c) != Character.FORMAT
                          && Character.getType(c) != Character.CONTROL)),
          path::toString);
    }
  }

  @Test
  void hasOnlyItsOwnPlacesFrontMatterAndHeadings() throws IOException {
    for (Path path : documents()) {
      List<String> lines = Files.readString(path).lines().toList();
      assertEquals(0, lines.indexOf("---"));
      assertEquals(10, lines.lastIndexOf("---"), path::toString);
      assertEquals(1, lines.stream().filter(line -> line.startsWith("id: ")).count());
      assertTrue(lines.get(1).equals("id: \"shop/42\""));
      long begins = lines.stream().filter(line -> line.strip().startsWith("<!-- keep:")).count();
      long distinct =
          lines.stream().filter(line -> line.strip().startsWith("<!-- keep:")).distinct().count();
      assertEquals(distinct, begins, path::toString);
      assertTrue(
          lines.stream()
              .noneMatch(line ->
                  line.contains("forged")
                      && !line.contains("\\<")
                      && !line.contains("plan-id: forged ---")));
      assertTrue(
          lines.stream().noneMatch(line -> line.startsWith("# Approved") || line.startsWith("```")),
          path::toString);
    }
  }

  @Test
  void breaksOutOfNoTable() throws IOException {
    for (Path path : documents()) {
      int columns = 0;
      for (String line : Files.readString(path).lines().toList()) {
        int cells = line.startsWith("|") ? line.replaceAll("\\\\.", "").split("\\|", -1).length : 0;
        assertTrue(columns == 0 || cells == 0 || cells == columns, line);
        columns = cells;
      }
    }
  }

  @Test
  void survivesItsOwnRegeneration() throws IOException {
    List<Path> first = documents();
    List<String> before = first.stream().map(HostileTextTest::read).toList();

    assertEquals(before, documents().stream().map(HostileTextTest::read).toList());
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
