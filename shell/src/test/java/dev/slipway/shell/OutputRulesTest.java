package dev.slipway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.Format;
import dev.slipway.command.Json;
import dev.slipway.shell.render.Renderer;
import dev.slipway.view.HealthWords;
import dev.slipway.view.ListView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.Role;
import dev.slipway.view.StateWords;
import dev.slipway.view.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One rule for every result: what a stream gets depends on what it is and what was asked. */
@Tag("T1")
class OutputRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-17T14:53:07Z");
  private static final String EVIL = "\u001b[2J\u202egnp.exe\u0007";

  @TempDir Path folder;

  private static View list() {
    ListView.Row row =
        new ListView.Row(
            "shop/42",
            "shop",
            "prod",
            Optional.of("v2.4.0"),
            "v2.4.1",
            new StateWords(Role.MOVING, "rolling out 25 %"),
            new HealthWords(Role.GOOD, "healthy"),
            25,
            25,
            Optional.of("medium"),
            "Ada Okafor",
            NOW,
            NOW,
            Optional.of("it → " + EVIL + " " + "very long ".repeat(30)));
    return new ListView(NOW, "", List.of(row), 0);
  }

  private static Format format(Format.Kind kind, boolean ascii, boolean header, String... fields) {
    return new Format(kind, List.of(fields), false, ascii, false, header);
  }

  private List<String> written(GivenPlace place, boolean terminal, Format format) {
    return StreamOutput.written(list(), format, Appearance.of(place.surroundings(), terminal));
  }

  @Test
  void aPipeGetsRowsWithTabsInUtcAndNothingCut() {
    List<String> lines =
        written(GivenPlace.in(folder), false, format(Format.Kind.TEXT, false, false));
    assertEquals(1, lines.size());
    assertTrue(lines.getFirst().startsWith("shop/42\tv2.4.1\tprod\trolling out 25 %\t25 %"));
    assertTrue(lines.getFirst().contains("\t2026-11-17T14:53:07Z\t"), lines.toString());
    assertTrue(lines.getFirst().strip().endsWith("very long"), lines.toString());
  }

  @Test
  void aPipeGetsTheNamesOfItsColumnsWhereTheyAreWanted() {
    List<String> lines =
        written(GivenPlace.in(folder), false, format(Format.Kind.TEXT, false, true));
    assertEquals(2, lines.size());
    assertTrue(
        lines.getFirst().startsWith("RELEASE\tVERSION\tENV\tSTATE\tSHARE"), lines.toString());
  }

  @Test
  void fieldsHoldForEveryForm() {
    GivenPlace place = GivenPlace.in(folder);
    assertEquals(
        List.of("shop/42\trolling out 25 %"),
        written(place, false, format(Format.Kind.TEXT, false, false, "release", "state")));
    assertEquals(
        List.of("release\tstate", "shop/42\trolling out 25 %"),
        written(place, false, format(Format.Kind.TEXT, false, true, "release", "state")));
    assertEquals(
        List.of("release  state", "shop/42  rolling out 25 %"),
        written(
            place.atTerminal(80).variable("NO_COLOR", "1"),
            true,
            format(Format.Kind.TEXT, false, false, "release", "state")));
    assertEquals(
        List.of("release: shop/42, state: rolling out 25 percent"),
        written(place, true, format(Format.Kind.PLAIN, false, false, "release", "state")));
    assertEquals(
        List.of("| release | state |", "| --- | --- |", "| shop/42 | rolling out 25 % |"),
        written(place, true, format(Format.Kind.MARKDOWN, false, false, "release", "state")));
    assertTrue(
        written(place, true, format(Format.Kind.JSON, false, false, "release"))
            .getFirst()
            .contains("\"releases\":[{\"release\":\"shop/42\"}]"));
  }

  @Test
  void anUnknownFieldNamesTheKnownOnesInEveryForm() throws IOException {
    GivenPlace place = GivenPlace.in(folder).configured();
    for (List<String> words :
        List.of(
            List.of("list", "--fields", "relase"),
            List.of("list", "--fields", "relase", "--plain"),
            List.of("list", "--fields", "relase", "--json"))) {
      assertEquals(2, place.runs(words.toArray(String[]::new)));
      assertEquals("", place.out());
      assertTrue(place.err().contains("Did you mean release?"), place.err());
      assertTrue(place.err().replaceAll("\\s+", " ").contains("version, state"), place.err());
    }
  }

  @Test
  void asciiHoldsInPipesToo() {
    for (Format.Kind kind : List.of(Format.Kind.TEXT, Format.Kind.PLAIN, Format.Kind.MARKDOWN)) {
      for (boolean asked : List.of(true, false)) {
        GivenPlace place = GivenPlace.in(folder).variable("LANG", asked ? "C.UTF-8" : "C");
        for (boolean terminal : List.of(true, false)) {
          String all = String.join("\n", written(place, terminal, format(kind, asked, false)));
          assertTrue(all.chars().allMatch(c -> c < 128), all);
        }
      }
    }
  }

  @Test
  void plainLinesBreakBetweenWordsOnATerminalAndNowhereInALog() {
    GivenPlace place = GivenPlace.in(folder).atTerminal(60);
    List<String> read = written(place, true, format(Format.Kind.PLAIN, false, false));
    assertTrue(read.size() > 1);
    assertTrue(read.stream().allMatch(line -> line.length() <= 60), read.toString());
    List<String> logged = written(place, false, format(Format.Kind.PLAIN, false, false));
    assertEquals(1, logged.size());
    assertEquals(
        logged.getFirst().replace(" ", ""),
        String.join("", read).replace(" ", ""),
        "no word is cut");
  }

  @Test
  void noFormLetsTextFromOutsideMoveTheCursorOrTurnALineAround() {
    // JSON is read by programs, and gets what the views have cleaned already.
    for (Format.Kind kind : List.of(Format.Kind.TEXT, Format.Kind.PLAIN, Format.Kind.MARKDOWN)) {
      for (boolean terminal : List.of(true, false)) {
        GivenPlace place = GivenPlace.in(folder).atTerminal(80).variable("NO_COLOR", "1");
        String all = String.join("\n", written(place, terminal, format(kind, false, false)));
        assertFalse(
            all.codePoints()
                .anyMatch(c ->
                    c != '\n'
                        && c != '\t'
                        && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)),
            kind + ": " + all);
      }
    }
  }

  @Test
  void aTinyTerminalIsWrittenToAllTheSame() throws IOException {
    for (int columns : List.of(1, 7, 20, 40)) {
      GivenPlace place =
          GivenPlace.in(folder).configured().atTerminal(columns).variable("NO_COLOR", "1");
      assertEquals(0, place.runs("list"), place.err());
      assertEquals(0, place.runs("help", "rollback"), place.err());
      assertEquals(5, place.runs("show", "shop/42"));
      assertTrue(place.err().replaceAll("\\s+", "").contains("E-REF-02"), place.err());
    }
  }

  @Test
  void aCodeStandsBesideItsRefusalHoweverLongThatIs() {
    RefusalView refusal =
        new RefusalView(
            "E-GATE-01",
            "gate",
            "shop/42 cannot start, because two gates are closed and somebody has to open them.",
            List.of(),
            List.of("slipway show shop/42"));
    List<String> lines = Renderer.render(refusal, dev.slipway.shell.render.Canvas.screen(80));
    assertTrue(lines.get(1).endsWith("E-GATE-01"), lines.toString());
    assertFalse(lines.get(1).strip().equals("E-GATE-01"), lines.toString());
    assertTrue(Json.lines(refusal, Format.DEFAULT).getFirst().contains("E-GATE-01"));
  }

  @Test
  void whoSetItInAFileHearsLinesInsteadOfTables() throws IOException {
    GivenPlace place = GivenPlace.in(folder).atTerminal(80);
    List<String> drawn = written(place, true, Format.DEFAULT);
    Path file = folder.resolve("home/.config/slipway/config.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "accessible: true", StandardCharsets.UTF_8);
    List<String> heard = written(place, true, Format.DEFAULT);
    assertNotEquals(drawn, heard);
    assertTrue(String.join(" ", heard).contains("state: "), heard.toString());
    assertEquals(drawn, written(place.variable("SLIPWAY_ACCESSIBLE", "0"), true, Format.DEFAULT));
    Path other = folder.resolve("config/slipway/config.yaml");
    Files.createDirectories(other.getParent());
    Files.writeString(other, "acessible: true", StandardCharsets.UTF_8);
    place = GivenPlace.in(folder).variable("XDG_CONFIG_HOME", folder.resolve("config").toString());
    assertEquals(0, place.runs("help"));
    assertTrue(
        place.err().contains("config.yaml:1: \"acessible\" is not a key of this file"),
        place.err());
  }
}
