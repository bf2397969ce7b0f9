package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.AlertmanagerSpec;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.PlanHasher;
import dev.slipway.plan.Policy;
import dev.slipway.plan.PrometheusSpec;
import dev.slipway.plan.Reach;
import dev.slipway.plan.Service;
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

/** Where metrics and alerts of a target come from. */
@Tag("X2")
class ObserverConfigurationTest {
  private static final String TARGET =
      """
      kind: exec
      sides: { blue: [b1], green: [g1] }
      deploy: { run: [deploy, "{instance}", "{version}"] }
      running: { run: [running, "{instance}"] }
      traffic: { set: [traffic, "{side}", "{weight}"], read: [read] }
      probe: { run: [probe, "{instance}"] }
      metrics:
        prometheus:
          url: https://prometheus.example.org/one/
          token-from: { env: PROMETHEUS_TOKEN }
          certificate: ca.pem
          time-limit: 3s
          scrape-every: 5s
          select: 'job="shop", version="{version}"'
          requests: shop_requests_total
          failed: 'status=~"5.."'
          durations: shop_seconds_bucket
          queries:
            saturation: 'max(cpu_share{{select}})'
            orders: 'sum(increase(orders_total{{select}}[{window}]))'
      alerts:
        alertmanager:
          url: http://localhost:9093
          user: slipway
          password-from: { file: alert-password }
          watch: [ShopErrors, 'severity=~"page|critical", version="{version}"']
          silence: ['alertname="InstanceDown", job="shop"']
      """;
  private static final String LIMITS =
      "latency-p99: { at-most: 2s }, saturation: { at-most: 90% }, orders: { at-least-of-baseline: 70% }";
  private final AConfiguration configuration;
  private final Path folder;

  ObserverConfigurationTest(@TempDir Path folder) {
    this.folder = folder;
    this.configuration = new AConfiguration(folder);
  }

  @Test
  void readsWhereMetricsComeFrom() {
    PrometheusSpec spec = exec(TARGET).metrics().orElseThrow();
    assertEquals(
        new Reach(
            "https://prometheus.example.org/one",
            Optional.of(
                new Reach.Login.Bearer(new ExecSpec.Value.FromEnvironment("PROMETHEUS_TOKEN"))),
            Optional.of(folder.resolve("ca.pem")),
            Duration.ofSeconds(3)),
        spec.reach());
    assertEquals(Duration.ofSeconds(5), spec.scrapeEvery());
    assertEquals("shop_requests_total", spec.requests());
    assertEquals("status=~\"5..\"", spec.failed().text());
    assertEquals(Optional.of(new PrometheusSpec.Durations("shop_seconds", 1000)), spec.durations());
    assertEquals(Set.of("saturation", "orders"), spec.queries().keySet());
  }

  @Test
  void readsWhoseAlertsTakeAReleaseBack() {
    AlertmanagerSpec spec = exec(TARGET).alerts().orElseThrow();
    assertEquals(
        Optional.of(
            new Reach.Login.Basic(
                "slipway", new ExecSpec.Value.FromFile(folder.resolve("alert-password")))),
        spec.reach().login());
    AlertmanagerSpec.Selection named = spec.watch().getFirst();
    assertTrue(named.selects(Map.of("alertname", "ShopErrors", "instance", "x")));
    AlertmanagerSpec.Selection pages = spec.watch().get(1).with(Map.of("version", "v2.0"));
    assertTrue(pages.selects(Map.of("severity", "page", "version", "v2.0")));
    assertEquals("severity=~\"page|critical\", version=\"v2.0\"", pages.written());
    assertTrue(!pages.selects(Map.of("severity", "pages", "version", "v2.0")));
    assertTrue(!pages.selects(Map.of("severity", "page", "version", "v2.1")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          url: https://prometheus.example.org/one/ | url: prometheus:9090  | is not an address
          url: https://prometheus.example.org/one/ | url: http://prometheus:9090 | is not encrypted, and whoever listens in reads the secret
          url: https://prometheus.example.org/one/ | url: https://x/?a=b   | is not an address
          token-from: { env: PROMETHEUS_TOKEN } | token-from: s3cret       | holds a secret
          token-from: { env: PROMETHEUS_TOKEN } | user: ben                | has no password
          token-from: { env: PROMETHEUS_TOKEN } | token-from: { env: A }\\n    user: ben | stands beside a user
          version="{version}"'          | version="v1"'                    | finds the same series for both versions
          version="{version}"'          | version={version}'               | stands outside a string
          version="{version}"'          | version="{version}'              | a string does not end
          version="{version}"'          | version="{version}", w="{window}"' | {window} stands in a string
          requests: shop_requests_total | requests: 'rate(x[1m])'          | is not the name of a metric
          durations: shop_seconds_bucket |                                 | a limit for latency-p99 could never be checked
          saturation: 'max              | saturated: 'max                  | a limit for saturation could never be checked
          'max(cpu_share{{select}})'    | 'max(cpu_share)'                 | finds the same series for both versions
          'max(cpu_share{{select}})'    | 'max(cpu_share{{select}}'        | brackets do not match
          orders: 'sum                  | traffic: 'sum                    | is worked out from requests and failures
          scrape-every: 5s              | scrape-every: 50s                | fewer than two samples
          watch: [ShopErrors,           | watch: ['{x}',                   | selects no alert
          watch: [ShopErrors,           | watch: ['severity!="info"',      | selects alerts of anybody
          watch: [ShopErrors,           | watch: ['severity=~"("',         | selects no alert
          watch: [ShopErrors,           | watch: ['alertname="InstanceDown", job="shop"', | is watched too
          prometheus:                   | promethius:                      | promethius is not a key
          """)
  void refuses(String piece, String instead, String words) {
    String text = TARGET.replace(piece, instead == null ? "" : instead.replace("\\n", "\n"));
    assertNotEquals(TARGET, text, "nothing was replaced");
    List<String> problems =
        configuration.problemsOf(with(text)).stream().map(Problem::words).toList();
    assertTrue(problems.stream().anyMatch(one -> one.contains(words)), problems::toString);
  }

  @Test
  void aSideCanTellVersionsApartOnlyWhereThereAreSides() {
    String bySide = TARGET.replace("version=\"{version}\"'", "side=\"{side}\"'");
    assertEquals("job=\"shop\", side=\"{side}\"", select(bySide));
    assertTrue(exec(bySide).metrics().orElseThrow().isBySide());
    assertFalse(exec(TARGET).metrics().orElseThrow().isBySide());
    String inPlace =
        bySide
            .replace("sides: { blue: [b1], green: [g1] }", "instances: [b1, g1]")
            .replaceAll("traffic:.*\n", "");
    assertTrue(configuration.problemsOf(with(inPlace)).toString().contains("this target has none"));
  }

  @Test
  void aPlanIsBoundToEveryWordOfThem() {
    String before = hash(TARGET);
    for (String change :
        List.of(
            "one/=two/",
            "PROMETHEUS_TOKEN=OTHER",
            "time-limit: 3s=time-limit: 4s",
            "scrape-every: 5s=scrape-every: 6s",
            "job=\"shop\", v=job=\"other\", v",
            "shop_requests=other_requests",
            "5..\"=4..\"",
            "shop_seconds=other_seconds",
            "max(=min(",
            ":9093=:9094",
            "alert-password=other-password",
            "ShopErrors=OtherErrors",
            "InstanceDown=OtherDown")) {
      int middle = change.indexOf('=', change.startsWith("job") ? 5 : 0);
      middle = change.startsWith("job") ? change.indexOf("=job") : middle;
      String text = TARGET.replace(change.substring(0, middle), change.substring(middle + 1));
      assertNotEquals(TARGET, text, change);
      assertNotEquals(before, hash(text), change);
    }
  }

  private String select(String target) {
    return exec(target).metrics().orElseThrow().select().text();
  }

  private String hash(String target) {
    Reading.Read read = configuration.readRight(with(target));
    Policy policy = Objects.requireNonNull(read.catalogue().policies().get("default"));
    return PlanHasher.policyHash(policy, environment(read));
  }

  private ExecSpec exec(String target) {
    return assertInstanceOf(
        ExecSpec.class, environment(configuration.readRight(with(target))).target());
  }

  private static Service.Environment environment(Reading.Read read) {
    return Objects.requireNonNull(
        read.catalogue()
            .service(new ServiceName("shop"))
            .orElseThrow()
            .environments()
            .get(new EnvironmentName("prod")));
  }

  private static String with(String target) {
    return """
    version: 1
    people:
      ada: { emails: [ada@example.org], os-users: [ada], roles: [on-call, service-owner] }
    policies: { default: { low: { strategy: canary } } }
    services:
      shop:
        repository: { path: ., tag-pattern: "v{version}" }
        environments:
          prod:
            limits: { LIMITS }
            target:
    """
            .replace("LIMITS", LIMITS)
        + target.indent(10);
  }
}
