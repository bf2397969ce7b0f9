package dev.slipway.control;

import static dev.slipway.control.ShopCatalogue.ADA;
import static dev.slipway.control.ShopCatalogue.BEN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.plan.Catalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose slipway.yaml is not the one that holds looks, pauses, rolls back, no more. */
class ForeignCatalogueTest {
  @TempDir Path folder;
  private TheShop shop;
  private Desk desk;

  @BeforeEach
  void open() {
    shop = new TheShop(folder);
    Catalogue own = shop.world.catalogue();
    String unused =
        shop.store.write(writer -> {
          writer.activateCatalogue("d".repeat(64), Optional.empty(), shop.clock.now(), ADA);
          return "";
        });
    desk =
        new Desk(
            shop.books,
            new World(
                new Catalogues(
                    shop.store,
                    own,
                    "",
                    false,
                    kept -> new Catalogues.Meaning.Unreadable(List.of("nothing was kept"))),
                shop.targets,
                shop.changes,
                shop.world.judge(),
                shop.documents,
                shop.clock));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static String code(Answer<?> answer) {
    return answer instanceof Answer.No<?> no ? no.refusal().code() : "yes";
  }

  @Test
  void itDoesNotAct() {
    var unused = shop.planned();
    assertEquals(
        "E-CATALOG-01", code(desk.gates().approve(BEN, shop.release(), Optional.empty(), "")));
    assertEquals("E-CATALOG-01", code(desk.course().start(BEN, shop.release())));
    assertEquals("E-CATALOG-01", code(desk.course().cancel(BEN, shop.release(), "why")));
    assertEquals(
        "E-CATALOG-01",
        code(desk.tokens().create(ADA, Optional.empty(), "ada", Duration.ofDays(1), "")));
  }

  @Test
  void theSafeDirectionStaysOpen() {
    var unused = shop.started();
    assertEquals("yes", code(desk.course().pause(BEN, shop.release(), "looks odd")));
    assertEquals("yes", code(desk.course().rollback(BEN, shop.release(), "looks odd", false)));
  }
}
