package dev.slipway.control;

import dev.slipway.gate.Need;
import dev.slipway.gate.Person;
import dev.slipway.health.GoldenSignals;
import dev.slipway.health.Limit;
import dev.slipway.health.Limits;
import dev.slipway.health.Signal;
import dev.slipway.plan.Baseline;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Policy;
import dev.slipway.plan.Service;
import dev.slipway.plan.StrategyKind;
import dev.slipway.plan.TargetSpec;
import dev.slipway.release.Actor;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Weight;
import dev.slipway.risk.Kind;
import dev.slipway.risk.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The shop's people, policy and limits: a check every second, two breaks in a row, three stages of
 * six seconds.
 */
final class ShopCatalogue {
  static final Actor ADA = Actor.person("ada", "test");
  static final Actor BEN = Actor.person("ben", "test");
  static final Actor CHI = Actor.person("chi", "test");
  static final Actor DAN = Actor.person("dan", "test");
  static final Actor EVE = Actor.person("eve", "test");
  static final Actor CI = new Actor("ci", Actor.Kind.MACHINE, "api");

  static final ServiceName SHOP = new ServiceName("shop");
  static final EnvironmentName PROD = new EnvironmentName("prod");

  static final Duration BAKE = Duration.ofSeconds(6);
  static final Limits LIMITS =
      new Limits(
          2,
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          40,
          5,
          Duration.ofSeconds(20),
          Duration.ofMinutes(2),
          List.of(
              new Limit(
                  Signal.ERROR_RATE,
                  OptionalDouble.of(0.02),
                  OptionalDouble.of(0.01),
                  OptionalDouble.empty()),
              new Limit(
                  Signal.LATENCY_P95,
                  OptionalDouble.of(500),
                  OptionalDouble.empty(),
                  OptionalDouble.empty())),
          Optional.of(GoldenSignals.DEFAULT));

  /** All that the tool checks before a start; nothing here needs a person's word. */
  private static final List<String> ITEMS =
      List.of(
          "change-read",
          "artifact-known",
          "migration-safe",
          "rollback-plan",
          "old-version-ready",
          "capacity",
          "metrics-alive");

  private ShopCatalogue() {}

  static Catalogue catalogue() {
    return catalogue(Path.of("fleet.json"));
  }

  /** With a practice fleet that runs. */
  static Catalogue catalogue(Path fleet) {
    return new Catalogue(
        List.of(
            person("ada", "developer", "on-call"),
            person("ben", "developer", "on-call"),
            person("chi", "on-call", "service-owner"),
            person("dan", "service-owner"),
            new Person("nomail", "No Mail", List.of(), List.of(), List.of("on-call"), false),
            new Person("ci", "CI", List.of(), List.of(), List.of("on-call"), true)),
        Map.of("default", policy()),
        Map.of(SHOP, service(fleet)),
        "c".repeat(64));
  }

  /** The same shop on two sides of its own, which everybody is switched between. */
  static Catalogue twoSides() {
    Catalogue one = catalogue();
    Service service = service(one);
    Service.Environment prod = prod(two());
    return new Catalogue(
        one.people(),
        Map.of("default", switching()),
        Map.of(
            SHOP,
            new Service(
                SHOP,
                service.repository(),
                "{version}",
                Map.of(),
                Optional.of("db"),
                Map.of(PROD, prod))),
        "d".repeat(64));
  }

  /** The same shop, launched dark: by flag to a tenth, then to everybody. */
  static Catalogue dark() {
    Catalogue one = catalogue();
    Duration moment = Duration.ofSeconds(2);
    Policy.Treatment treatment =
        new Policy.Treatment(
            StrategyKind.DARK_LAUNCH,
            List.of(new Weight(10), Weight.ALL),
            moment,
            List.of(),
            moment);
    return new Catalogue(
        one.people(), Map.of("default", always(treatment)), one.services(), "e".repeat(64));
  }

  private static Policy always(Policy.Treatment treatment) {
    return new Policy(
        "default",
        500,
        1000,
        Set.of(),
        Map.of(Level.LOW, treatment, Level.MEDIUM, treatment, Level.HIGH, treatment),
        Duration.ofMinutes(30));
  }

  /** The same shop, where a canary is compared with a group that is started with it. */
  static Catalogue compared() {
    Catalogue one = catalogue();
    List<Weight> weights = List.of(new Weight(5), new Weight(25), new Weight(100));
    Policy.Treatment plain = treatment(weights, new Need("on-call", 1));
    Policy.Treatment treatment =
        new Policy.Treatment(
            plain.strategy(),
            weights,
            plain.bake(),
            plain.approvals(),
            plain.observe(),
            plain.rolling(),
            plain.switching(),
            Baseline.GROUP);
    Policy policy =
        new Policy(
            "default",
            3,
            6,
            Set.of(Kind.MONEY),
            Map.of(Level.LOW, treatment, Level.MEDIUM, treatment, Level.HIGH, treatment),
            Duration.ofMinutes(30));
    return new Catalogue(
        one.people(), Map.of("default", policy), Map.of(SHOP, service(one)), "f".repeat(64));
  }

  private static Service service(Catalogue one) {
    return one.service(SHOP).orElseThrow();
  }

  private static ExecSpec two() {
    ExecSpec.Command any = new ExecSpec.Command(List.of("true"), Duration.ofSeconds(10));
    return new ExecSpec(
        Path.of("shop"),
        Map.of(),
        List.of(
            new ExecSpec.Group("blue", List.of("b1", "b2", "b3", "b4")),
            new ExecSpec.Group("green", List.of("g1", "g2", "g3", "g4"))),
        Map.of(),
        any,
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        any,
        Optional.of(any),
        Optional.empty(),
        Optional.of(new ExecSpec.Traffic.Commands(any, any, true)),
        new ExecSpec.Probe(
            new ExecSpec.Question.Http("http://{address}/health", 200),
            Duration.ofMillis(100),
            Duration.ofSeconds(5)),
        List.of(),
        Optional.empty());
  }

  private static Policy switching() {
    Policy.Treatment treatment =
        new Policy.Treatment(
            StrategyKind.BLUE_GREEN, List.of(Weight.ALL), BAKE, List.of(), Duration.ofSeconds(6));
    return always(treatment);
  }

  /** The same shop at another kind of target. */
  static Catalogue at(TargetSpec target) {
    Catalogue usual = catalogue();
    Service service = usual.service(SHOP).orElseThrow();
    Service.Environment prod = java.util.Objects.requireNonNull(service.environments().get(PROD));
    Service.Environment other =
        new Service.Environment(
            prod.name(),
            prod.policy(),
            target,
            prod.limits(),
            prod.verifyRollback(),
            prod.verifyDeadline(),
            prod.items());
    return new Catalogue(
        usual.people(),
        usual.policies(),
        Map.of(
            SHOP,
            new Service(
                SHOP,
                service.repository(),
                service.tagPattern(),
                service.riskPaths(),
                service.migrations(),
                Map.of(PROD, other))),
        usual.hash());
  }

  private static Person person(String id, String... roles) {
    return new Person(
        id,
        id.toUpperCase(java.util.Locale.ROOT),
        List.of(id + "@example.org"),
        List.of(id),
        List.of(roles),
        false);
  }

  private static Policy policy() {
    List<Weight> weights = List.of(new Weight(5), new Weight(25), new Weight(100));
    return new Policy(
        "default",
        3,
        6,
        Set.of(Kind.MONEY),
        Map.of(
            Level.LOW, treatment(weights),
            Level.MEDIUM, treatment(weights, new Need("on-call", 1)),
            Level.HIGH, treatment(weights, new Need("on-call", 1), new Need("service-owner", 1))),
        Duration.ofMinutes(30));
  }

  private static Policy.Treatment treatment(List<Weight> weights, Need... needs) {
    return new Policy.Treatment(
        StrategyKind.CANARY, weights, BAKE, List.of(needs), Duration.ofSeconds(6));
  }

  private static Service.Environment prod(TargetSpec target) {
    return new Service.Environment(
        PROD, "default", target, LIMITS, Duration.ofSeconds(4), Duration.ofMinutes(1), ITEMS);
  }

  private static Service service(Path fleet) {
    Service.Environment prod = prod(new TargetSpec.Practice(fleet));
    return new Service(
        SHOP,
        Path.of("shop"),
        "{version}",
        Map.of(
            Kind.HIGH_TRAFFIC, List.of("src/checkout/**"), Kind.MONEY, List.of("src/payment/**")),
        Optional.of("db"),
        Map.of(PROD, prod));
  }
}
