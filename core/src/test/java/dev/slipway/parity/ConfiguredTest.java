package dev.slipway.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Problem;
import dev.slipway.catalog.Reading;
import dev.slipway.parity.Difference.Standing;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two environments as they stand in one slipway.yaml: staging, and prod which comes after it. */
@Tag("R4")
class ConfiguredTest {
  private static final String HEAD =
      """
      version: 1
      people: { ada: { emails: [ada@example.com], roles: [on-call, service-owner] } }
      policies:
        careful: { medium: { strategy: canary, stages: [5, 25, 100], approvals: [{ role: on-call, count: 2 }], observe: 30m } }
        lenient: { medium: { strategy: rolling, approvals: [{ role: on-call, count: 1 }], observe: 10m } }
        stepwise: { medium: { strategy: canary, stages: [20, 100], approvals: [{ role: on-call, count: 2 }], observe: 30m } }
      services:
        shop:
          repository: { path: . }
          environments:
      """;
  private static final String ENVIRONMENT =
      """
      NAME:
        policy: careful
        items: [capacity, on-call]
        limits: { window: 60s, error-rate: { at-most: 2% }, latency-p95: { at-most: 500ms } }
        target:
          kind: exec
          instances: [one]
          environment: { CART_URL: "https://cart.NAME", SEAL: { env: SHOP_SEAL } }
          deploy: { run: ["./deploy.sh", "{instance}", "{version}"] }
          running: { run: ["./running.sh", "{instance}"] }
          probe: { http: "http://{instance}/health" }
          checks: [{ name: home, http: "http://{instance}/" }]
          checkpoint: { configuration: [{ file: shop.env }] }
      """;

  @TempDir Path folder;

  @Test
  void whatIsConfiguredAlikeDiffersInNothing() {
    assertEquals(
        List.of(
            new Difference(
                "variable CART_URL",
                "in the file",
                "another value",
                Standing.EXPECTED,
                "configuration differs",
                Optional.empty())),
        differences("", ""));
  }

  @Test
  void noValueIsEverTold() {
    List<Difference> all =
        differences(
            "{ env: SHOP_SEAL }", "{ env: PROD_SEAL }", "https://cart.prod", "https://pw-cart");

    assertEquals(
        List.of(
            "EXPECTED variable CART_URL: in the file → another value",
            "EXPECTED variable SEAL: secret → another secret"),
        words(all));
    assertFalse(all.toString().contains("pw"), all::toString);
    assertFalse(all.toString().contains("PROD_SEAL"), all::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SEAL: { env: SHOP_SEAL }      | SEAL: plain                    | UNEXPECTED variable SEAL: secret → in the file
          , SEAL: { env: SHOP_SEAL }    |                                 | UNEXPECTED variable SEAL: secret → not set
          items: [capacity, on-call]      | items: [capacity]               | UNEXPECTED checklist on-call: asked → not asked
          items: [capacity, on-call]      | items: [capacity, on-call, backup] | EXPECTED checklist backup: not asked → asked
          policy: careful                 | policy: lenient                 | UNEXPECTED strategy at medium risk: canary → rolling
          policy: careful                 | policy: lenient                 | UNEXPECTED approvals at medium risk: 2 on-call → 1 on-call
          policy: careful                 | policy: lenient                 | UNEXPECTED observation at medium risk: 30 min → 10 min
          policy: careful                 | policy: stepwise                | UNEXPECTED stages at medium risk: 5 → 25 → 100 % → 20 → 100 %
          at-most: 2%                     | at-most: 5%                     | UNEXPECTED limit error-rate: above 2 % → above 5 %
          at-most: 2%                     | at-most: 1%                     | EXPECTED limit error-rate: above 2 % → above 1 %
          at-most: 2%                     | at-most: 2%, and-above-baseline-by: 1% | UNEXPECTED limit error-rate: above 2 % → above 2 % and 1 point above the old version
          , latency-p95: { at-most: 500ms } |                               | UNEXPECTED limit latency-p95: above 500 ms → none
          window: 60s,                    | window: 60s, breaks-in-a-row: 5, | UNEXPECTED breaks in a row: 2 → 5
          kind: exec                      | kind: exec\\n    capacity: { per-instance: 10, load: 20 } | EXPECTED capacity: not told → 10/s an instance
          instances: [one]                | instances: [one, two]           | EXPECTED instances: 1 → 2
          instances: [one]                | sides: { a: [one], b: [two] }\\n    traffic: { set: [./set, "{side}", "{weight}"], read: [./read] } | UNEXPECTED traffic: nothing (rolling) → commands (blue-green, canary, dark launch)
          ./deploy.sh                     | ./by-hand.sh                    | UNEXPECTED command deploy: ./deploy.sh → ./by-hand.sh
          "{version}"                     | "{version}", "--fast"           | EXPECTED command deploy: ./deploy.sh → ./deploy.sh, other words
          http: "http://{instance}/health" | run: [./probe.sh]              | UNEXPECTED probe: a request → a command
          checks: [{ name: home, http: "http://{instance}/" }] | checks: [] | UNEXPECTED check "home": 1 request at the instance → not made
          http: "http://{instance}/" }    | run: [./home.sh] }              | UNEXPECTED check "home": 1 request at the instance → a command at the entry
          { file: shop.env }              |                                 | UNEXPECTED configuration shop.env: looked at → not looked at
          { file: shop.env }              | { file: shop.env }, { file: flags.env } | EXPECTED configuration flags.env: not looked at → looked at
          kind: exec                      | kind: exec\\n    artifact: { file: "shop-{version}.jar" } | UNEXPECTED artifact: the commit → a file's digest
          """)
  void saysWhetherADifferenceMayBe(String there, String here, String words) {
    String instead = here == null ? "" : here.replace("\\n", "\n");
    List<Difference> all = differences(there, instead);

    assertTrue(words(all).contains(words), () -> words + " is not in " + words(all));
  }

  @Test
  void whatIsPromotedFromNowhereHasNoGate() {
    Catalogue catalogue = catalogue(environment("staging") + environment("prod"));

    Difference first = of(catalogue).getFirst();
    assertEquals("promotion", first.what());
    assertEquals(Standing.UNEXPECTED, first.standing());
  }

  @Test
  void anotherKindOfTargetProvesNothing() {
    String practice =
        """
        staging:
          policy: careful
          items: [capacity, on-call]
          limits: { window: 60s, error-rate: { at-most: 2% }, latency-p95: { at-most: 500ms } }
          target: { kind: practice, fleet: fleet.json }
        """;
    List<Difference> all = of(catalogue(practice + promoted(environment("prod"))));

    assertEquals(List.of("UNEXPECTED target: the practice fleet → own commands"), words(all));
  }

  @Test
  void migrationsAreComparedByTheirText() {
    Map<String, String> before = Map.of("V1", "a", "V2", "b", "V3", "c");
    Map<String, String> after = Map.of("V1", "a", "V2", "x", "V9", "z");

    assertEquals(
        List.of(
            "UNEXPECTED migration V2: applied → another text",
            "EXPECTED migration V3: applied → not yet",
            "UNEXPECTED migration V9: missing → applied"),
        words(MigrationParity.of(before, after, true)));
    assertEquals(
        "UNEXPECTED migration V3: applied → missing",
        words(MigrationParity.of(before, after, false)).get(1));
  }

  private static List<String> words(List<Difference> differences) {
    return differences.stream()
        .map(one -> one.standing() + " " + one.what() + ": " + one.before() + " → " + one.after())
        .toList();
  }

  /** Of prod with texts replaced, two by two, after staging without. */
  private List<Difference> differences(String... replaced) {
    String prod = environment("prod");
    for (int at = 0; at < replaced.length; at += 2) {
      assertTrue(prod.contains(replaced[at]), replaced[at]);
      prod = prod.replace(replaced[at], replaced[at + 1]);
    }
    return of(catalogue(environment("staging") + promoted(prod)));
  }

  private static String environment(String name) {
    return ENVIRONMENT.replace("NAME", name);
  }

  private static String promoted(String prod) {
    return prod.replaceFirst("policy:", "promoted-from: staging\n  policy:");
  }

  private static List<Difference> of(Catalogue catalogue) {
    Service service = catalogue.services().values().iterator().next();
    return configured(catalogue, service, "prod").after(configured(catalogue, service, "staging"));
  }

  private static Configured configured(Catalogue catalogue, Service service, String name) {
    Service.Environment environment =
        service.environments().values().stream()
            .filter(one -> one.name().value().equals(name))
            .findFirst()
            .orElseThrow();
    return new Configured(
        environment, Objects.requireNonNull(catalogue.policies().get(environment.policy())));
  }

  private Catalogue catalogue(String environments) {
    try {
      Path file = Files.writeString(folder.resolve("slipway.yaml"), HEAD + environments.indent(8));
      Reading reading = new CatalogueReader(folder).read(file);
      return switch (reading) {
        case Reading.Read read -> read.catalogue();
        case Reading.Problems problems ->
            fail(problems.all().stream().map(Problem::words).toList().toString());
      };
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
