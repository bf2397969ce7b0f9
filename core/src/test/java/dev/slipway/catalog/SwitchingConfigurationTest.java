package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.Switching;
import dev.slipway.risk.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a policy says what becomes of the side that is left. */
@Tag("X4")
class SwitchingConfigurationTest {
  private final AConfiguration configuration;

  SwitchingConfigurationTest(@TempDir Path folder) {
    configuration = new AConfiguration(folder);
  }

  @Test
  void readsHowLongTheOldSideIsKeptOfEachLevel() {
    String text = text("{ strategy: blue-green, keep-old: 2h, bake: 4m }");

    assertEquals(
        new Switching(Duration.ofMinutes(4), Optional.of(Duration.ofHours(2))),
        switching(text, Level.LOW));
    assertEquals(
        Optional.of(Duration.ZERO), switching(text("{ keep-old: 0 }"), Level.LOW).keepOld());
    assertEquals(
        new Switching(Duration.ofMinutes(10), Optional.empty()), switching(text, Level.MEDIUM));
  }

  @ParameterizedTest
  @CsvSource({"24", "never", "-1h", "31d", "0h"})
  void refusesWhatIsNoTime(String written) {
    List<Problem> problems = configuration.problemsOf(text("{ keep-old: " + written + " }"));

    assertEquals(1, problems.size(), problems::toString);
    assertTrue(
        problems.getFirst().words().contains("policies.default.low.keep-old"), problems::toString);
  }

  private Switching switching(String text, Level level) {
    return Objects.requireNonNull(
            configuration.readRight(text).catalogue().policies().get("default"))
        .of(level)
        .switching();
  }

  private static String text(String low) {
    return """
    version: 1
    people:
      ada: { emails: [ada@example.org], roles: [on-call, service-owner] }
      ben: { emails: [ben@example.org], roles: [on-call] }
    policies: { default: { low: LOW } }
    services: { shop: { environments: { prod: { target: { kind: practice, fleet: f.json } } } } }
    """
        .replace("LOW", low);
  }
}
