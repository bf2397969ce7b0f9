package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.CheckpointStoriesTest.Aside;
import dev.slipway.control.port.Checkpoints.Part;
import dev.slipway.gate.GateVerdict;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.rollout.RolledBack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While data are brought back nobody else does it, and no release starts. */
@Tag("D4")
@Tag("G5")
class RestoreLockTest {
  private static final List<String> ALL =
      List.of("STOP_WRITERS", "RESTORE", "VERIFY", "START_WRITERS");

  @TempDir Path folder;
  private final Aside aside = new Aside();

  /** Opened before every test, and closed after it. */
  @SuppressWarnings("NullAway.Init")
  private TheShop shop;

  /** Shop/2 saved its data, and was taken back. */
  @BeforeEach
  void isTakenBack() {
    shop = new TheShop(folder, ShopCatalogue.at(CheckpointStoriesTest.exec(Optional.of(true))));
    shop.target.checkpoints = aside;
    TheShop unused =
        shop.started()
            .untilBaking(1)
            .rollsBack(ShopCatalogue.ADA)
            .until(RolledBack.class)
            .toItsEnd();
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Answer<ReleaseRecord> restored() {
    return shop.desk.restoring().restore(ShopCatalogue.BEN, shop.release(), "orders are lost");
  }

  @Test
  void onlyOneBringsThemBackAndAfterwardsTheServiceIsFree() {
    List<Refusal> others = new ArrayList<>();
    aside.during = part -> others.add(TheShop.no(restored()));

    ReleaseRecord unused = TheShop.yes(restored());

    assertEquals(ALL, aside.restored);
    assertEquals(4, others.size());
    Refusal first = others.getFirst();
    assertEquals("E-RESTORE-03", first.code());
    assertEquals(Refusal.Kind.CONFLICT, first.kind());
    assertEquals("The data of shop/2 are being brought back by ben.", first.what());
    assertEquals(List.of("slipway audit list shop/2"), first.fix());
    assertEquals(Optional.empty(), shop.lock());
    aside.during = part -> {};
    ReleaseRecord again = TheShop.yes(restored());
    assertTrue(again.version() > unused.version());
  }

  @Test
  void noReleaseStartsMeanwhile() {
    List<String> said = new ArrayList<>();
    ReleaseRecord next =
        TheShop.yes(
            shop.desk
                .opening()
                .open(ShopCatalogue.ADA, TheShop.wish(FakeTargets.V2, "it was the weather")));
    ReleaseRecord approved =
        TheShop.yes(shop.desk.gates().approve(ShopCatalogue.CHI, next, Optional.empty(), ""));
    aside.during =
        part -> {
          said.add(TheShop.no(shop.desk.course().start(ShopCatalogue.ADA, approved)).toString());
          said.addAll(
              shop.desk.gates().status(approved).verdict().blocks().stream()
                  .filter(block -> block.code().equals("E-LOCK-01"))
                  .map(GateVerdict.Block::toString)
                  .toList());
        };

    ReleaseRecord unused = TheShop.yes(restored());

    assertEquals(ALL, aside.restored);
    assertEquals(8, said.size(), "refused, and said so, in each part");
    assertTrue(
        said.stream()
            .allMatch(words -> words.contains("the data of shop/2 are being brought back")),
        said::toString);
    ReleaseRecord started = TheShop.yes(shop.desk.course().start(ShopCatalogue.ADA, approved));
    assertTrue(started.state().isMoving());
  }

  @Test
  void whatIsNotWholeKeepsTheServiceUntilItIsOrAPersonSaysSo() {
    aside.fails = Optional.of(Part.VERIFY);
    Refusal broken = TheShop.no(restored());
    assertEquals(
        List.of(
            "slipway restore shop/2",
            "slipway restore shop/2 --by-hand --reason \"…\", once people have put them right"),
        broken.fix());
    assertTrue(shop.lock().isPresent());

    // Whoever comes next begins at the beginning; it fails where nothing is lost that was not.
    aside.fails = Optional.of(Part.STOP_WRITERS);
    assertEquals("E-RESTORE-02", TheShop.no(restored()).code());
    assertTrue(shop.lock().isPresent(), "the data are still half restored");

    Restoring restoring = shop.desk.restoring();
    assertEquals(
        "E-WHO-02",
        TheShop.no(restoring.byHand(ShopCatalogue.CI, shop.release(), "dumped")).code());
    ReleaseRecord unused =
        TheShop.yes(restoring.byHand(ShopCatalogue.CHI, shop.release(), "from the nightly dump"));
    assertEquals(Optional.empty(), shop.lock());
    assertTrue(
        shop.release().story().getLast().fact().toString().contains("from the nightly dump"));
    assertEquals(
        "E-STATE-01",
        TheShop.no(restoring.byHand(ShopCatalogue.CHI, shop.release(), "again")).code());
  }

  @Test
  void whatTouchedNothingKeepsNobody() {
    aside.fails = Optional.of(Part.STOP_WRITERS);

    assertEquals(List.of("slipway restore shop/2"), TheShop.no(restored()).fix());
    assertEquals(Optional.empty(), shop.lock());
  }

  @Test
  void whoDiedAtItIsFollowedOnceItsTimeIsOver() {
    aside.during =
        part -> {
          if (part == Part.RESTORE) {
            throw new Died();
          }
        };
    assertThrows(Died.class, this::restored);
    aside.during = part -> {};

    Refusal alive = TheShop.no(restored());
    assertEquals("E-RESTORE-03", alive.code());
    assertTrue(alive.why().toString().contains("at the latest"), alive.toString());
    assertEquals(
        "E-RESTORE-03",
        TheShop.no(shop.desk.restoring().byHand(ShopCatalogue.CHI, shop.release(), "is it dead?"))
            .code());
    shop.clock.move(Duration.ofMinutes(62));
    aside.restored.clear();
    ReleaseRecord unused = TheShop.yes(restored());
    assertEquals(ALL, aside.restored);
    assertEquals(Optional.empty(), shop.lock());
  }

  @Test
  void whoWasTakenForDeadGoesNoFurther() {
    aside.during =
        part -> {
          if (part == Part.RESTORE) {
            aside.during = again -> {};
            shop.clock.move(Duration.ofMinutes(62));
            ReleaseRecord unused = TheShop.yes(restored());
          }
        };

    Refusal late = TheShop.no(restored());

    assertEquals("E-STATE-01", late.code());
    assertEquals(2 + ALL.size(), aside.restored.size(), "and neither verifies nor starts anybody");
  }

  /** As a process that is killed: nobody writes anything down. */
  private static final class Died extends Error {
    private static final long serialVersionUID = 1;
  }
}
