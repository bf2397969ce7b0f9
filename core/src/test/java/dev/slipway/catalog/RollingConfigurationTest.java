package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.BatchSize;
import dev.slipway.plan.Rolling;
import dev.slipway.risk.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a policy says in which batches a rolling update goes. */
@Tag("X3")
class RollingConfigurationTest {
  private final AConfiguration configuration;

  RollingConfigurationTest(@TempDir Path folder) {
    configuration = new AConfiguration(folder);
  }

  @Test
  void readsBatchAndPauseOfEachLevel() {
    String text =
        text("{ strategy: rolling, batch: 2, pause: 30s }", 4)
            .replace("medium: {}", "medium: { batch: 25% }");

    assertEquals(
        new Rolling(Optional.of(new BatchSize.Instances(2)), Optional.of(Duration.ofSeconds(30))),
        rolling(text, Level.LOW));
    assertEquals(
        new Rolling(Optional.of(new BatchSize.Share(25)), Optional.empty()),
        rolling(text, Level.MEDIUM));
    assertEquals(Rolling.USUAL, rolling(text, Level.HIGH));
  }

  @ParameterizedTest
  @CsvSource({"0", "0%", "101%", "-1", "two", "1.5", "25 percent", "12345", "[2]", "''"})
  void refusesWhatIsNoBatch(String written) {
    List<Problem> problems =
        configuration.problemsOf(text("{ batch: " + written + ", pause: soon }", 4));

    assertEquals(2, problems.size(), problems::toString);
    assertTrue(
        problems.getFirst().words().contains("policies.default.low.batch"), problems::toString);
  }

  @Test
  void refusesEveryBatchThatLeavesNobodyInOneGo() {
    String text =
        text("{ strategy: rolling, batch: 4 }", 4)
            .replace("medium: {}", "medium: { batch: 3 }")
            .replace("high: {}", "high: { strategy: rolling, batch: 100% }");

    List<Problem> problems = configuration.problemsOf(text);

    assertEquals(2, problems.size(), problems::toString);
    String words = problems.getFirst().words();
    assertTrue(
        words.contains(
            "services.shop.environments.prod: policies.default.low.batch is 4, and here are 4"
                + " instances: nobody would be left to serve while a batch is out"),
        words);
    assertTrue(words.contains("write batch: 3 or less there"), words);
    assertTrue(problems.getLast().words().contains("high.batch is 100%"), problems::toString);
  }

  @Test
  void refusesMoreBatchesThanThereArePercent() {
    List<Problem> problems = configuration.problemsOf(text("{ batch: 1 }", 101));

    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.getFirst().words().contains("write batch: 2 or more"), problems::toString);
  }

  @Test
  void aSingleInstanceIsABatchWhateverIsWritten() {
    assertEquals(
        Optional.of(new BatchSize.Instances(3)),
        rolling(text("{ batch: 3 }", 1), Level.LOW).batch());
  }

  private Rolling rolling(String text, Level level) {
    return Objects.requireNonNull(
            configuration.readRight(text).catalogue().policies().get("default"))
        .of(level)
        .rolling();
  }

  private static String text(String low, int instances) {
    String names =
        IntStream.rangeClosed(1, instances)
            .mapToObj(i -> "web-" + i)
            .collect(Collectors.joining(", "));
    return """
    version: 1
    people:
      ada: { emails: [ada@example.org], roles: [on-call, service-owner] }
      ben: { emails: [ben@example.org], roles: [on-call] }
    policies:
      default:
        low: LOW
        medium: {}
        high: {}
    services:
      shop:
        environments:
          prod:
            target:
              kind: exec
              instances: [NAMES]
              deploy: { run: ["./deploy.sh", "{instance}", "{version}"] }
              running: { run: ["./running.sh", "{instance}"] }
              stop: { run: ["./stop.sh", "{instance}"] }
              probe: { run: ["./probe.sh", "{instance}"] }
    """
        .replace("LOW", low)
        .replace("NAMES", names);
  }
}
