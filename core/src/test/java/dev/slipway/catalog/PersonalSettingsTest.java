package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonalSettingsTest {
  @TempDir Path folder;

  private PersonalSettings of(String yaml) throws IOException {
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, yaml, StandardCharsets.UTF_8);
    return PersonalSettings.read(file);
  }

  @Test
  void saysWhetherSomebodyListens() throws IOException {
    assertTrue(of("accessible: true").accessible());
    assertTrue(of("accessible: yes").accessible());
    assertFalse(of("accessible: no").accessible());
    assertEquals(0, of("accessible: off").problems().size());
  }

  @Test
  void needsNoFile() {
    PersonalSettings none = PersonalSettings.read(folder.resolve("nowhere/config.yaml"));
    assertFalse(none.accessible());
    assertTrue(none.problems().isEmpty());
  }

  @Test
  void tellsWhatItLeavesOut() throws IOException {
    PersonalSettings odd = of("accesible: yes\naccessible: perhaps\n");
    assertFalse(odd.accessible());
    assertEquals(
        "config.yaml:1: \"accesible\" is not a key of this file. Fix: the only one is accessible",
        odd.problems().getFirst().words());
    assertEquals(
        "config.yaml:2: accessible is neither yes nor no: \"perhaps\". Fix: accessible: yes",
        odd.problems().getLast().words());
    assertEquals(1, of("- a list").problems().size());
    assertEquals(1, of(": : [").problems().size());
  }
}
