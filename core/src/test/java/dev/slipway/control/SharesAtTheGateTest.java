package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.gate.ItemState;
import dev.slipway.gate.Phase;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could not be done later is said before anything begins. */
@Tag("X5")
class SharesAtTheGateTest {
  @TempDir private Path folder;

  @Test
  void sharesThatNobodyCouldSetCloseTheGateUntilTheyCan() {
    try (TheShop shop = new TheShop(folder).planned()) {
      shop.target.traffic.unable = Optional.of("nobody may set");

      assertEquals(ItemState.Standing.FAILED, looked(shop).standing());
      assertEquals("nobody may set: [5 %, 25 %, 100 %]", looked(shop).detail());
      shop.target.traffic.unable = Optional.empty();
      assertEquals(ItemState.Standing.CONFIRMED, looked(shop).standing());
    }
  }

  private static ItemState looked(TheShop shop) {
    var unused =
        TheShop.yes(
            shop.desk
                .gates()
                .run(ShopCatalogue.ADA, shop.release(), Phase.BEFORE, Optional.of("capacity")));
    return shop.desk.gates().status(shop.release()).items().stream()
        .filter(state -> state.item().id().equals("capacity"))
        .findFirst()
        .orElseThrow();
  }
}
