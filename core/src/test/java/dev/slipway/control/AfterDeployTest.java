package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Markers;
import dev.slipway.control.port.Tags;
import dev.slipway.gate.GateRecord;
import dev.slipway.gate.ItemState;
import dev.slipway.gate.Phase;
import dev.slipway.health.Limit;
import dev.slipway.health.Signal;
import dev.slipway.journal.Fact;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Service;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.RolledBack;
import dev.slipway.view.People;
import dev.slipway.view.WatchView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is verified while everybody is watched on the new version (V2, V3). */
@Tag("V2")
class AfterDeployTest {
  private static final List<String> ITEMS =
      List.of(
          "health",
          "journeys",
          "errors",
          "telemetry",
          "saturation",
          "alerts-alive",
          "markers-visible",
          "migration-applied");

  @TempDir Path folder;
  private TheShop shop;
  private final List<Markers.Stand> stands = new ArrayList<>();
  private final List<String> places = new ArrayList<>();
  private GateKeeper gates;
  private AfterDeploy afterDeploy;

  @BeforeEach
  void open() {
    shop = new TheShop(folder);
    World world =
        new World(
            Catalogues.only(catalogue()),
            shop.targets,
            shop.changes,
            shop.world.judge(),
            shop.documents,
            new Markers() {
              @Override
              public List<String> places() {
                return places;
              }

              @Override
              public List<Stand> of(ReleaseId release) {
                return List.copyOf(stands);
              }
            },
            Tags.none(),
            shop.clock);
    gates = new GateKeeper(shop.books, world);
    afterDeploy = new AfterDeploy(shop.books, world, gates);
  }

  /** The shop, watched by the items after a deploy, with a business limit of its own. */
  private static Catalogue catalogue() {
    Catalogue known = ShopCatalogue.catalogue();
    Service service = known.service(ShopCatalogue.SHOP).orElseThrow();
    Service.Environment prod =
        Objects.requireNonNull(service.environments().get(ShopCatalogue.PROD));
    List<Limit> limits = new ArrayList<>(prod.limits().limits());
    limits.add(
        new Limit(
            new Signal("orders"),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.of(0.7)));
    Service.Environment watched =
        new Service.Environment(
            prod.name(),
            prod.policy(),
            prod.target(),
            prod.limits().with(limits),
            prod.verifyRollback(),
            prod.verifyDeadline(),
            ITEMS);
    return new Catalogue(
        known.people(),
        known.policies(),
        Map.of(
            ShopCatalogue.SHOP,
            new Service(
                service.name(),
                service.repository(),
                service.tagPattern(),
                service.riskPaths(),
                service.migrations(),
                Map.of(ShopCatalogue.PROD, watched))),
        known.hash());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Map<String, ItemState> items() {
    return gates.status(shop.release()).items().stream()
        .filter(state -> state.item().phase() == Phase.AFTER)
        .collect(Collectors.toMap(state -> state.item().id(), state -> state));
  }

  private ItemState item(String id) {
    return Objects.requireNonNull(items().get(id), id);
  }

  private void verify() {
    afterDeploy.run(Set.of(shop.release().id()));
  }

  @Test
  void verifiesByItselfAsSoonAsEverybodyIsOnTheNewVersion() {
    shop.started().untilBaking(1);
    verify();
    assertTrue(
        items().values().stream().allMatch(s -> s.standing() == ItemState.Standing.OPEN),
        "nothing is looked at before everybody has it");

    shop.until(Observing.class);
    verify();

    Map<String, ItemState> items = items();
    assertEquals(
        Set.of("health", "journeys", "errors", "telemetry", "saturation", "migration-applied"),
        items.keySet(),
        "what nobody has configured is not asked");
    for (String id : List.of("health", "journeys", "errors", "telemetry", "migration-applied")) {
      assertEquals(ItemState.Standing.CONFIRMED, item(id).standing(), items::toString);
    }
    assertTrue(item("health").detail().startsWith("4 of 4 instances of v2 ready with "));
    assertTrue(item("journeys").detail().startsWith("2 checks passed"));
    assertTrue(item("errors").detail().contains("error rate"), items::toString);
    assertTrue(item("telemetry").detail().contains("requests of v2 measured"));
  }

  @Test
  void saysWhatFailsOnceAndLooksAgainUntilItHolds() {
    shop.started().until(Observing.class);
    shop.target.metrics.goesSilent();
    verify();
    assertEquals(ItemState.Standing.FAILED, item("telemetry").standing());
    assertEquals("no answer", item("telemetry").detail());

    verify();
    shop.clock.move(AfterDeploy.AGAIN);
    verify();
    assertEquals(
        1,
        shop.release().gateRecords().stream()
            .filter(record ->
                record instanceof GateRecord.ItemFailed failed && failed.item().equals("telemetry"))
            .count(),
        "the same failure is no news");
    assertEquals(
        1,
        shop.facts(Fact.Announced.class).stream()
            .filter(told -> told.words().startsWith("telemetry does not hold"))
            .count());

    shop.target.metrics.answersAgain();
    shop.clock.move(AfterDeploy.AGAIN);
    verify();
    assertEquals(ItemState.Standing.CONFIRMED, item("telemetry").standing());
  }

  @Test
  void looksAtEverythingOnceMoreNearTheEnd() {
    shop.started().until(Observing.class);
    verify();
    Instant first = item("errors").at().orElseThrow();

    shop.clock.move(Duration.ofSeconds(60));
    verify();

    assertTrue(item("errors").at().orElseThrow().isAfter(first));
  }

  @Test
  void aMarkerThatIsNotThereHoldsNothingUp() {
    places.add("grafana");
    stands.add(new Markers.Stand("grafana", false, "answered 503"));
    shop.started().until(Observing.class);
    verify();
    assertEquals("grafana: answered 503", item("markers-visible").detail());
    assertEquals(ItemState.Standing.FAILED, item("markers-visible").standing());

    shop.toItsEnd();
    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
  }

  @Test
  void saysUnderWhichNameAMarkerStands() {
    places.add("grafana");
    stands.add(new Markers.Stand("grafana", true, "17"));
    shop.started().until(Observing.class);
    verify();
    assertEquals(ItemState.Standing.CONFIRMED, item("markers-visible").standing());
    assertEquals("grafana: 17", item("markers-visible").detail());
  }

  /** One broken check takes nothing back, but the clean time before it counts no more. */
  @Test
  void cleanTimeBeginsAnewAfterABrokenCheck() {
    shop.started().until(Observing.class);
    Instant began = shop.clock.now();
    for (int second = 0; second < 4; second++) {
      boolean unused = shop.turn();
      shop.clock.move(Duration.ofSeconds(1));
    }
    shop.target.metrics.canaryFails(0.5);
    boolean broken = shop.turn();
    shop.target.metrics.canaryFails(0);
    Instant dirty = shop.clock.now();
    assertInstanceOf(Observing.class, shop.state());
    assertTrue(broken);
    assertTrue(
        WatchView.of(
                shop.release(),
                shop.checks(),
                Optional.empty(),
                People.of(shop.world.catalogue()),
                shop.clock.now())
            .happensNext()
            .contains("The time counts anew since a limit was broken"));

    shop.until(state -> !(state instanceof Observing));

    assertFalse(shop.state() instanceof RolledBack);
    assertTrue(
        Duration.between(dirty, shop.clock.now()).compareTo(Duration.ofSeconds(6)) >= 0,
        () -> "clean since " + dirty + ", done at " + shop.clock.now() + ", watched from " + began);
  }

  /** V3: until it is known to be stable, nothing else is released to the service. */
  @Test
  @Tag("V3")
  void theObservationKeepsOtherReleasesOut() {
    shop.started().until(Observing.class);
    ReleaseId observed = shop.release().id();
    shop.workerIsAlive();
    var next =
        TheShop.yes(shop.desk.opening().open(ShopCatalogue.ADA, TheShop.wish(FakeTargets.V3)));
    Refusal refusal = TheShop.no(shop.desk.course().start(ShopCatalogue.ADA, next));
    String words = refusal.toString();
    assertTrue(words.contains("shop is busy: " + observed + " is on its way (ada, 100 %)"), words);
    assertTrue(words.contains("Two changes at once cannot be told apart"), words);
  }
}
