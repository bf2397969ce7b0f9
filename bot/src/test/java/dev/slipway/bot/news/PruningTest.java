package dev.slipway.bot.news;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.command.AShop;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Outbox.Line;
import dev.slipway.outside.store.SqlOutbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T3: what was told is forgotten in its time, a little at once. */
@Tag("T3")
class PruningTest {
  private static final StreamName SHOP_2 = new StreamName("release/shop/2");

  @Test
  void whatIsOldGoesALittleAtEachTurnAndThenNothingForAnHour(@TempDir Path folder) {
    try (AShop shop = AShop.in(folder)) {
      var unused = shop.opened("v2");
      Outbox outbox = new SqlOutbox(shop.store());
      List<Line> lines = new ArrayList<>();
      for (int i = 1; i <= 1200; i++) {
        lines.add(Line.waiting("slack:C1", SHOP_2, i, 2, "x", shop.now(), shop.now()));
      }
      Outbox.Behind behind =
          outbox.behind().stream().filter(b -> b.stream().equals(SHOP_2)).findFirst().orElseThrow();
      assertEquals(true, outbox.tell(behind, lines));
      lines.subList(0, 700).forEach(line -> outbox.keep(line.posted("1")));
      Pruning pruning = new Pruning(outbox, shop::now, Duration.ofDays(30));

      pruning.turn();
      assertEquals(1200, outbox.of(SHOP_2).size(), "nothing is old");
      shop.later(Duration.ofDays(31));
      pruning.turn();
      assertEquals(700, outbox.of(SHOP_2).size());
      pruning.turn();
      assertEquals(500, outbox.of(SHOP_2).size(), "what waits stays for good");

      lines.subList(700, 710).forEach(line -> outbox.keep(line.posted("1")));
      pruning.turn();
      assertEquals(500, outbox.of(SHOP_2).size(), "not again within the hour");
      shop.later(Duration.ofHours(1));
      pruning.turn();
      assertEquals(490, outbox.of(SHOP_2).size());
    }
  }
}
