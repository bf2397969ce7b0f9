package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Proofs;
import dev.slipway.plan.Proving;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has to be shown before a release is a success, as people write it (V1, V2). */
@Tag("V2")
class ProofConfigurationTest {
  private static final String IN_PLACE =
      "{ kind: exec, instances: [one], deploy: { run: [d, \"{version}\"] }, running: { run: [r] }, probe: { run: [p] } }";
  @TempDir private Path folder;

  private static String with(String target, String verify) {
    return AConfiguration.with(
            "target: { kind: practice, fleet: fleet.json }",
            "target: " + target + "\n        verify: " + verify)
        .replaceAll("(?m)^ *(migrations|latency-p95|orders): .*\n", "");
  }

  private Proving read(String text) {
    return new AConfiguration(folder)
        .readRight(text).catalogue().services().values().stream()
            .flatMap(service -> service.environments().values().stream())
            .map(environment -> environment.proving())
            .findFirst()
            .orElseThrow();
  }

  @Test
  void nothingIsAskedForUnlessSomebodyWantsIt() {
    assertEquals(Proving.NONE, read(AConfiguration.RIGHT));
  }

  @Test
  void readsASuiteAndAJourney() {
    Proving proving =
        read(
            with(
                IN_PLACE,
                """
                {
                  suite: { run: [t, "{digest}"], directory: tests, environment: { KEY: { env: A }, URL: b } },
                  journeys: { buy: { do: Buy one book., role: on-call, evidence: link } } }
                """
                    .indent(10)
                    .strip()));
    assertEquals(
        new Proofs(
            Optional.of(
                new Proofs.Suite(
                    Proofs.Source.COMMAND,
                    Proofs.Moment.EVERYBODY,
                    Proofs.Consequence.ROLL_BACK,
                    Duration.ofMinutes(15))),
            List.of(
                new Proofs.Journey("buy", "Buy one book.", "on-call", true, Duration.ofHours(2)))),
        proving.proofs());
    assertEquals(
        new Proving.Command(
            folder.resolve("tests"),
            Map.of(
                "KEY", new ExecSpec.Value.FromEnvironment("A"),
                "URL", new ExecSpec.Value.Text("b")),
            new ExecSpec.Command(List.of("t", "{digest}"), Duration.ofMinutes(15))),
        proving.command().orElseThrow());
  }

  @Test
  void withoutACommandAPipelineSendsTheResult() {
    Proving proving =
        read(with("{ kind: practice, fleet: fleet.json }", "{ suite: { within: 90m } }"));
    assertEquals(
        new Proofs.Suite(
            Proofs.Source.PIPELINE,
            Proofs.Moment.EVERYBODY,
            Proofs.Consequence.PAUSE,
            Duration.ofMinutes(90)),
        proving.proofs().suite().orElseThrow());
    assertEquals(Optional.empty(), proving.command());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ suite: { run: [t], within: 1h } }|is for the result of a pipeline",
        "{ suite: { on-failure: pause } }|belongs to run, and there is none",
        "{ suite: { run: [t], when: before-users } }|nothing of the new version that nobody uses",
        "{ suite: { run: [t, '{password}'] } }|means nothing here",
        "{ journeys: { buy: { do: x, role: on-cal } } }|nobody has the role \"on-cal\"",
        "{ journeys: { buy: { do: x } } }|role is missing",
        "{ journeys: { Buy It: { do: x, role: on-call } } }|cannot be a name"
      },
      quoteCharacter = '`')
  void whatCannotWorkIsSaid(String verify, String said) {
    assertTrue(
        problems(with(IN_PLACE, verify)).contains(said), () -> problems(with(IN_PLACE, verify)));
  }

  @Test
  void aPracticeFleetRunsNoSuite() {
    String found =
        problems(
            with(
                "{ kind: practice, fleet: fleet.json }", "{ suite: { run: [t, \"{version}\"] } }"));
    assertTrue(found.contains("released by commands of its own"), found);
  }

  private String problems(String text) {
    return new AConfiguration(folder)
        .problemsOf(text).stream().map(Problem::words).toList().toString();
  }
}
