package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.PlanHasher;
import dev.slipway.plan.Policy;
import dev.slipway.plan.Service;
import dev.slipway.plan.StrategyKind;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets of kind exec: a service that is released by the team's own commands. */
@Tag("X2")
class ExecConfigurationTest {
  private static final String IN_PLACE =
      """
      kind: exec
      instances: [search-1, search-2]
      addresses: { search-2: "127.0.0.1:8082" }
      directory: ops
      environment: { REGION: north, KEY: { env: SEARCH_KEY }, CERT: { file: cert.pem } }
      deploy: { run: ["./deploy.sh", "-o", "a", "-o", "{instance}", "{version}", "{digest}"], time-limit: 5m }
      running: { run: ["./running.sh", "{instance}"] }
      stop: { run: ["./stop.sh", "{instance}"] }
      artifact: { file: "build/{version}.jar" }
      traffic: none
      probe: { http: "http://{address}/health", every: 500ms }
      checks: [{ name: home, http: "http://{address}/" }]
      capacity: { per-instance: 50, load: 40 }
      """;
  private static final String TWO_SIDES =
      """
      kind: exec
      sides: { blue: [b1, b2], green: [g1, g2] }
      deploy: { run: ["./deploy.sh", "{instance}", "{version}"] }
      running: { run: ["./running.sh", "{instance}"] }
      traffic: { set: ["./traffic.sh", "{side}", "{weight}"], read: ["./read.sh"] }
      probe: { run: ["./probe.sh", "{instance}"] }
      """;

  private final AConfiguration configuration;

  ExecConfigurationTest(@TempDir Path folder) {
    configuration = new AConfiguration(folder);
  }

  @Test
  void readsAServiceThatIsReplacedInPlace() {
    ExecSpec exec = spec(IN_PLACE);

    assertEquals(Map.of("search-1", "search-1", "search-2", "127.0.0.1:8082"), exec.instances());
    assertEquals(Set.of(StrategyKind.ROLLING), exec.executable());
    assertEquals(
        List.of("./deploy.sh", "-o", "a", "-o", "{instance}", "{version}", "{digest}"),
        exec.deploy().words());
    assertEquals(Duration.ofMinutes(5), exec.deploy().limit());
    assertEquals(Duration.ofSeconds(10), exec.running().limit());
    assertEquals(Optional.of(new ExecSpec.Artifact.OfFile("build/{version}.jar")), exec.artifact());
    assertEquals(new ExecSpec.Value.FromEnvironment("SEARCH_KEY"), exec.environment().get("KEY"));
    assertTrue(exec.directory().endsWith("ops"));
    assertEquals(
        new ExecSpec.Probe(
            new ExecSpec.Question.Http("http://{address}/health", 200),
            Duration.ofMillis(500),
            Duration.ofMillis(800)),
        exec.probe());
    assertEquals(Optional.of(new ExecSpec.Capacity(50, 40)), exec.capacity());
  }

  @Test
  void readsTwoSidesWithTrafficBetweenThem() {
    ExecSpec exec = spec(TWO_SIDES);

    assertEquals(
        Set.of(StrategyKind.CANARY, StrategyKind.BLUE_GREEN, StrategyKind.DARK_LAUNCH),
        exec.executable());
    assertEquals(List.of("b1", "b2"), exec.groups().getFirst().instances());
    assertEquals(2, exec.serving());
    assertEquals(
        Set.of(StrategyKind.BLUE_GREEN, StrategyKind.DARK_LAUNCH),
        spec(TWO_SIDES.replace("read: [\"./read.sh\"]", "read: [\"./read.sh\"], switch: yes"))
            .executable());
  }

  @Test
  @Tag("X6")
  void readsHowAFlagIsTurned() {
    ExecSpec exec =
        spec(
            TWO_SIDES
                + "flags: { set: [\"./flag.sh\", \"{flag}\", \"{percent}\"], read: [\"./flag-read.sh\", \"{flag}\"], time-limit: 2s }\n");

    assertEquals(
        Optional.of(
            new ExecSpec.FlagCommands(
                new ExecSpec.Command(
                    List.of("./flag.sh", "{flag}", "{percent}"), Duration.ofSeconds(2)),
                new ExecSpec.Command(List.of("./flag-read.sh", "{flag}"), Duration.ofSeconds(2)))),
        exec.flags());
    assertEquals(Optional.empty(), spec(TWO_SIDES).flags());
  }

  @ParameterizedTest
  @Tag("X6")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          flags: { set: [a, "{flag}"], read: [b, "{flag}"] }              | add {flag} and {percent}
          flags: { set: [a, "{flag}", "{percent}"], read: [b] }           | read: does not say which flag is meant
          flags: { set: [a, "{flag}", "{weight}"], read: [b, "{flag}"] }  | "{weight}" means nothing here
          flags: { set: [a, "{flag}", "{percent}"] }                      | flags.read is missing
          """)
  void refusesFlagsThatNothingWouldTurn(String flags, String words) {
    List<String> problems = problems(TWO_SIDES + flags + "\n");
    assertTrue(problems.stream().anyMatch(problem -> problem.contains(words)), problems::toString);
  }

  @Test
  void flagsAreTurnedInPlaceToo() {
    ExecSpec exec =
        spec(IN_PLACE + "flags: { set: [a, \"{flag}\", \"{percent}\"], read: [b, \"{flag}\"] }\n");

    assertTrue(exec.isInPlace());
    assertTrue(exec.turnsFlags());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {version}", "{digest}"    | {verson}"               | "{verson}" means nothing here
          "{instance}"] }\\nstop    | "now"] }\\nstop         | running.run: is the same for every instance
          , "{version}", "{digest}" |                         | says no version
          instances: [search-1, search-2] | instances: [-rf]  | "-rf" cannot name an instance
          instances: [search-1, search-2] | instances: []     | has no instance
          instances: [search-1, search-2]\\n |                | target.instances is missing
          search-2: "127.0.0.1:8082" | search-3: "x:1"        | search-3 is not a key
          REGION: north             | 1REGION: north          | cannot be the name of a variable
          { env: SEARCH_KEY }       | { env: A, file: b }     | is neither one nor the other
          artifact: { file: "build/{version}.jar" } | artifact: { time-limit: 3s } | needs run, file or image
          traffic: none             | traffic: { set: [x, "{side}", "{weight}"], read: [y] } | shared between two sides, and there are none
          http: "http://{address}/health" | http: "{address}" | is not an address
          http: "http://{address}/health" | run: [x], http: "http://y" | needs http or run, and not both
          { name: home              | { name: health          | there is a check "health" already
          capacity: { per-instance: 50, load: 40 } | capacity: { load: 40 } | per-instance is missing
          kind: exec                | kind: exec\\nfleet: x.json | target.fleet is not a key
          run: ["./running.sh", "{instance}"] | run: "./running.sh {instance}" | running.run: is not a list
          probe:                    | prob:                   | probe is missing, so nothing would be measured
          """)
  void refuses(String piece, String instead, String words) {
    String text = IN_PLACE.replace(newline(piece), instead == null ? "" : newline(instead));
    assertNotEquals(IN_PLACE, text, "nothing was replaced");
    List<String> problems = problems(text);
    assertTrue(problems.stream().anyMatch(problem -> problem.contains(words)), problems::toString);
  }

  @Test
  void refusesSidesThatDoNotMirrorEachOther() {
    assertSays(
        TWO_SIDES.replace("[g1, g2]", "[g1]"), "differ in size: each of them carries everybody");
    assertSays(TWO_SIDES.replace("[g1, g2]", "[g1, b1]"), "\"b1\" stands elsewhere too");
    assertSays(TWO_SIDES.replace(", green: [g1, g2]", ""), "are 1, not two");
    assertSays(TWO_SIDES.replaceAll("traffic:.*\n", ""), "two sides need traffic between them");
    assertSays(TWO_SIDES.replace("\"{side}\", ", ""), "does not say which side gets how much");
  }

  @Test
  void refusesALimitThatNoProbeCanMeasure() {
    assertTrue(
        configuration
            .problemsOf(with(IN_PLACE, "saturation: { at-most: 80% }"))
            .toString()
            .contains("a limit for saturation could never be checked"));
  }

  @Test
  void refusesMigrationsThatNobodyWouldRun() {
    String text =
        with(IN_PLACE, "minimum-requests: 40")
            .replace(
                "    repository: { path: ., tag-pattern: \"v{version}\" }\n",
                "    repository: { path: ., tag-pattern: \"v{version}\" }\n    migrations: { path: db }\n");
    assertTrue(
        configuration
            .problemsOf(text)
            .toString()
            .contains("migrations are not run at a target of kind exec: nobody could read back"));
  }

  @Test
  void remarksOnAScriptThatIsNotThereAndReadsOn() {
    assertTrue(
        configuration
            .readRight(with(IN_PLACE, "minimum-requests: 40"))
            .remarks()
            .toString()
            .contains("there is no program \"./deploy.sh\""));
  }

  @Test
  void aPlanIsBoundToEveryWordOfTheTarget() {
    String before = hash(IN_PLACE);
    for (String change :
        List.of(
            "\"-o\", \"a\"=\"-p\", \"a\"",
            "north=south",
            "SEARCH_KEY=OTHER_KEY",
            "5m=6m",
            "8082=8083",
            "500ms=600ms",
            "{version}.jar=app-{version}.jar",
            "load: 40=load: 41")) {
      String[] parts = change.split("=", 2);
      assertNotEquals(before, hash(IN_PLACE.replace(parts[0], parts[1])), change);
    }
  }

  private String hash(String target) {
    Reading.Read read = configuration.readRight(with(target, "minimum-requests: 40"));
    Policy policy = Objects.requireNonNull(read.catalogue().policies().get("default"));
    return PlanHasher.policyHash(policy, environment(read));
  }

  private ExecSpec spec(String target) {
    return assertInstanceOf(
        ExecSpec.class,
        environment(configuration.readRight(with(target, "minimum-requests: 40"))).target());
  }

  private static Service.Environment environment(Reading.Read read) {
    return Objects.requireNonNull(
        read.catalogue()
            .service(new ServiceName("search"))
            .orElseThrow()
            .environments()
            .get(new EnvironmentName("prod")));
  }

  private void assertSays(String target, String words) {
    List<String> problems = problems(target);
    assertTrue(problems.stream().anyMatch(problem -> problem.contains(words)), problems::toString);
  }

  private List<String> problems(String target) {
    return configuration.problemsOf(with(target, "minimum-requests: 40")).stream()
        .map(Problem::words)
        .toList();
  }

  private static String newline(String text) {
    return text.replace("\\n", "\n");
  }

  static String with(String target, String limits) {
    return """
    version: 1
    people:
      ada: { emails: [ada@example.org], os-users: [ada], roles: [on-call, service-owner] }
    policies: { default: { low: { strategy: rolling } } }
    services:
      search:
        repository: { path: ., tag-pattern: "v{version}" }
        environments:
          prod:
            limits: { LIMITS }
            target:
    """
            .replace("LIMITS", limits)
        + target.indent(10);
  }
}
