package dev.slipway.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.HaproxySpec;
import dev.slipway.plan.HaproxySpec.Address;
import dev.slipway.plan.HaproxySpec.Layout;
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
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traffic of a target through HAProxy. */
@Tag("X5")
class HaproxyConfigurationTest {
  private static final String SIDES = "sides: { blue: [b1, b2], green: [g1, g2] }\n";
  private static final String WEIGHTS =
      "haproxy: { admin: [/run/haproxy/admin.sock, \"10.0.0.5:9999\", \"[::1]:9999\"], backend: shop, servers: { b1: web1 }, drain: 5s }";
  private static final String SHARE =
      "haproxy: { admin: [run/a.sock], backends: { blue: shop-blue, green: shop-green }, share: { map: /etc/haproxy/share.map } }";
  private static final String SWITCH =
      "haproxy: { admin: [\"lb1:9999\"], time-limit: 3s, backends: { blue: shop-blue, green: shop-green }, switch: { map: /etc/haproxy/live.map } }";

  private final Path folder;
  private final AConfiguration configuration;

  HaproxyConfigurationTest(@TempDir Path folder) {
    this.folder = folder;
    this.configuration = new AConfiguration(folder);
  }

  @Test
  void readsWeightsInOneBackendOfSeveralProcesses() {
    ExecSpec exec = spec(SIDES, WEIGHTS);

    HaproxySpec haproxy = haproxy(exec);
    assertEquals(
        List.of(
            new Address.Unix(Path.of("/run/haproxy/admin.sock")),
            new Address.Tcp("10.0.0.5", 9999),
            new Address.Tcp("::1", 9999)),
        haproxy.admins());
    assertEquals("[::1]:9999", haproxy.admins().getLast().toString());
    assertEquals(new Layout.OneBackend("shop"), haproxy.layout());
    assertEquals(Duration.ofSeconds(2), haproxy.limit());
    assertEquals(Duration.ofSeconds(5), haproxy.drain());
    assertEquals("web1", haproxy.server("b1"));
    assertEquals("g1", haproxy.server("g1"));
    assertEquals(
        Set.of(StrategyKind.CANARY, StrategyKind.BLUE_GREEN, StrategyKind.DARK_LAUNCH),
        exec.executable());
  }

  @Test
  void readsAPercentageAndASwitchInAMap() {
    Map<String, String> backends = Map.of("blue", "shop-blue", "green", "shop-green");
    HaproxySpec share = haproxy(spec(SIDES, SHARE));
    assertEquals(new Layout.ShareMap("/etc/haproxy/share.map", "green", backends), share.layout());
    assertEquals(List.of(new Address.Unix(folder.resolve("run/a.sock"))), share.admins());

    ExecSpec exec = spec(SIDES, SWITCH);
    assertEquals(
        new Layout.SwitchMap("/etc/haproxy/live.map", "live", backends), haproxy(exec).layout());
    assertEquals(Set.of(StrategyKind.BLUE_GREEN, StrategyKind.DARK_LAUNCH), exec.executable());
  }

  @Test
  void readsABackendWhoseInstancesAreReplacedInPlace() {
    ExecSpec exec = spec("instances: [b1, b2]\n", "haproxy: { admin: [\"lb:1\"], backend: shop }");

    assertEquals(new Layout.OneBackend("shop"), haproxy(exec).layout());
    assertEquals(Set.of(StrategyKind.ROLLING), exec.executable());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          admin: [run/a.sock]     | backend: x              | haproxy.admin is missing
          admin: [run/a.sock]     | admin: []               | names no process
          run/a.sock              | admin                   | "admin" is no address of HAProxy
          run/a.sock              | "lb:99999"              | "lb:99999" is no address of HAProxy
          run/a.sock              | a/b, a/b                | stands here twice
          run/a.sock              | "a/b\\u0007"            | is no address of HAProxy
          run/a.sock              | a/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx | at most 103 characters
          shop-green              | shop-blue               | is the backend of the other side too
          shop-green              | "a; shutdown"           | cannot be a name in HAProxy
          green: shop-green       | grün: x                 | backends.green is missing
          green: shop-green       | grey: x                 | backends.grey is not a key
          /etc/haproxy/share.map  | "/etc/a map"            | cannot be the file of a map
          map: /etc/haproxy/share.map | key: green          | map is missing
          share.map               | "share.map", key: "a b" | "a b" cannot be a name
          , share:                | , backend: x, share:    | needs backend or backends, and not both
          , share:                | , switch: { map: x }, share: | need share or switch between them
          , share: { map: /etc/haproxy/share.map } | `` | need share or switch between them
          , share:                | , servers: { c1: x }, share: | servers.c1 is not a key
          haproxy:                | set: [x], haproxy:      | belongs to commands
          , share:                | , wieghts: x, share:    | wieghts is not a key
          """)
  void refuses(String piece, String instead, String words) {
    String text = SHARE.replace(piece, instead);
    assertNotEquals(SHARE, text, "nothing was replaced");
    List<String> problems =
        configuration.problemsOf(target(SIDES, text)).stream()
            .map(problem -> problem.words())
            .toList();
    assertTrue(problems.stream().anyMatch(problem -> problem.contains(words)), problems::toString);
  }

  @Test
  void refusesMapsWhereThereAreNoSides() {
    assertTrue(
        configuration
            .problemsOf(target("instances: [b1]\n", SHARE))
            .toString()
            .contains("are for two sides, and there are none"));
  }

  @Test
  void findsAllProblemsAtOnce() {
    List<Problem> problems =
        configuration.problemsOf(
            target(SIDES, SHARE.replace("run/a.sock", "x").replace("shop-green", "\"a b\"")));

    assertEquals(2, problems.size(), problems::toString);
  }

  @Test
  void aPlanIsBoundToEveryWordOfIt() {
    for (String change :
        List.of("9999=9998", "backend: shop=backend: shoq", "web1=web2", "drain: 5s=drain: 6s")) {
      String[] parts = change.split("=", 2);
      assertNotEquals(hash(WEIGHTS), hash(WEIGHTS.replace(parts[0], parts[1])), change);
    }
    for (String change :
        List.of("share.map=shore.map", "shop-blue=blue", "a.sock=b.sock", "share:=switch:")) {
      String[] parts = change.split("=", 2);
      assertNotEquals(hash(SHARE), hash(SHARE.replace(parts[0], parts[1])), change);
    }
  }

  private String hash(String traffic) {
    Reading.Read read = configuration.readRight(target(SIDES, traffic));
    Policy policy = Objects.requireNonNull(read.catalogue().policies().get("default"));
    return PlanHasher.policyHash(policy, environment(read));
  }

  private static HaproxySpec haproxy(ExecSpec exec) {
    return assertInstanceOf(HaproxySpec.class, exec.traffic().orElseThrow());
  }

  private ExecSpec spec(String instances, String traffic) {
    return assertInstanceOf(
        ExecSpec.class, environment(configuration.readRight(target(instances, traffic))).target());
  }

  private static Service.Environment environment(Reading.Read read) {
    return Objects.requireNonNull(
        read.catalogue()
            .service(new ServiceName("search"))
            .orElseThrow()
            .environments()
            .get(new EnvironmentName("prod")));
  }

  private static String target(String instances, String traffic) {
    return ExecConfigurationTest.with(
        """
        kind: exec
        INSTANCES
        deploy: { run: ["./deploy.sh", "{instance}", "{version}"] }
        running: { run: ["./running.sh", "{instance}"] }
        traffic: { TRAFFIC }
        probe: { run: ["./probe.sh", "{instance}"] }
        """
            .replace("INSTANCES\n", instances)
            .replace("TRAFFIC", traffic),
        "minimum-requests: 40");
  }
}
