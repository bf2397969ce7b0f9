package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.ReleaseId;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people mean by a reference. */
class LookupTest {
  @TempDir Path folder;
  private TheShop shop;

  @BeforeEach
  void open() {
    shop = new TheShop(folder);
    shop.planned();
    ReleaseRecord third =
        TheShop.yes(shop.desk.opening().open(ShopCatalogue.ADA, TheShop.wish(FakeTargets.V3)));
    assertEquals(3, third.id().number());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Answer<ReleaseRecord> find(String text) {
    return shop.desk.lookup().find(text, Optional.of(new ReleaseId(ShopCatalogue.SHOP, 1)));
  }

  @ParameterizedTest
  @CsvSource({"shop/2, 2", "shop, 3", "shop@v2, 2", "shop@v1, 1", "@, 1"})
  void finds(String text, long number) {
    assertEquals(number, TheShop.yes(find(text)).id().number());
  }

  @Test
  void aServiceMeansItsMovingReleaseFirst() {
    shop.workerIsAlive();
    ReleaseRecord ready =
        TheShop.yes(
            shop.desk.gates().approve(ShopCatalogue.CHI, shop.release(), Optional.empty(), ""));
    ReleaseRecord moving = TheShop.yes(shop.desk.course().start(ShopCatalogue.ADA, ready));

    assertEquals(moving.id(), TheShop.yes(find("shop")).id());
  }

  @ParameterizedTest
  @CsvSource({"shpo/2, shop/2", "shop/9, shop/", "shop2, shop", "shpo, shop", "Shop, shop"})
  void suggestsWhatIsNear(String typed, String meant) {
    Refusal refusal = TheShop.no(find(typed));
    assertEquals("E-REF-02", refusal.code());
    assertEquals(Refusal.Kind.NOT_FOUND, refusal.kind());
    assertTrue(refusal.what().contains("Did you mean " + meant), refusal.what());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "warehouse",
        "shop@v9",
        "shop/0",
        "shop/99999999999999999999",
        "../../etc",
        "@@",
        "shop@"
      })
  void refusesWhatMeansNothing(String text) {
    assertEquals("E-REF-02", TheShop.no(find(text)).code());
  }

  @Test
  void aVeryLongTextIsRefusedQuickly() {
    assertEquals("E-REF-02", TheShop.no(find("x".repeat(1_000_000))).code());
  }

  @Test
  void nothingInUseIsSaid() {
    Answer<ReleaseRecord> answer = shop.desk.lookup().find("@", Optional.empty());
    assertEquals("E-REF-01", TheShop.no(answer).code());
  }
}
