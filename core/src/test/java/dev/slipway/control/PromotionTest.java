package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gate.ItemState;
import dev.slipway.gate.Phase;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.Version;
import dev.slipway.rollout.Finished;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shop's prod comes before its two islands: what is released there has to be what was released
 * in prod.
 */
@Tag("R3")
class PromotionTest {
  private static final EnvironmentName NORTH = new EnvironmentName("north");
  private static final EnvironmentName SOUTH = new EnvironmentName("south");

  @TempDir Path folder;
  private TheShop shop;
  private Desk desk;

  /** Shop/2 brought v2 to everybody in prod; the islands still have v1. */
  @BeforeEach
  void isFinished() {
    shop = new TheShop(folder).started().until(Finished.class);
    shop.target.deployment.run(FakeTargets.V1, FakeTargets.digest('a'), 4);
    desk = desk(NORTH);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void whatWasReleasedThereOpensTheGate() {
    ReleaseRecord promoted = promoted();

    assertEquals(NORTH, promoted.opened().environment());
    assertEquals(shop.release(2).change().artifact(), promoted.change().artifact());
    ItemState item = item(checked(promoted));
    assertEquals(ItemState.Standing.CONFIRMED, item.standing());
    assertEquals(
        "shop/2 released " + FakeTargets.digest('b').brief() + " in prod as v2", item.detail());
  }

  @Test
  void anotherArtifactUnderTheSameLabelKeepsItClosed() {
    shop.targets.means("v2", FakeTargets.digest('d'));

    ItemState item = item(checked(opened(FakeTargets.V2)));

    assertEquals(ItemState.Standing.FAILED, item.standing());
    assertEquals(
        FakeTargets.digest('d').brief()
            + " was never released in prod; v2 is there, which is "
            + FakeTargets.digest('b').brief()
            + " (shop/2). First: slipway new shop v2 --env prod",
        item.detail());
  }

  @Test
  void whatWasTakenBackThereIsNoProof() {
    shop.targets.live = Optional.of(FakeTargets.V2);
    shop.target.deployment.run(FakeTargets.V2, FakeTargets.digest('b'), 4);
    shop.workerIsAlive();
    ReleaseRecord undo =
        TheShop.yes(
            shop.desk
                .course()
                .undo(ShopCatalogue.ADA, shop.release(2), "empty baskets", false, Optional::empty));
    shop.follow(undo.id()).until(Finished.class);
    shop.targets.live = Optional.of(FakeTargets.V1);
    shop.target.deployment.run(FakeTargets.V1, FakeTargets.digest('a'), 4);

    ItemState item = item(checked(opened(FakeTargets.V2)));

    assertEquals(ItemState.Standing.FAILED, item.standing());
    assertTrue(item.detail().contains("v1 is there"), item.detail());
  }

  @Test
  void whoDidNotWriteItMayShowTheProofAndNobodyElse() {
    ReleaseRecord release = checked(opened(FakeTargets.V3));

    Refusal own = TheShop.no(confirm(ShopCatalogue.ADA, release));
    ReleaseRecord shown = TheShop.yes(confirm(ShopCatalogue.CHI, release));

    assertTrue(own.what().contains("you wrote one of its commits"), own.what());
    assertEquals(ItemState.Standing.CONFIRMED, item(shown).standing());
  }

  @Test
  void promotesOnlyWhatHasFinishedIsTheSameAndHasSomewhereToGo() {
    desk = desk(NORTH, SOUTH);
    ReleaseRecord first = shop.release(2);

    Refusal ambiguous = TheShop.no(promote(first, Optional.empty()));
    assertEquals(
        List.of("slipway promote shop/2 --to north", "slipway promote shop/2 --to south"),
        ambiguous.fix());
    ReleaseRecord promoted = TheShop.yes(promote(first, Optional.of("south")));
    assertEquals(SOUTH, promoted.opened().environment());
    assertEquals("E-STATE-01", TheShop.no(promote(promoted, Optional.empty())).code());
    assertEquals("E-REF-05", TheShop.no(promote(first, Optional.of("moon"))).code());
    shop.targets.means("v2", FakeTargets.digest('d'));
    Refusal another = TheShop.no(promote(first, Optional.of("north")));
    assertEquals("E-VERSION-04", another.code());
    assertTrue(another.why().toString().contains(FakeTargets.digest('d').brief()));
  }

  @Test
  void nobodyIsAskedWhereNothingComesBefore() {
    assertTrue(
        shop.desk.gates().status(shop.release(2)).items().stream()
            .noneMatch(state -> state.item().id().equals(Promotion.ITEM)));
  }

  private Answer<ReleaseRecord> confirm(dev.slipway.release.Actor by, ReleaseRecord release) {
    return desk.gates().confirm(by, release, Promotion.ITEM, "the suite ran on this very image");
  }

  private ReleaseRecord promoted() {
    return TheShop.yes(promote(shop.release(2), Optional.empty()));
  }

  private Answer<ReleaseRecord> promote(ReleaseRecord finished, Optional<String> environment) {
    return desk.opening().promote(ShopCatalogue.ADA, finished, environment, "", "");
  }

  private ReleaseRecord opened(Version version) {
    return TheShop.yes(
        desk.opening()
            .open(
                ShopCatalogue.ADA,
                new Opening.Wish(
                    "shop",
                    version.label(),
                    Optional.of("north"),
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    "")));
  }

  private ReleaseRecord checked(ReleaseRecord release) {
    return TheShop.yes(
        desk.gates().run(ShopCatalogue.ADA, release, Phase.BEFORE, Optional.of(Promotion.ITEM)));
  }

  private ItemState item(ReleaseRecord release) {
    return desk.gates().status(release).items().stream()
        .filter(state -> state.item().id().equals(Promotion.ITEM))
        .findFirst()
        .orElseThrow();
  }

  private Desk desk(EnvironmentName... islands) {
    return Islands.desk(shop, shop.targets, islands);
  }
}
