package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.Service.Finishing;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done once a release is finished, as people write it (V3). */
@Tag("V3")
class FinishConfigurationTest {
  @TempDir private Path folder;

  private static String with(String finish) {
    String place = "        policy: default\n";
    assertTrue(AConfiguration.RIGHT.contains(place), AConfiguration.RIGHT);
    return AConfiguration.RIGHT.replaceFirst(
        place, place + "        finish: " + finish.replace("$", "\\$") + "\n");
  }

  private List<Finishing> read(String text) {
    return new AConfiguration(folder)
        .readRight(text).catalogue().services().values().stream()
            .flatMap(service -> service.environments().values().stream())
            .map(environment -> environment.finishing())
            .filter(finishing -> !finishing.equals(Finishing.NONE))
            .toList();
  }

  @Test
  void nothingIsTaggedUnlessSomebodyAsks() {
    assertEquals(List.of(), read(AConfiguration.RIGHT));
  }

  @Test
  void aTagIsNamedAndSentAndEvidenceArchived() {
    assertEquals(
        List.of(
            new Finishing(
                Optional.of("{service}/{environment}-{version}"), Optional.of("origin"), true)),
        read(with("{ tag: \"{service}/{environment}-{version}\", push: origin, archive: yes }")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ tag: released }|cannot be the name of a tag",
        "{ tag: '--delete{version}' }|cannot be the name of a tag",
        "{ tag: 'a..{version}' }|cannot be the name of a tag",
        "{ tag: '{version}.lock' }|cannot be the name of a tag",
        "{ tag: '{secret}-{version}' }|cannot be the name of a tag",
        "{ tag: '{version}', push: '--mirror' }|is not the name of a remote",
        "{ push: origin }|sends a tag that nothing makes"
      },
      quoteCharacter = '`')
  void whatCannotWorkIsSaid(String finish, String said) {
    String found =
        new AConfiguration(folder)
            .problemsOf(with(finish)).stream().map(Problem::words).toList().toString();
    assertTrue(found.contains(said), found);
  }
}
