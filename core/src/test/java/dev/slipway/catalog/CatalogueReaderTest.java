package dev.slipway.catalog;

import static dev.slipway.catalog.AConfiguration.RIGHT;
import static dev.slipway.catalog.AConfiguration.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gate.Need;
import dev.slipway.health.GoldenSignals;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Signal;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Policy;
import dev.slipway.plan.Rolling;
import dev.slipway.plan.Service;
import dev.slipway.plan.StrategyKind;
import dev.slipway.plan.Switching;
import dev.slipway.plan.TargetSpec;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Weight;
import dev.slipway.risk.Kind;
import dev.slipway.risk.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a right configuration turns into, its defaults and its hash. */
class CatalogueReaderTest {
  @TempDir private Path folder;

  private Reading.Read read(String text) {
    return new AConfiguration(folder).readRight(text);
  }

  private static Service.Environment prod(Catalogue catalogue) {
    Service.Environment prod =
        catalogue
            .service(new ServiceName("shop"))
            .orElseThrow()
            .environments()
            .get(new EnvironmentName("prod"));
    assertTrue(prod != null);
    return prod;
  }

  @Test
  void readsAccountsInChatAndGivesEachToOnePersonOnly() {
    String text = RIGHT.replace("os-users: [ada]", "chat: [slack:U024BE7LH, discord:8035]");
    assertEquals(
        List.of("slack:U024BE7LH", "discord:8035"),
        read(text).catalogue().person("ada").orElseThrow().chatIds());
    List<Problem> problems =
        new AConfiguration(folder)
            .problemsOf(text.replace("{ name: Chi Tan,", "{ name: Chi Tan, chat: [discord:8035],"));
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().what().contains("\"discord:8035\" belongs to ada already"));
  }

  @Test
  void readsWhatIsWritten() {
    Catalogue catalogue = read(RIGHT).catalogue();
    assertEquals(List.of("ada@example.org"), catalogue.person("ada").orElseThrow().emails());
    assertEquals(List.of("chi"), catalogue.withRole("on-call"));
    Service shop = catalogue.service(new ServiceName("shop")).orElseThrow();
    assertEquals(folder.toAbsolutePath(), shop.repository());
    assertEquals("v{version}", shop.tagPattern());
    assertEquals(List.of("src/payment/**"), shop.riskPaths().get(Kind.MONEY));
    assertEquals(Optional.of("db/migration"), shop.migrations());
    Service.Environment prod = prod(catalogue);
    assertEquals(new TargetSpec.Practice(folder.resolve("fleet.json")), prod.target());
    assertEquals(Duration.ofSeconds(30), prod.verifyRollback());
    assertEquals(List.of("capacity"), prod.items());
    assertEquals(
        List.of(
            new Limit(
                Signal.ERROR_RATE,
                OptionalDouble.of(0.02),
                OptionalDouble.empty(),
                OptionalDouble.empty()),
            new Limit(
                Signal.LATENCY_P95,
                OptionalDouble.of(500),
                OptionalDouble.empty(),
                OptionalDouble.empty()),
            new Limit(
                new Signal("orders"),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(0.7))),
        prod.limits().limits());
    Policy.Treatment medium =
        java.util.Objects.requireNonNull(catalogue.policies().get("default")).of(Level.MEDIUM);
    assertEquals(List.of(new Weight(5), new Weight(25), new Weight(100)), medium.weights());
  }

  /** Ten minutes after a switch, and nothing written about the old side. */
  private static final Switching AFTER_A_SWITCH =
      new Switching(Duration.ofMinutes(10), Optional.empty());

  @Test
  void pinsEveryDefault() {
    Reading.Read read =
        read(
            """
            version: 1
            people:
              ada: { emails: [ada@example.org], roles: [on-call, service-owner] }
              ben: { emails: [ben@example.org], roles: [on-call] }
            policies: { default: {} }
            services: { shop: { environments: { prod: { target: { kind: practice, fleet: f.json } } } } }
            """);
    assertEquals(
        new StoreSettings.Sqlite(
            folder.resolve(".local/share/slipway/slipway.db").toAbsolutePath()),
        read.store());
    Catalogue catalogue = read.catalogue();
    assertEquals("ada", catalogue.person("ada").orElseThrow().name());
    Policy policy = java.util.Objects.requireNonNull(catalogue.policies().get("default"));
    assertEquals(3, policy.mediumFrom());
    assertEquals(6, policy.highFrom());
    assertEquals(Set.of(Kind.MONEY, Kind.PERMISSIONS, Kind.ROLLBACK_HOSTILE), policy.highAtOnce());
    assertEquals(Duration.ofMinutes(60), policy.hold());
    assertEquals(
        new Policy.Treatment(
            StrategyKind.ROLLING,
            weights(5, 10, 25, 50, 100),
            Duration.ofMinutes(5),
            List.of(),
            Duration.ofMinutes(15),
            Rolling.USUAL,
            AFTER_A_SWITCH),
        policy.of(Level.LOW));
    assertEquals(
        new Policy.Treatment(
            StrategyKind.CANARY,
            weights(5, 10, 25, 50, 100),
            Duration.ofMinutes(15),
            List.of(new Need("on-call", 1)),
            Duration.ofMinutes(30),
            Rolling.USUAL,
            AFTER_A_SWITCH),
        policy.of(Level.MEDIUM));
    assertEquals(
        new Policy.Treatment(
            StrategyKind.CANARY,
            weights(1, 5, 10, 25, 50, 100),
            Duration.ofMinutes(15),
            List.of(new Need("on-call", 1), new Need("service-owner", 1)),
            Duration.ofMinutes(60),
            Rolling.USUAL,
            AFTER_A_SWITCH),
        policy.of(Level.HIGH));
    Service.Environment prod = prod(catalogue);
    assertEquals("default", prod.policy());
    assertEquals(Duration.ofSeconds(60), prod.verifyRollback());
    assertEquals(Duration.ofMinutes(5), prod.verifyDeadline());
    assertEquals(List.of(), prod.items());
    assertEquals(
        new Limits(
            2,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            40,
            5,
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            List.of(
                new Limit(
                    Signal.ERROR_RATE,
                    OptionalDouble.of(0.02),
                    OptionalDouble.empty(),
                    OptionalDouble.empty())),
            Optional.of(GoldenSignals.DEFAULT)),
        prod.limits());
    Service shop = catalogue.service(new ServiceName("shop")).orElseThrow();
    assertEquals("{version}", shop.tagPattern());
    assertEquals(Optional.empty(), shop.migrations());
  }

  private static List<Weight> weights(Integer... percent) {
    return List.of(percent).stream().map(Weight::new).toList();
  }

  @Test
  void putsPartsOfSeveralFilesTogether() {
    AConfiguration files = new AConfiguration(folder);
    String people = RIGHT.substring(RIGHT.indexOf("people:"), RIGHT.indexOf("policies:"));
    files.write("team/people.yaml", "include: [more.yaml]\n" + people);
    files.write("team/more.yaml", "people:\n  eve: { emails: [eve@example.org] }\n");
    String rest = RIGHT.replace(people, "");
    Catalogue catalogue = read("include: [team/people.yaml, team/more.yaml]\n" + rest).catalogue();
    assertTrue(catalogue.person("chi").isPresent());
    assertTrue(catalogue.person("eve").isPresent());
  }

  @Test
  void findsPathsFromTheFileTheyStandIn() {
    AConfiguration files = new AConfiguration(folder);
    files.write(
        "sub/services.yaml",
        "services:\n  search:\n    environments:\n      prod: { target: { kind: practice, fleet: f.json } }\n");
    Catalogue catalogue = read("include: [sub/services.yaml]\n" + RIGHT).catalogue();
    assertEquals(
        folder.resolve("sub").toAbsolutePath(),
        catalogue.service(new ServiceName("search")).orElseThrow().repository());
  }

  @Test
  void hashesWhatIsMeantAndNotHowItIsWritten() {
    String hash = read(RIGHT).catalogue().hash();
    assertTrue(hash.matches("[0-9a-f]{64}"));
    assertEquals(hash, read("# a comment\n" + RIGHT).catalogue().hash());
    assertEquals(hash, read(with("window: 60s", "window: 1m")).catalogue().hash());
    assertEquals(hash, read(with("{ at-most: 2% }", "{ at-most: \"2.0%\" }")).catalogue().hash());
    assertEquals(
        hash,
        read(with("window: 60s", "window: 60s\n          grace: 60s")).catalogue().hash(),
        "a default written out");
    assertEquals(hash, read(RIGHT + "store: { path: elsewhere.db }\n").catalogue().hash());
    AConfiguration moved = new AConfiguration(folder.resolve("another/checkout"));
    assertEquals(hash, moved.readRight(RIGHT).catalogue().hash());
    String people = RIGHT.substring(RIGHT.indexOf("people:"), RIGHT.indexOf("policies:"));
    new AConfiguration(folder).write("people.yaml", people);
    assertEquals(
        hash, read("include: [people.yaml]\n" + RIGHT.replace(people, "")).catalogue().hash());
  }

  @Test
  void hashesEveryChangeOfMeaning() {
    String hash = read(RIGHT).catalogue().hash();
    List<String> changed =
        List.of(
            with("roles: [developer]", "roles: [developer, on-call]"),
            with("name: Ada Okafor", "name: Ada"),
            with("medium-from: 3", "medium-from: 4"),
            with("[5, 25, 100]", "[5, 26, 100]"),
            with("count: 1", "count: 2"),
            with("at-most: 60m", "at-most: 61m"),
            with("at-most: 500ms", "at-most: 501ms"),
            with("orders:", "signups:"),
            with("items: [capacity]", "items: []"),
            with("fleet: fleet.json", "fleet: other.json"),
            with("migrations: { path: db/migration }", "migrations: { path: db/other }"),
            with("    migrations: { path: db/migration }\n", ""),
            with("src/payment/**", "src/pay/**"),
            with("v{version}", "{version}"),
            with("verify-rollback: 30s", "verify-rollback: 31s"),
            with("      prod:\n", "      staging:\n"));
    for (String text : changed) {
      assertNotEquals(hash, read(text).catalogue().hash(), text);
    }
  }

  @Test
  void remarksOnAPolicyThatTooFewPeopleCanFulfil() {
    String lonely =
        RIGHT
            .replace("roles: [on-call]", "roles: [on-call, service-owner]")
            .replace("roles: [service-owner]", "roles: [developer]");
    List<Problem> remarks = read(lonely).remarks();
    assertEquals(1, remarks.size());
    assertEquals(
        "policies.default.high.approvals asks for 2 people of on-call, service-owner, and there is 1",
        remarks.getFirst().what());
  }

  @Test
  void remarksOnAPolicyThatAsksNobodyForHighRisk() {
    List<Problem> remarks = read(with("  hold:", "  high: { approvals: [] }\n    hold:")).remarks();
    assertEquals(1, remarks.size());
    assertTrue(remarks.getFirst().what().contains("asks nobody"), remarks.getFirst().what());
  }

  @Test
  void sharesASectionThroughAnAlias() {
    String shared =
        with("        limits:\n", "        limits: &usual\n")
            + "      staging: { target: { kind: practice, fleet: s.json }, limits: *usual }\n";
    Service shop = read(shared).catalogue().service(new ServiceName("shop")).orElseThrow();
    assertEquals(
        prod(read(shared).catalogue()).limits(),
        java.util.Objects.requireNonNull(shop.environments().get(new EnvironmentName("staging")))
            .limits());
  }

  @Test
  void saysThatThereIsNoFile() {
    Reading reading = new CatalogueReader(folder).read(folder.resolve("nowhere.yaml"));
    Problem problem = assertInstanceOf(Reading.Problems.class, reading).all().getFirst();
    assertEquals(
        "nowhere.yaml:1: there is no such file. Fix: begin from config/slipway.yaml, the commented example",
        problem.words());
  }

  @Test
  void findsTheFileInAFolderAbove() {
    Path file = new AConfiguration(folder).write("slipway.yaml", RIGHT);
    assertEquals(
        Optional.of(file.toAbsolutePath()), CatalogueFinder.find(folder.resolve("src/main/deep")));
    Path nearer = new AConfiguration(folder).write("src/slipway.yaml", RIGHT);
    assertEquals(
        Optional.of(nearer.toAbsolutePath()),
        CatalogueFinder.find(folder.resolve("src/main/deep")));
  }
}
