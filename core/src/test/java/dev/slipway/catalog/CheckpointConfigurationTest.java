package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.CheckpointSpec;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.PlanHasher;
import dev.slipway.plan.Service;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
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

/** What is put aside before the first change, as it is written down. */
@Tag("X1")
class CheckpointConfigurationTest {
  private static final String WITHOUT =
      """
      kind: exec
      instances: [one]
      deploy: { run: ["./deploy.sh", "{version}"] }
      running: { run: ["./running.sh"] }
      probe: { run: ["./probe.sh"] }
      """;
  private static final String WHOLE =
      WITHOUT
          + """
          checkpoint:
            configuration:
              - file: config/shop.env
              - { run: ["./flags.sh"], name: flags, time-limit: 3s }
            backup:
              when: always
              run: ["./backup.sh", "{release}", "{version}", "{from}"]
              time-limit: 5m
              location: "backups/{release}.dump"
              verify: ["./verify.sh", "{location}"]
              restore-by-hand: ["stop the shop", "pg_restore {location}"]
              restore:
                stop-writers: ["./writers.sh", "stop"]
                run: ["./restore.sh", "{location}"]
                verify: ["./whole.sh"]
                start-writers: ["./writers.sh", "start"]
                time-limit: 20m
          """;

  private final AConfiguration configuration;

  CheckpointConfigurationTest(@TempDir Path folder) {
    configuration = new AConfiguration(folder);
  }

  @Test
  void readsWhatIsNotedAndHowDataAreSavedAndBroughtBack() {
    CheckpointSpec checkpoint = exec(environment(WHOLE)).checkpoint();

    assertEquals(
        List.of(
            new CheckpointSpec.Setting.OfFile("config/shop.env"),
            new CheckpointSpec.Setting.Printed(
                "flags", command(Duration.ofSeconds(3), "./flags.sh"))),
        checkpoint.configuration());
    Duration limit = Duration.ofMinutes(5);
    Duration restoring = Duration.ofMinutes(20);
    assertEquals(
        Optional.of(
            new CheckpointSpec.Backup(
                true,
                command(limit, "./backup.sh", "{release}", "{version}", "{from}"),
                Optional.of("backups/{release}.dump"),
                Optional.of(command(limit, "./verify.sh", "{location}")),
                List.of("stop the shop", "pg_restore {location}"),
                Optional.of(
                    new CheckpointSpec.Restore(
                        command(restoring, "./writers.sh", "stop"),
                        command(restoring, "./restore.sh", "{location}"),
                        command(restoring, "./whole.sh"),
                        command(restoring, "./writers.sh", "start"))))),
        checkpoint.backup());
  }

  @Test
  void whatIsNotWrittenIsNotDone() {
    CheckpointSpec none = exec(environment(WITHOUT)).checkpoint();

    assertEquals(CheckpointSpec.NONE, none);
    assertEquals(
        Optional.of(false),
        exec(environment(WHOLE.replace("when: always", "when: needed")))
            .checkpoint()
            .backup()
            .map(CheckpointSpec.Backup::always));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          file: config/shop.env  | { file: a, run: ["./b"] }  | needs file or run, and not both
          file: config/shop.env  | { file: a, name: b }       | belongs to run
          file: config/shop.env  | { run: ["./a"], name: flags } | "flags" stands here twice
          verify: ["./verify.sh" | verify: ["{loc}"           | "{loc}" means nothing here
          location: "backups/{release}.dump"\\n    verify: ["./verify.sh", "{location}"] | location: "s3://b/k" | is no file, so nobody could say
          "./restore.sh"         | "./restore.sh", "{instance}" | "{instance}" means nothing here
          verify: ["./whole.sh"] | time-limit: 1m             | restore.verify is missing
          """)
  void saysWhatIsWrong(String piece, String instead, String problem) {
    String found = piece.replace("\\n", "\n");
    assertTrue(WHOLE.contains(found), found);

    List<String> said =
        configuration.problemsOf(file(WHOLE.replace(found, instead))).stream()
            .map(Problem::words)
            .toList();

    assertTrue(said.stream().anyMatch(words -> words.contains(problem)), said.toString());
  }

  @Test
  void aBackupThatNobodyCouldRestoreIsAProblem() {
    String without = WHOLE.substring(0, WHOLE.indexOf("    restore-by-hand"));

    List<String> said =
        configuration.problemsOf(file(without)).stream().map(Problem::words).toList();

    assertTrue(said.toString().contains("says nowhere how it is restored"), said.toString());
  }

  @Test
  void onlyWhatIsWrittenChangesTheHashOfAPlan() {
    String without = hash(WITHOUT);
    String whole = hash(WHOLE);

    assertNotEquals(without, whole);
    for (String piece :
        List.of(
            "shop.env",
            "./flags.sh",
            "always",
            "./backup.sh",
            "5m",
            "backups/",
            "./verify.sh",
            "stop the shop",
            "./restore.sh",
            "\"start\"")) {
      assertNotEquals(whole, hash(WHOLE.replace(piece, other(piece))), piece);
    }
    assertEquals(without, hash(WITHOUT + "checkpoint: {}\n"));
  }

  @Test
  @Tag("R3")
  void oneEnvironmentComesAfterAnother() {
    String both =
        file(WITHOUT)
            + "      staging: { policy: default, target: { kind: practice, fleet: x } }\n";
    String ordered = both.replace("    prod:\n", "    prod:\n        promoted-from: staging\n");

    assertEquals(
        Optional.of(new EnvironmentName("staging")),
        configuration
            .readRight(ordered)
            .catalogue()
            .service(new ServiceName("shop"))
            .map(service -> service.environments().get(new EnvironmentName("prod")))
            .flatMap(Service.Environment::promotedFrom));
    assertTrue(
        said(ordered.replace("from: staging", "from: stagin")).contains("did you mean staging"));
    assertTrue(
        said(ordered.replace("staging: {", "staging: { promoted-from: prod,"))
            .contains("leads back to prod"));
    assertTrue(said(ordered.replace("from: staging", "from: prod")).contains("leads back to prod"));
  }

  private String said(String text) {
    return configuration.problemsOf(text).stream().map(Problem::words).toList().toString();
  }

  private static String other(String piece) {
    return switch (piece) {
      case "always" -> "needed";
      case "5m" -> "6m";
      case "\"start\"" -> "\"begin\"";
      default -> "x" + piece.replace("./", "");
    };
  }

  private String hash(String target) {
    return PlanHasher.policyHash(
        Objects.requireNonNull(
            configuration.readRight(file(target)).catalogue().policies().get("default")),
        environment(target));
  }

  private static ExecSpec.Command command(Duration limit, String... words) {
    return new ExecSpec.Command(List.of(words), limit);
  }

  private static ExecSpec exec(Service.Environment environment) {
    return (ExecSpec) environment.target();
  }

  private Service.Environment environment(String target) {
    return Objects.requireNonNull(
        configuration
            .readRight(file(target))
            .catalogue()
            .service(new ServiceName("shop"))
            .orElseThrow()
            .environments()
            .get(new EnvironmentName("prod")));
  }

  private static String file(String target) {
    String indented = target.strip().indent(10);
    return AConfiguration.with(
            "        target: { kind: practice, fleet: fleet.json }\n",
            "        target:\n" + indented)
        .replace("    migrations: { path: db/migration }\n", "")
        .replace("          orders: { at-least-of-baseline: 70% }\n", "");
  }
}
