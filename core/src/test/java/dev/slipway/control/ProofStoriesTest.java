package dev.slipway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Outcome;
import dev.slipway.gate.ItemState;
import dev.slipway.health.Assessment;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.Catalogue;
import dev.slipway.plan.Proofs;
import dev.slipway.plan.Proofs.Consequence;
import dev.slipway.plan.Proofs.Journey;
import dev.slipway.plan.Proofs.Moment;
import dev.slipway.plan.Proofs.Source;
import dev.slipway.plan.Proofs.Suite;
import dev.slipway.plan.Proving;
import dev.slipway.plan.Service;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Hold;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Verifying;
import dev.slipway.view.CheckListView;
import dev.slipway.view.People;
import dev.slipway.view.ShowView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has to be shown before a release is called a success: by a suite, and by people. */
@Tag("V1")
@Tag("V2")
class ProofStoriesTest {
  /** Checkpoint, migration, two deploys and the checks. */
  private static final int BEFORE_THE_SUITE = 5;

  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Journey BUY =
      new Journey("buy", "Buy one book as a guest.", "service-owner", true, WITHIN);
  private static final String BUYING = "journey-buy";
  private static final String LINK = "https://wiki.example.org/walks/7";

  @TempDir Path folder;
  private Optional<TheShop> opened = Optional.empty();

  @AfterEach
  void close() {
    opened.ifPresent(TheShop::close);
  }

  private static Proofs suite(Moment moment, Consequence onFailure) {
    return new Proofs(
        Optional.of(new Suite(Source.COMMAND, moment, onFailure, Duration.ofMinutes(1))),
        List.of());
  }

  private static Proofs walked() {
    return new Proofs(Optional.empty(), List.of(BUY));
  }

  private TheShop shop(Proofs proofs) {
    Catalogue usual = ShopCatalogue.catalogue();
    Service service = usual.service(ShopCatalogue.SHOP).orElseThrow();
    Service.Environment prod =
        Objects.requireNonNull(service.environments().get(ShopCatalogue.PROD));
    Catalogue catalogue =
        new Catalogue(
            usual.people(),
            usual.policies(),
            Map.of(
                ShopCatalogue.SHOP,
                new Service(
                    service.name(),
                    service.repository(),
                    service.tagPattern(),
                    service.riskPaths(),
                    service.migrations(),
                    Map.of(ShopCatalogue.PROD, prod.with(new Proving(proofs, Optional.empty()))))),
            usual.hash());
    TheShop shop = new TheShop(folder, catalogue);
    opened = Optional.of(shop);
    return shop;
  }

  private static ItemState item(TheShop shop, String id) {
    return shop.desk.gates().status(shop.release()).items().stream()
        .filter(state -> state.item().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isTested(State state) {
    return state instanceof Verifying verifying && verifying.suite();
  }

  private static boolean waitsForProof(State state) {
    return state instanceof Paused paused && paused.holds().contains(Hold.PROOF_MISSING);
  }

  private static Answer<dev.slipway.journal.ReleaseRecord> confirm(
      TheShop shop, Actor by, String item, String evidence) {
    return shop.desk.gates().confirm(by, shop.release(), item, evidence);
  }

  @Test
  void theSuiteIsRunOnceWhenEverybodyIsThereAndIsEvidence() {
    TheShop shop = shop(suite(Moment.EVERYBODY, Consequence.ROLL_BACK));
    shop.work.hangAfter(BEFORE_THE_SUITE);
    shop.started().until(ProofStoriesTest::isTested);
    assertEquals(ItemState.Standing.OPEN, item(shop, Proofs.SUITE).standing());

    shop.work.goOn();
    shop.toItsEnd();

    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
    assertEquals(List.of("shop/2/suite/1"), shop.target.suites);
    ItemState shown = item(shop, Proofs.SUITE);
    assertEquals(ItemState.Standing.CONFIRMED, shown.standing());
    assertEquals("passed after 40 s", shown.detail());
    assertEquals("slipway", shown.by().orElseThrow());
  }

  @Test
  void aSuiteThatFailsSendsEverybodyBack() {
    TheShop shop = shop(suite(Moment.EVERYBODY, Consequence.ROLL_BACK));
    shop.target.suiteEnds.add(new Outcome.Failed("ended with 1: 2 of 40 failed", Changed.NO));
    shop.started().toItsEnd();

    assertInstanceOf(RolledBack.class, shop.state());
    assertEquals(0, shop.target.traffic.read().share().percent());
    assertEquals(ItemState.Standing.FAILED, item(shop, Proofs.SUITE).standing());
    assertTrue(
        shop.words().stream()
            .anyMatch(words ->
                words.contains("the integration suite failed: ended with 1: 2 of 40 failed")),
        () -> shop.words().toString());
  }

  @Test
  void whereItIsWantedPeopleLookFirstAndItIsRunAgain() {
    TheShop shop = shop(suite(Moment.EVERYBODY, Consequence.PAUSE));
    shop.target.suiteEnds.add(new Outcome.Failed("ended with 1", Changed.NO));
    shop.started().until(ProofStoriesTest::waitsForProof).ticks(3);
    assertEquals(100, shop.target.traffic.read().share().percent(), "everybody stays");
    assertEquals(1, shop.facts(Fact.Paged.class).size());

    shop.asks((course, shown) -> course.resume(ShopCatalogue.CHI, shown, "the test was wrong"))
        .toItsEnd();

    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
    assertEquals(List.of("shop/2/suite/1", "shop/2/suite/2"), shop.target.suites);
    assertEquals(ItemState.Standing.CONFIRMED, item(shop, Proofs.SUITE).standing());
  }

  /** The one who waives takes the responsibility, and the release goes on by itself. */
  @Test
  @Tag("G4")
  void aWaiverLetsItPassWithoutTheSuite() {
    TheShop shop = shop(suite(Moment.EVERYBODY, Consequence.PAUSE));
    shop.target.suiteEnds.add(new Outcome.Failed("ended with 1", Changed.NO));
    shop.started().until(ProofStoriesTest::waitsForProof);
    Refusal refusal =
        TheShop.no(confirm(shop, ShopCatalogue.DAN, Proofs.SUITE, "looks well to me"));
    assertTrue(refusal.what().contains("checked by the tool; a person can only waive it"));

    var unused =
        TheShop.yes(
            shop.desk
                .gates()
                .waive(
                    ShopCatalogue.CHI,
                    shop.release(),
                    Proofs.SUITE,
                    "the test environment is away",
                    shop.clock.now().plus(Duration.ofDays(1))));
    shop.toItsEnd();

    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
    assertEquals(1, shop.target.suites.size(), "it is not run again");
  }

  /** No proof is no proof of harm: people decide, whatever follows from a failed test. */
  @Test
  void anEndThatNobodySawPauses() {
    TheShop shop = shop(suite(Moment.EVERYBODY, Consequence.ROLL_BACK));
    shop.target.suiteEnds.add(
        new Outcome.Failed("did not end within 60 s and was ended", Changed.UNKNOWN));
    shop.started().until(ProofStoriesTest::waitsForProof);
    assertEquals(100, shop.target.traffic.read().share().percent());
    assertTrue(
        shop.words().getLast().contains("nobody knows how the integration suite would have ended"),
        () -> shop.words().toString());
  }

  /** The suite ran to its end, and nobody was there to write it down. */
  @Test
  void aKilledWorkersRunIsRunAgainAsTheSameAttempt() {
    TheShop shop = shop(suite(Moment.EVERYBODY, Consequence.ROLL_BACK));
    shop.work.hangAfter(BEFORE_THE_SUITE);
    shop.started().until(ProofStoriesTest::isTested);
    shop.work.goOn();
    shop.restartDriver();
    shop.toItsEnd();

    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
    assertEquals(List.of("shop/2/suite/1", "shop/2/suite/1"), shop.target.suites);
    assertEquals(
        1, shop.ledger().stream().filter(row -> row.step().equals("suite")).count(), "one attempt");
  }

  @Test
  void beforeUsersItKeepsEverybodyAway() {
    TheShop shop = shop(suite(Moment.BEFORE_USERS, Consequence.ROLL_BACK));
    shop.target.suiteEnds.add(new Outcome.Failed("ended with 1", Changed.NO));
    shop.started().toItsEnd();

    assertInstanceOf(RolledBack.class, shop.state());
    assertEquals(0, shop.release().reached().percent(), "nobody ever met it");
  }

  @Test
  void beforeUsersItPassesAndTheFirstStageBegins() {
    TheShop shop = shop(suite(Moment.BEFORE_USERS, Consequence.ROLL_BACK)).started().toItsEnd();
    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
    assertEquals(List.of("shop/2/suite/1"), shop.target.suites);
  }

  /** V3: success is not said before somebody has done what users do. */
  @Test
  @Tag("V3")
  void successWaitsForWhoeverWalksTheJourney() {
    TheShop shop = shop(walked()).started();
    Refusal early = TheShop.no(confirm(shop, ShopCatalogue.DAN, BUYING, LINK));
    assertEquals("E-CHECK-04", early.code());

    shop.until(Observing.class).ticks(12);
    assertInstanceOf(Observing.class, shop.state(), "watched long enough, and still not over");
    assertEquals(
        "needs service-owner, with a link that shows it, until ",
        item(shop, BUYING).detail().substring(0, 54));
    aPersonReadsWhatToDo(shop);
    Refusal finish =
        TheShop.no(shop.desk.course().finish(ShopCatalogue.CHI, shop.release(), "all is well"));
    assertTrue(finish.what().contains("journey-buy is not shown yet"), finish::toString);

    var unused = TheShop.yes(confirm(shop, ShopCatalogue.DAN, BUYING, "bought one: " + LINK));
    shop.toItsEnd();

    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
  }

  private static void aPersonReadsWhatToDo(TheShop shop) {
    ReleaseRecord release = shop.release();
    GateKeeper.Status gates = shop.desk.gates().status(release);
    People people = People.of(shop.world.catalogue());
    Instant now = shop.clock.now();
    CheckListView.Item asked =
        CheckListView.of(release, gates, people, now, Optional.empty(), true, false)
            .items()
            .stream()
            .filter(item -> item.id().equals(BUYING))
            .findFirst()
            .orElseThrow();
    assertTrue(
        asked.detail().startsWith("\"Buy one book as a guest.\" needs service-owner"),
        asked::detail);
    assertTrue(asked.command().orElseThrow().endsWith(" --evidence \"link\""), asked::toString);
    Optional<Assessment> newest = shop.desk.course().assessment(release);
    String then =
        ShowView.of(release, gates, newest, people, "ada", now, 1).waiting().orElse("nothing");
    assertTrue(then.endsWith(" if limits hold and journey-buy is shown"), then);
  }

  @Test
  void whoMayNotSayItIsToldWhy() {
    TheShop shop = shop(walked()).started().until(Observing.class);

    String role = TheShop.no(confirm(shop, ShopCatalogue.BEN, BUYING, LINK)).what();
    assertTrue(role.contains("it is for the role service-owner, which you do not have"), role);
    assertTrue(role.contains("Who can: CHI, DAN"), role);
    String machine = TheShop.no(confirm(shop, ShopCatalogue.CI, BUYING, LINK)).what();
    assertTrue(machine.contains("you are a machine, and journey-buy needs a person"), machine);
    String link = TheShop.no(confirm(shop, ShopCatalogue.DAN, BUYING, "it went well")).what();
    assertTrue(link.contains("needs a link that shows it"), link);
    String bare = TheShop.no(confirm(shop, ShopCatalogue.DAN, BUYING, " ")).what();
    assertTrue(bare.contains("needs evidence"), bare);
    assertEquals(ItemState.Standing.OPEN, item(shop, BUYING).standing());
  }

  @Test
  void whatNobodyConfirmsInTimeCallsPeopleAndGoesOnWhenItIsThere() {
    TheShop shop = shop(walked()).started().until(ProofStoriesTest::waitsForProof);
    assertEquals(100, shop.target.traffic.read().share().percent());
    assertTrue(
        shop.words().getLast().contains("journey-buy is not shown yet, and its time is over"),
        () -> shop.words().toString());
    assertEquals(1, shop.facts(Fact.Paged.class).size());

    var unused = TheShop.yes(confirm(shop, ShopCatalogue.DAN, BUYING, LINK));
    shop.toItsEnd();
    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
  }

  /** What was confirmed by mistake is open again, as long as the release is not over. */
  @Test
  void aConfirmationThatIsTakenBackHoldsItAgain() {
    TheShop shop = shop(walked()).started().until(Observing.class);
    var confirmed = TheShop.yes(confirm(shop, ShopCatalogue.DAN, BUYING, LINK));
    var withdrawn =
        TheShop.yes(
            shop.desk
                .gates()
                .withdrawItem(ShopCatalogue.DAN, confirmed, BUYING, "another version"));
    shop.ticks(12);
    assertInstanceOf(Observing.class, shop.state(), withdrawn::toString);
  }

  /** A limit that breaks asks nobody, whatever is still to be shown. */
  @Test
  void harmGoesBackWhileItWaits() {
    TheShop shop = shop(walked()).started().until(Observing.class).ticks(12);
    shop.target.metrics.canaryFails(0.5);
    shop.toItsEnd();
    assertInstanceOf(RolledBack.class, shop.state());
  }

  @Test
  @Tag("T4")
  void aPipelineMaySendTheSuitesResult() {
    Proofs sent =
        new Proofs(
            Optional.of(new Suite(Source.PIPELINE, Moment.EVERYBODY, Consequence.PAUSE, WITHIN)),
            List.of());
    TheShop shop = shop(sent).started().until(Observing.class).ticks(12);
    assertInstanceOf(Observing.class, shop.state());
    assertTrue(item(shop, Proofs.SUITE).detail().startsWith("waits for its pipeline, until "));

    var unused =
        TheShop.yes(
            confirm(shop, ShopCatalogue.CI, Proofs.SUITE, "https://ci.example.org/runs/12"));
    shop.toItsEnd();

    assertInstanceOf(Finished.class, shop.state(), () -> shop.words().toString());
    assertEquals(List.of(), shop.target.suites, "it is not run here");
  }
}
