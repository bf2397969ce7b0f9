package dev.slipway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program as a script sees it: exit codes, and what goes to which stream. Stores are real
 * SQLite files.
 */
@Tag("T1")
class MainTest {
  @TempDir Path folder;

  @Test
  void tellsItsVersionWithoutAnyConfiguration() {
    GivenPlace place = GivenPlace.in(folder);
    assertEquals(0, place.runs("--version"));
    assertTrue(place.out().startsWith("slipway "), place.out());
    assertEquals("", place.err());
  }

  @Test
  void withoutAStoreARollbackNamesTheScriptThatNeedsNone() throws IOException {
    GivenPlace place = GivenPlace.in(folder).configured();
    Files.createDirectories(folder.resolve("state/slipway.db"));
    Path documents = Files.createDirectories(folder.resolve("docs/releases"));
    Path script = documents.resolve("2026-11-20-shop-v2-rollback.sh");
    Files.writeString(script, "#!/bin/sh\n# release: shop/42\n");
    Files.writeString(
        documents.resolve("2026-11-20-till-v2-rollback.sh"), "#!/bin/sh\n# release: till/7\n");
    for (String reference : List.of("shop/42", "shop")) {
      assertEquals(1, place.runs("rollback", reference), place.err());
      String said = place.err().replaceAll("\\s+", "");
      assertTrue(said.contains("sh'" + script + "'"), place.err());
      assertFalse(said.contains("till"), place.err());
    }
    assertEquals(1, place.runs("list"));
    assertFalse(place.err().contains("rollback.sh"), place.err());
  }

  @Test
  void helpsWithoutAnyConfigurationAndOpensNothing() throws IOException {
    GivenPlace place = GivenPlace.in(folder).configured("not: [a, valid, configuration");
    for (List<String> words :
        List.of(List.of("help"), List.of("--help"), List.of("list", "--help"))) {
      assertEquals(0, place.runs(words.toArray(String[]::new)), place.err());
      assertFalse(place.out().isBlank(), words.toString());
    }
  }

  @Test
  void saysWhereToBeginWhenThereIsNoConfiguration() {
    GivenPlace place = GivenPlace.in(folder);
    assertEquals(5, place.runs("list"));
    assertEquals("", place.out());
    assertTrue(place.err().contains("There is no slipway.yaml here or above."), place.err());
    assertTrue(place.err().contains("slipway demo"), place.err());
  }

  @Test
  void tellsEveryProblemOfTheConfigurationWithFileLineAndFix() throws IOException {
    GivenPlace place =
        GivenPlace.in(folder)
            .configured(
                """
                version: 1
                peple: {}
                policies: 7
                services: {}
                """);
    assertEquals(2, place.runs("list"));
    assertEquals("", place.out());
    assertTrue(place.err().contains("slipway.yaml:2:"), place.err());
    assertTrue(place.err().contains("slipway.yaml:3:"), place.err());
    assertTrue(
        place.err().lines().filter(line -> line.contains("slipway.yaml:")).count() >= 3,
        place.err());
    assertTrue(place.err().contains("Fix:"), place.err());
  }

  @Test
  void findsTheConfigurationAboveTheFolder() throws IOException {
    GivenPlace.in(folder).configured();
    Path deep = Files.createDirectories(folder.resolve("a/b"));
    GivenPlace place = GivenPlace.in(deep).atTerminal(80);
    assertEquals(0, place.runs("list"), place.err());
    assertTrue(place.out().contains("There is no release yet."), place.out());
  }

  @Test
  void keepsResultsAndRemarksApart() throws IOException {
    GivenPlace place = GivenPlace.in(folder).configured();
    assertEquals(0, place.runs("list", "--json"), place.err());
    assertTrue(place.out().startsWith("{\"schema\":\"release.list/1\""), place.out());
    assertEquals("", place.err());

    assertEquals(5, place.runs("show", "shop/7"));
    assertEquals("", place.out());
    assertTrue(place.err().startsWith("✖ No release \"shop/7\"."), place.err());
  }

  @Test
  void saysNothingIntoAPipeWhenThereIsNothing() throws IOException {
    GivenPlace place = GivenPlace.in(folder).configured();
    assertEquals(0, place.runs("list"));
    assertEquals("", place.out());
  }

  @Test
  void refusesUnknownWordsWithTheirNeighbour() throws IOException {
    GivenPlace place = GivenPlace.in(folder).configured();
    assertEquals(2, place.runs("rolback", "shop/42"));
    assertEquals("", place.out());
    assertTrue(place.err().contains("rollback"), place.err());
    assertTrue(place.err().lines().count() <= 6, place.err());
  }

  @Test
  void namesTheStoreThatCannotBeOpened() throws IOException {
    GivenPlace place = GivenPlace.in(folder).configured();
    Files.writeString(
        folder.resolve("state"), "a file where the folder should be", StandardCharsets.UTF_8);
    assertEquals(1, place.runs("list"));
    assertEquals("", place.out());
    assertTrue(place.err().startsWith("✖ The store cannot be used."), place.err());
    assertTrue(place.err().contains("Fix:"), place.err());
    // The folder is named twice, and its name may be long.
    assertTrue(place.err().lines().count() <= 10, place.err());
  }

  @Test
  void wantsATerminalForTheShell() throws IOException {
    GivenPlace place = GivenPlace.in(folder).configured();
    assertEquals(2, place.runs());
    assertEquals("", place.out());
    assertTrue(place.err().contains("There is no terminal"), place.err());
    assertTrue(place.err().stripTrailing().endsWith("slipway help"), place.err());
  }

  @Test
  void coloursOnlyWhereItIsWanted() throws IOException {
    String escape = "\u001b[";
    GivenPlace place = GivenPlace.in(folder).configured().atTerminal(80);
    assertEquals(5, place.runs("show", "shop/7"));
    assertTrue(place.err().contains(escape), "a terminal");
    place.runs("show", "shop/7", "--no-color");
    assertFalse(place.err().contains(escape), "--no-color");
    place.variable("NO_COLOR", "1").runs("show", "shop/7");
    assertFalse(place.err().contains(escape), "NO_COLOR");
    place.variable("CLICOLOR_FORCE", "1").runs("show", "shop/7");
    assertTrue(place.err().contains(escape), "CLICOLOR_FORCE");

    GivenPlace dumb = GivenPlace.in(folder).atTerminal(80).variable("TERM", "dumb");
    dumb.runs("show", "shop/7");
    assertFalse(dumb.err().contains(escape), "TERM=dumb");
    GivenPlace piped = GivenPlace.in(folder);
    piped.runs("show", "shop/7");
    assertFalse(piped.err().contains(escape), "a pipe");
  }

  @Test
  void fallsBackToAsciiWhereTheLocaleCannotShowMore() throws IOException {
    GivenPlace place = GivenPlace.in(folder).configured().variable("LANG", "C");
    place.runs("show", "shop/7");
    assertTrue(place.err().startsWith("[X] No release"), place.err());
    GivenPlace asked = GivenPlace.in(folder);
    asked.runs("show", "shop/7", "--ascii");
    assertTrue(asked.err().startsWith("[X] No release"), asked.err());
  }

  @Test
  void keepsItsStateForItsUserAlone() throws IOException {
    GivenPlace place =
        GivenPlace.in(folder).variable("XDG_STATE_HOME", folder.resolve("xdg").toString());
    Path state = StateFolder.ready(place.surroundings()).orElseThrow();
    assertEquals(folder.resolve("xdg/slipway"), state);
    assertEquals(
        "rwx------",
        java.nio.file.attribute.PosixFilePermissions.toString(
            Files.getPosixFilePermissions(state)));
  }

  @Test
  void leavesOutWhatCouldComeNextWhenItIsToBeQuiet() throws IOException {
    GivenPlace place = GivenPlace.in(folder).configured().atTerminal(80).variable("NO_COLOR", "1");
    assertEquals(0, place.runs("list"));
    assertTrue(place.out().contains("Next  "), place.out());
    assertEquals(0, place.runs("list", "--quiet"));
    assertEquals("There is no release yet.\n", place.out());
  }
}
