package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.gate.Approvals;
import dev.slipway.gate.Phase;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Actor;
import dev.slipway.release.FileChange;
import dev.slipway.risk.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** G3 through the desk: who may approve, and that a stranger may look and never act. */
class DeskApprovalTest {
  @TempDir Path folder;
  private TheShop shop;

  @BeforeEach
  void open() {
    shop = new TheShop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Answer<ReleaseRecord> approve(Actor by) {
    return shop.desk.gates().approve(by, shop.release(), Optional.empty(), "");
  }

  private List<Approvals.Missing> missing() {
    return Approvals.of(shop.desk.gates().status(shop.release()).facts()).missing();
  }

  /**
   * Medium risk: one person on call. Ada wrote the change and opened the release; Dan has another
   * role.
   */
  @ParameterizedTest
  @CsvSource({
    "ada, PERSON, E-WHO-03",
    "ben, PERSON, ''",
    "chi, PERSON, ''",
    "dan, PERSON, E-WHO-03",
    "nomail, PERSON, E-WHO-03",
    "ci, MACHINE, E-WHO-02",
    "ci, PERSON, E-WHO-02",
    "eve, PERSON, E-WHO-01",
    "eve, UNKNOWN, E-WHO-01",
    "chi, UNKNOWN, E-WHO-01"
  })
  void whoMayApproveAMediumRisk(String name, Actor.Kind kind, String code) {
    shop.planned();

    Answer<ReleaseRecord> answer = approve(new Actor(name, kind, "test"));

    if (code.isEmpty()) {
      ReleaseRecord unused = TheShop.yes(answer);
      assertEquals(List.of(), missing());
    } else {
      assertEquals(code, TheShop.no(answer).code());
      assertEquals(1, missing().size());
    }
  }

  @Test
  void whoMayNotApproveIsToldWhoCan() {
    shop.planned();

    Refusal refusal = TheShop.no(approve(ShopCatalogue.ADA));

    String why = String.join(" ", refusal.why());
    assertTrue(why.startsWith("Who can: ") && why.contains("(on-call)"), why);
    assertFalse(why.contains("Ada") || why.contains("Dan"), why);
  }

  @Test
  void aHighRiskNeedsTwoPeople() {
    shop.changes.files =
        List.of(new FileChange("src/payment/Charge.java", FileChange.Kind.MODIFIED, 5, 1));
    shop.planned();
    assertEquals(Level.HIGH, shop.release().plan().orElseThrow().risk().level());

    ReleaseRecord chi = TheShop.yes(approve(ShopCatalogue.CHI));
    assertEquals(1, missing().size(), "one person fills one place, whatever roles she has");
    ReleaseRecord both = TheShop.yes(approve(ShopCatalogue.BEN));
    assertTrue(both.version() > chi.version());
    assertEquals(List.of(), missing());
  }

  @Test
  void anApprovalIsForOnePlanOnly() {
    shop.planned();
    ReleaseRecord approved = TheShop.yes(approve(ShopCatalogue.CHI));
    ReleaseRecord raised =
        TheShop.yes(
            shop.desk
                .opening()
                .plan(
                    ShopCatalogue.BEN,
                    approved,
                    new Opening.PlanWish(Optional.empty(), Optional.of(Level.HIGH), "money")));
    assertEquals(2, missing().size());
    assertTrue(raised.gateRecords().size() > approved.gateRecords().size());
  }

  /** The approval was taken and did not count, and nobody said so. */
  @Test
  void anApprovalOfAPlanThatChangedMeanwhileIsRefused() {
    shop.planned();
    ReleaseRecord seen = shop.release();
    ReleaseRecord raised =
        TheShop.yes(
            shop.desk
                .opening()
                .plan(
                    ShopCatalogue.BEN,
                    seen,
                    new Opening.PlanWish(Optional.empty(), Optional.of(Level.HIGH), "money")));
    assertTrue(raised.version() > seen.version());

    Answer<ReleaseRecord> answer =
        shop.desk.gates().approve(ShopCatalogue.CHI, seen, Optional.empty(), "");

    assertEquals("E-PLAN-09", TheShop.no(answer).code());
  }

  @Test
  void aWithdrawnApprovalIsMissingAgain() {
    shop.planned();
    ReleaseRecord approved = TheShop.yes(approve(ShopCatalogue.CHI));
    ReleaseRecord withdrawn =
        TheShop.yes(shop.desk.gates().withdraw(ShopCatalogue.CHI, approved, "wait"));
    assertEquals(1, missing().size());
    assertEquals(
        "E-WHO-05",
        TheShop.no(shop.desk.gates().withdraw(ShopCatalogue.BEN, withdrawn, "me too")).code());
  }

  @Test
  void approvingInARoleThatNobodyAskedForIsRefused() {
    shop.planned();
    Answer<ReleaseRecord> answer =
        shop.desk
            .gates()
            .approve(ShopCatalogue.CHI, shop.release(), Optional.of("service-owner"), "");
    assertEquals("E-WHO-04", TheShop.no(answer).code());
  }

  @Test
  void whatHasStartedWaitsForNoApproval() {
    shop.started();
    assertEquals("E-STATE-01", TheShop.no(approve(ShopCatalogue.BEN)).code());
  }

  /**
   * Somebody whose operating-system user happened to have a person's key passed for that person.
   */
  @ParameterizedTest
  @CsvSource({"eve", "chi"})
  void aStrangerMayLookAndNeverAct(String name) {
    shop.planned();
    Actor stranger = new Actor(name, Actor.Kind.UNKNOWN, "shell");
    ReleaseRecord release = shop.release();
    Course course = shop.desk.course();
    GateKeeper gates = shop.desk.gates();
    long version = release.version();

    List<Answer<ReleaseRecord>> answers =
        List.of(
            shop.desk.opening().open(stranger, TheShop.wish(FakeTargets.V3)),
            shop.desk.opening().plan(stranger, release, Opening.PlanWish.NONE),
            gates.approve(stranger, release, Optional.empty(), ""),
            gates.withdraw(stranger, release, ""),
            gates.confirm(stranger, release, "migration-safe", "I looked"),
            gates.withdrawItem(stranger, release, "migration-safe", ""),
            gates.waive(
                stranger, release, "capacity", "it will do", shop.clock.now().plusSeconds(60)),
            gates.run(stranger, release, Phase.BEFORE, Optional.empty()),
            course.start(stranger, release),
            course.pause(stranger, release, ""),
            course.resume(stranger, release, ""),
            course.advance(stranger, release, OptionalInt.empty(), true, ""),
            course.extend(stranger, release, Duration.ofMinutes(1), ""),
            course.rollback(stranger, release, "", false),
            course.finish(stranger, release, ""),
            course.cancel(stranger, release, ""));

    for (int i = 0; i < answers.size(); i++) {
      assertEquals("E-WHO-01", TheShop.no(answers.get(i)).code(), "request " + i);
    }
    assertThrows(
        IllegalArgumentException.class, () -> shop.desk.write(stranger, release, List.of()));
    assertEquals(version, shop.release().version(), "nothing was written");
    assertFalse(
        shop.desk.lookup().list(dev.slipway.journal.Store.Query.all()).isEmpty(),
        "looking is free");
    assertFalse(gates.status(release).items().isEmpty());
  }
}
