package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gate.Checklist;
import dev.slipway.gate.Item;
import dev.slipway.gate.Phase;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Summaries;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Service;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trying the way back of what is finished, and what that is worth later. */
@Tag("R7")
@Tag("V5")
class RehearsalTest {
  @TempDir Path folder;
  private TheShop shop;
  private World world;
  private Course course;

  /** Shop/2 brought v2 to everybody. */
  @BeforeEach
  void isFinished() {
    shop = new TheShop(folder).started().until(Finished.class);
    shop.targets.live = Optional.of(FakeTargets.V2);
    shop.target.deployment.run(FakeTargets.V2, FakeTargets.digest('b'), 4);
    // For the next pair of versions the one that serves is the old one.
    shop.target.traffic.become(0);
    shop.workerIsAlive();
    world = where(new Service.Rehearsing(true, Optional.of(Duration.ofDays(30))));
    course = new Desk(shop.books, world).course();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private World where(Service.Rehearsing rehearsing) {
    Catalogue usual = ShopCatalogue.catalogue();
    Service service = usual.service(ShopCatalogue.SHOP).orElseThrow();
    Service.Environment prod =
        Objects.requireNonNull(service.environments().get(ShopCatalogue.PROD));
    List<String> items = new ArrayList<>(prod.items());
    items.add(ItemChecks.REHEARSED);
    Service.Environment rehearsed =
        new Service.Environment(
            prod.name(),
            prod.policy(),
            prod.target(),
            prod.limits(),
            prod.verifyRollback(),
            prod.verifyDeadline(),
            items,
            prod.tell(),
            prod.test(),
            rehearsing,
            Optional.empty());
    Service with =
        new Service(
            service.name(),
            service.repository(),
            service.tagPattern(),
            service.riskPaths(),
            service.migrations(),
            Map.of(prod.name(), rehearsed));
    return new World(
        new Catalogue(usual.people(), usual.policies(), Map.of(service.name(), with), usual.hash()),
        shop.targets,
        shop.changes,
        shop.world.judge(),
        shop.documents,
        shop.clock);
  }

  private ReleaseRecord rehearsal() {
    return TheShop.yes(
        course.rehearse(ShopCatalogue.ADA, shop.release(2), "spring", Optional::empty));
  }

  private ItemChecks.Finding finding() {
    ReleaseRecord release = shop.release(2);
    Item item = Checklist.item(ItemChecks.REHEARSED).orElseThrow();
    return new ItemChecks(shop.books, world).check(release, release.plan().orElseThrow(), item);
  }

  @Test
  void goesToTheFirstStageAndBackAndIsKeptAsRehearsal() {
    assertFalse(finding().fulfilled());
    assertTrue(finding().words().startsWith("it was never rehearsed"), finding().words());

    shop.follow(rehearsal().id()).until(RolledBack.class);

    assertTrue(shop.release().plan().orElseThrow().isRehearsal());
    assertEquals(5, shop.release().reached().percent(), "no further than the first stage");
    assertEquals(
        Summaries.REHEARSED,
        shop.store.read(reader -> reader.summary(shop.release().id())).orElseThrow().state());
    assertEquals(List.of(), shop.release().plan().orElseThrow().approvals());
    Rehearsal kept = course.rehearsed(ShopCatalogue.SHOP).orElseThrow();
    assertTrue(kept.good(), kept::toString);
    assertTrue(finding().fulfilled(), finding().words());
    assertTrue(finding().words().startsWith("shop/3 rehearsed it in prod in "), finding().words());
  }

  @Test
  void anOldRehearsalProvesNothing() {
    shop.follow(rehearsal().id()).until(RolledBack.class);
    shop.clock.move(Duration.ofDays(31));

    assertFalse(finding().fulfilled());
    assertTrue(finding().words().endsWith("asked for every 30 days"), finding().words());
  }

  @Test
  void whatItGoesBackToHasToBeWellBeforeIt() {
    Desk desk = new Desk(shop.books, world);
    assertEquals(
        List.of(
            "artifact-known", "rollback-plan", "old-version-ready", "capacity", "metrics-alive"),
        desk.gates().status(rehearsal()).items().stream()
            .map(state -> state.item())
            .filter(item -> item.phase() == Phase.BEFORE)
            .map(Item::id)
            .toList());
  }

  /** What was only tried is no verdict about the version. */
  @Test
  void theVersionThatWasTriedIsNotTakenForABadOne() {
    shop.follow(rehearsal().id()).until(RolledBack.class);
    shop.target.deployment.run(FakeTargets.V2, FakeTargets.digest('b'), 4);
    shop.workerIsAlive();

    assertEquals(
        FakeTargets.V1,
        TheShop.yes(course.undo(ShopCatalogue.ADA, shop.release(2), "", false, Optional::empty))
            .change()
            .to());
  }

  @Test
  void aServiceNameStillMeansWhatServes() {
    ReleaseId rehearsal = rehearsal().id();
    shop.follow(rehearsal).until(RolledBack.class);

    assertEquals(
        new ReleaseId(ShopCatalogue.SHOP, 2),
        TheShop.yes(shop.desk.lookup().id("shop", Optional.empty())));
  }

  @Test
  void whereNobodyAllowedItNothingIsOpened() {
    world = where(Service.Rehearsing.NONE);
    Refusal refusal =
        TheShop.no(
            new Desk(shop.books, world)
                .course()
                .rehearse(ShopCatalogue.ADA, shop.release(2), "", Optional::empty));

    assertEquals("E-BACK-05", refusal.code());
    assertEquals(
        2,
        shop.store.read(reader -> reader.summaries(dev.slipway.journal.Store.Query.all())).size());
  }
}
