package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.PlanHasher;
import dev.slipway.plan.Policy;
import dev.slipway.plan.Service;
import dev.slipway.plan.SmokeCheck;
import dev.slipway.plan.SmokeCheck.Expected;
import dev.slipway.plan.SmokeCheck.Kind;
import dev.slipway.plan.SmokeCheck.Request;
import dev.slipway.plan.SmokeCheck.Scope;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks after a deploy, as they are configured. */
@Tag("V1")
class SmokeConfigurationTest {
  private static final String JOURNEY =
      """
      - name: buy
        at-most: 20s
        certificate: shop-ca.pem
        steps:
          - http: "https://shop.example/login"
            method: POST
            headers: { Content-Type: application/json, X-Key: { env: SHOP_KEY } }
            body: '{"user":"probe"}'
            expect: 201
            expect-header: { Content-Type: json }
            expect-text: welcome
            expect-json: [{ at: /status, is: ok }]
            take: [{ name: session, at: /session/id }]
          - http: "https://shop.example/basket/{session}"
            headers: { Authorization: "Bearer {session}" }
      """;
  private static final String OTHERS =
      """
      - { name: home, http: "http://{address}/" }
      - { name: side, http: "http://{side}.shop.example/" }
      - { name: port, tcp: "{address}" }
      - { name: certificate, tls: "shop.example:443", days-left: 21 }
      - { name: name, dns: shop.example, addresses: [192.0.2.1] }
      - name: orders
        sql: select count(*) from orders where version = '{version}'
        database: { url: "jdbc:postgresql://db.example/shop", user: reader, password-from: { env: DB } }
        expect-value: 0
      - { name: own, run: ["./own.sh", "{version}"] }
      """;

  private final AConfiguration configuration;
  private final Path folder;

  SmokeConfigurationTest(@TempDir Path folder) {
    this.folder = folder;
    configuration = new AConfiguration(folder);
  }

  @Test
  void readsAJourney() {
    assertEquals(
        List.of(
            new SmokeCheck(
                "buy",
                Scope.ENTRY,
                new Kind.Journey(
                    List.of(
                        new Request(
                            "POST",
                            "https://shop.example/login",
                            Map.of(
                                "Content-Type",
                                new ExecSpec.Value.Text("application/json"),
                                "X-Key",
                                new ExecSpec.Value.FromEnvironment("SHOP_KEY")),
                            Optional.of("{\"user\":\"probe\"}"),
                            new Expected(
                                201,
                                Map.of("Content-Type", "json"),
                                Optional.of("welcome"),
                                Map.of("/status", "ok")),
                            Map.of("session", "/session/id")),
                        new Request(
                            "GET",
                            "https://shop.example/basket/{session}",
                            Map.of("Authorization", new ExecSpec.Value.Text("Bearer {session}")),
                            Optional.empty(),
                            new Expected(200, Map.of(), Optional.empty(), Map.of()),
                            Map.of())),
                    Optional.of(folder.resolve("shop-ca.pem"))),
                Duration.ofSeconds(20))),
        checks(JOURNEY));
  }

  @Test
  void readsEveryOtherKindAndWhereEachIsMade() {
    List<SmokeCheck> checks = checks(OTHERS);

    assertEquals(
        List.of(
            Scope.INSTANCE,
            Scope.SIDE,
            Scope.INSTANCE,
            Scope.ENTRY,
            Scope.ENTRY,
            Scope.ENTRY,
            Scope.ENTRY),
        checks.stream().map(SmokeCheck::scope).toList());
    assertEquals(new Kind.Connection("{address}"), checks.get(2).kind());
    assertEquals(
        new Kind.Certificate("shop.example:443", 21, Optional.empty()), checks.get(3).kind());
    assertEquals(new Kind.Name("shop.example", List.of("192.0.2.1")), checks.get(4).kind());
    assertEquals(
        new Kind.Select(
            "jdbc:postgresql://db.example/shop",
            "reader",
            Optional.of(new ExecSpec.Value.FromEnvironment("DB")),
            "select count(*) from orders where version = '{version}'",
            Optional.of("0")),
        checks.get(5).kind());
    assertEquals(new Kind.Run(List.of("./own.sh", "{version}")), checks.get(6).kind());
    assertEquals(
        List.of(
            "GET http://{address}/, on each instance",
            "GET http://{side}.shop.example/, on the new version's side",
            "connect to {address}, on each instance",
            "certificate of shop.example:443 for 21 more days, once",
            "addresses of shop.example, once",
            "select in the database, once",
            "the command ./own.sh, once"),
        checks.stream().map(SmokeCheck::words).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { name: a }                                    | needs http or run, steps, tcp, tls, dns or sql
          { name: a, tcp: "a:1", dns: b }                | needs http or run, steps, tcp, tls, dns or sql
          { name: health, tcp: "a:1" }                   | there is a check "health" already
          { name: A, tcp: "a:1" }                        | cannot be a name
          { name: a, tcp: a }                            | "a" is not a host and a port
          { name: a, tls: "https://a:1" }                | is not a host and a port
          { name: a, dns: "a:1" }                        | "a:1" is not a name
          { name: a, tcp: "a:1", days-left: 3 }          | belongs to a check with tls
          { name: a, tcp: "a:1", headers: { A: b } }     | belongs to a check with http
          { name: a, tcp: "a:1", certificate: ca.pem }     | belongs to a check with tls
          { name: a, http: "{address}/" }                | is not an address
          { name: a, http: "http://{session}/" }         | "{session}" means nothing here
          { name: a, http: "http://b/", method: get }    | "get" is not known here
          { name: a, http: "http://b/", expect: 42 }     | 42 is not between 100 and 599
          { name: a, http: "http://b/", headers: { Host: c } } | cannot be set
          { name: a, http: "http://b/", headers: { "A B": c } } | cannot be set
          { name: a, http: "http://b/", headers: { Authorization: "Bearer abc" } } | secrets do not stand in this file
          { name: a, http: "http://b/", headers: { X-Token: abc } } | secrets do not stand in this file
          { name: a, http: "http://b/", expect-json: [{ at: status, is: ok }] } | is not a JSON pointer
          { name: a, http: "http://b/", take: [] }       | take is not a key
          { name: a, steps: [] }                         | has no step
          { name: a, steps: [{ method: GET }] }          | http is missing
          { name: a, steps: [{ http: "http://b/", take: [{ name: version, at: /a }] }] } | or is one already
          { name: a, steps: [{ http: "http://b/{c}", take: [{ name: c, at: /a }] }] } | "{c}" means nothing here
          { name: a, sql: select 1 }                     | database is missing
          { name: a, sql: drop table b, database: { url: "jdbc:postgresql://c/d", user: e } } | is more than one select, or none
          { name: a, sql: select 1; drop table b, database: { url: "jdbc:postgresql://c/d", user: e } } | is more than one select, or none
          { name: a, sql: select 1, database: { url: "jdbc:mysql://c/d", user: e } } | is not the address of a PostgreSQL database
          { name: a, sql: select 1, database: { url: "jdbc:postgresql://c/d?password=x", user: e } } | holds a password
          { name: a, sql: select 1, database: { url: "jdbc:postgresql://c/d", user: e, password-from: hunter2 } } | holds a secret
          { name: a, sql: select 1, database: { user: e } } | url is missing
          { name: a, scope: all, tcp: "a:1" }            | "all" is not known here
          { name: a, scope: instance, tcp: "a:1" }       | would be the same at every instance
          { name: a, scope: entry, tcp: "{address}" }    | is about one instance
          { name: a, scope: entry, tcp: "{side}:1" }     | is about one side
          """)
  void refuses(String check, String words) {
    List<String> problems =
        configuration.problemsOf(with("- " + check + "\n")).stream().map(Problem::words).toList();
    assertTrue(problems.stream().anyMatch(problem -> problem.contains(words)), problems::toString);
  }

  @Test
  void aPlanIsBoundToEveryWordOfTheChecks() {
    String all = JOURNEY + OTHERS;
    String before = hash(all);
    for (String change :
        List.of(
            "20s=21s",
            "shop-ca=other-ca",
            "POST=PUT",
            "SHOP_KEY=OTHER",
            "probe=user",
            "201=202",
            "json }=xml }",
            "welcome=hello",
            "is: ok=is: up",
            "/session/id=/session",
            "443=444",
            "21=22",
            "192.0.2.1=192.0.2.2",
            "count(*)=max(id)",
            "reader=writer",
            "env: DB=file: DB",
            "expect-value: 0=expect-value: 1",
            "./own.sh=./other.sh")) {
      String[] parts = change.split("=", 2);
      assertNotEquals(before, hash(all.replace(parts[0], parts[1])), change);
    }
  }

  private List<SmokeCheck> checks(String checks) {
    return assertInstanceOf(
            ExecSpec.class, environment(configuration.readRight(with(checks))).target())
        .checks();
  }

  private String hash(String checks) {
    Reading.Read read = configuration.readRight(with(checks));
    Policy policy = Objects.requireNonNull(read.catalogue().policies().get("default"));
    return PlanHasher.policyHash(policy, environment(read));
  }

  private static Service.Environment environment(Reading.Read read) {
    return Objects.requireNonNull(
        read.catalogue()
            .service(new ServiceName("shop"))
            .orElseThrow()
            .environments()
            .get(new EnvironmentName("prod")));
  }

  private static String with(String checks) {
    return """
    version: 1
    people:
      ada: { emails: [ada@example.org], os-users: [ada], roles: [on-call, service-owner] }
    policies: { default: { low: { strategy: rolling } } }
    services:
      shop:
        repository: { path: . }
        environments:
          prod:
            target:
              kind: exec
              instances: [shop-1]
              deploy: { run: ["./deploy.sh", "{version}"] }
              running: { run: ["./running.sh"] }
              probe: { http: "http://{address}/health" }
              checks:
    """
        + checks.indent(12);
  }
}
