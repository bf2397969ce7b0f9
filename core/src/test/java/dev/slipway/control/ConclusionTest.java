package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Documents;
import dev.slipway.control.port.Markers;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.control.port.Tags;
import dev.slipway.control.port.Target;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Proving;
import dev.slipway.plan.Service;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.RolledBack;
import java.nio.file.Path;
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

/** V3: what is left to do once a release is finished, until it is done. */
@Tag("V3")
class ConclusionTest {
  @TempDir Path folder;
  private TheShop shop;
  private Conclusion conclusion;
  private final List<Tags.Wanted> tagged = new ArrayList<>();
  private Optional<String> trouble = Optional.empty();

  @BeforeEach
  void open() {
    shop = new TheShop(folder);
    Documents archived =
        new Documents() {
          @Override
          public List<Path> write(
              ReleaseRecord release, Optional<Target.BreakGlass> breakGlass, List<Kind> kinds) {
            return List.of();
          }

          @Override
          public Path archive(
              ReleaseRecord release,
              Optional<Target.BreakGlass> breakGlass,
              List<Store.Check> checks) {
            assertFalse(checks.isEmpty(), "what was measured is evidence too");
            return Path.of("shop.zip");
          }
        };
    World world =
        new World(
            Catalogues.only(
                catalogue(
                    new Service.Finishing(
                        Optional.of("{service}-{version}-{environment}-{number}"),
                        Optional.of("origin"),
                        true))),
            shop.targets,
            shop.changes,
            shop.world.judge(),
            archived,
            Markers.none(),
            this::tag,
            shop.clock);
    conclusion = new Conclusion(shop.books, world);
  }

  private String tag(Path repository, Tags.Wanted wanted) {
    if (trouble.isPresent()) {
      throw new OutsideFailure("git", "tag " + wanted.name(), trouble.get());
    }
    tagged.add(wanted);
    return "tagged " + wanted.name();
  }

  private static Catalogue catalogue(Service.Finishing finishing) {
    Catalogue known = ShopCatalogue.catalogue();
    Service service = known.service(ShopCatalogue.SHOP).orElseThrow();
    Service.Environment prod =
        Objects.requireNonNull(service.environments().get(ShopCatalogue.PROD));
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
                Map.of(
                    ShopCatalogue.PROD,
                    new Service.Environment(
                        prod.name(),
                        prod.policy(),
                        prod.target(),
                        prod.limits(),
                        prod.verifyRollback(),
                        prod.verifyDeadline(),
                        prod.items(),
                        prod.tell(),
                        prod.test(),
                        prod.rehearsing(),
                        prod.promotedFrom(),
                        finishing,
                        Proving.NONE)))),
        known.hash());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private List<String> concluded() {
    return shop.facts(Fact.Concluded.class).stream()
        .map(one -> one.step() + " " + one.done() + " " + one.words())
        .toList();
  }

  @Test
  void aFinishedReleaseIsTaggedAndArchivedOnce() {
    shop.started();
    assertFalse(conclusion.isOwed(shop.release()), "it is not finished yet");
    shop.toItsEnd();
    ReleaseRecord done = conclusion.run(shop.release());

    assertEquals(
        List.of("tag true tagged shop-v2-prod-2", "archive true archived in shop.zip"),
        concluded());
    Tags.Wanted wanted = tagged.getFirst();
    assertEquals(done.change().toCommit(), wanted.at());
    assertEquals(Optional.of("origin"), wanted.remote());
    assertTrue(wanted.message().contains("Release: shop/2"), wanted.message());
    assertFalse(conclusion.isOwed(done));
    assertEquals(done.version(), conclusion.run(done).version());
    assertEquals(1, tagged.size());
  }

  @Test
  void whatFailsIsToldOnceTriedAgainAndUnfinishesNothing() {
    trouble = Optional.of("that tag is at 41fa9c0 already");
    shop.started().toItsEnd();
    ReleaseRecord once = conclusion.run(shop.release());
    ReleaseRecord twice = conclusion.run(once);

    assertEquals(once.version(), twice.version(), "the same again is no news");
    assertInstanceOf(Finished.class, twice.state());
    assertTrue(conclusion.isOwed(twice));
    assertEquals(
        1,
        shop.facts(Fact.Announced.class).stream()
            .filter(
                told -> told.words().startsWith("shop/2 is finished, but its tag is missing: git"))
            .count());
    assertTrue(concluded().contains("archive true archived in shop.zip"), concluded()::toString);

    trouble = Optional.empty();
    ReleaseRecord done = conclusion.run(twice);
    assertFalse(conclusion.isOwed(done));
    assertEquals("tag true tagged shop-v2-prod-2", concluded().getLast());
  }

  @Test
  void whatWasTakenBackIsNotTagged() {
    shop.started().untilBaking(1);
    shop.rollsBack(ShopCatalogue.ADA).toItsEnd();
    assertInstanceOf(RolledBack.class, shop.state());
    assertFalse(conclusion.isOwed(shop.release()));
  }

  /** Releases of before have no such entries. */
  @Test
  void whatWasAdoptedIsNotTagged() {
    shop.planned();
    assertFalse(conclusion.isOwed(shop.release(1)));
  }
}
