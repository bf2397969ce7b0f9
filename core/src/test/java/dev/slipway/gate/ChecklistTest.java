package dev.slipway.gate;

import static dev.slipway.gate.ARelease.COMMIT;
import static dev.slipway.gate.ARelease.DIGEST;
import static dev.slipway.gate.ARelease.NOW;
import static dev.slipway.gate.ARelease.OTHER_COMMIT;
import static dev.slipway.gate.ARelease.OTHER_PLAN;
import static dev.slipway.gate.ARelease.PLAN;
import static dev.slipway.gate.ARelease.aRelease;
import static dev.slipway.gate.ItemState.Standing.CONFIRMED;
import static dev.slipway.gate.ItemState.Standing.FAILED;
import static dev.slipway.gate.ItemState.Standing.OPEN;
import static dev.slipway.gate.ItemState.Standing.WAIVED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checklist items and waivers (mission G1, G2, G4). */
class ChecklistTest {
  private static ARelease team(String... items) {
    return aRelease()
        .person("ada", "developer")
        .person("chi", "on-call")
        .person("dora", "on-call")
        .machine("ci")
        .writtenBy("ada@example.org")
        .needs("on-call", 1)
        .items(items);
  }

  @Test
  void saysWhyForEveryItemAndHasNoIdTwice() {
    List<String> ids = Checklist.items().stream().map(Item::id).toList();
    assertEquals(ids.size(), ids.stream().distinct().count());
    for (Item item : Checklist.items()) {
      assertTrue(item.id().matches("[a-z][a-z-]+"), item.id());
      assertTrue(item.why().endsWith(".") && item.why().length() > 30, item.id());
      assertTrue(
          List.of("code", "testing", "database", "infrastructure", "monitoring", "communication")
              .contains(item.group()));
    }
  }

  @Test
  void appliesAllItemsWhereNoneAreChosen() {
    assertEquals(Checklist.items(), Checklist.applying(List.of()));
    assertEquals(
        List.of("capacity"),
        Checklist.applying(List.of("capacity")).stream().map(Item::id).toList());
  }

  @Test
  void refusesToLeaveOutAnItemItDoesNotKnow() {
    assertThrows(
        IllegalArgumentException.class, () -> Checklist.applying(List.of("capacity", "capacitty")));
  }

  @ParameterizedTest
  @CsvSource({
    // item, by, counts
    "on-call, chi, true",
    "on-call, ada, true",
    "on-call, slipway, false",
    "on-call, ci, false",
    "on-call, mallory, false",
    "capacity, slipway, true",
    "capacity, ci, true",
    "capacity, chi, false",
    "reviewed, chi, true",
    "reviewed, ada, false",
    "reviewed, slipway, true",
    "tests-green, ci, true",
    "tests-green, ada, true",
    "migration-safe, slipway, true",
    "migration-safe, chi, true",
    "migration-safe, ada, false",
  })
  void acceptsTheWordOfThoseWhoMayGiveIt(String id, String by, boolean counts) {
    Item item = Checklist.item(id).orElseThrow();
    String bound = item.binding() == Item.Binding.COMMIT ? COMMIT : PLAN;
    ARelease release = team(id).confirmed(id, by, bound);
    assertEquals(counts ? CONFIRMED : OPEN, release.item(id).standing());
    assertEquals(counts, Standing.mayConfirm(release.facts(), by, item, "a link").yes());
  }

  @Test
  void neverTakesABareTick() {
    ARelease release = team("on-call").confirmed("on-call", "chi", PLAN, "  ", Optional.empty());
    assertEquals(OPEN, release.item("on-call").standing());
    Item item = Checklist.item("on-call").orElseThrow();
    assertEquals(
        new Standing.Answer.MayNot(
            "a confirmation needs evidence: a link, a run, or a sentence", "gave no evidence"),
        Standing.mayConfirm(release.facts(), "chi", item, " "));
  }

  @Test
  void opensAgainWhenTheCommitChanges() {
    ARelease release =
        team("tests-green").confirmed("tests-green", "ci", COMMIT).nowAtCommit(OTHER_COMMIT);
    assertEquals(OPEN, release.item("tests-green").standing());
    assertEquals("was for 41fa9c, now 77b0d1", release.item("tests-green").detail());
    assertEquals(
        new GateVerdict.Block(
            "E-GATE-02",
            "checklist",
            "open: tests-green, was for 41fa9c, now 77b0d1 (can confirm: Ada, Chi, Dora)",
            "slipway check confirm shop/42 tests-green --evidence \"link or sentence\""),
        release.verdict().blocks().getLast());
  }

  @Test
  void bindsEachItemToWhatItSpeaksAbout() {
    ARelease release =
        team("capacity", "artifact-known", "tests-green")
            .confirmed("capacity", "slipway", PLAN)
            .confirmed("artifact-known", "slipway", DIGEST)
            .confirmed("tests-green", "ci", COMMIT)
            .withPlan(OTHER_PLAN);
    assertEquals(OPEN, release.item("capacity").standing());
    assertEquals(CONFIRMED, release.item("artifact-known").standing());
    assertEquals(CONFIRMED, release.item("tests-green").standing());
  }

  @Test
  void showsMoreDigitsWhenSixLookTheSame() {
    String similar = COMMIT.substring(0, 10) + "f".repeat(30);
    assertEquals(
        "was for 41fa9c41fa9c, now 41fa9c41faff",
        team("tests-green")
            .confirmed("tests-green", "ci", COMMIT)
            .nowAtCommit(similar)
            .item("tests-green")
            .detail());
  }

  @Test
  void opensAgainWhenAConfirmationExpires() {
    Optional<Instant> until = Optional.of(NOW.plusSeconds(3600));
    ARelease release = team("on-call").confirmed("on-call", "chi", PLAN, "chi watches", until);
    assertEquals(CONFIRMED, release.later(Duration.ofSeconds(3599)).item("on-call").standing());
    assertEquals(OPEN, release.later(Duration.ofSeconds(1)).item("on-call").standing());
    assertEquals("expired 2026-11-17 15:00 UTC", release.item("on-call").detail());
  }

  @Test
  void letsTheLaterOfTwoChecksWin() {
    ARelease release =
        team("capacity")
            .confirmed("capacity", "slipway", PLAN)
            .failed("capacity", "room for 1 of 2");
    assertEquals(FAILED, release.item("capacity").standing());
    assertEquals(
        new GateVerdict.Block(
            "E-GATE-03",
            "checklist",
            "failed: capacity, room for 1 of 2",
            "slipway check run shop/42 capacity"),
        release.verdict().blocks().getLast());
    assertEquals(
        CONFIRMED, release.confirmed("capacity", "slipway", PLAN).item("capacity").standing());
  }

  @Test
  void failsWhenAMachineReportsBrokenTestsAfterAPersonConfirmedThem() {
    ARelease release = team("tests-green").confirmed("tests-green", "chi", COMMIT);
    release.record(new GateRecord.ItemFailed("ci", NOW, "tests-green", "2 red"));
    assertEquals(FAILED, release.item("tests-green").standing());
  }

  @Test
  void keepsAPersonsWordWhenTheToolOnlyFindsNoProof() {
    ARelease release =
        team("reviewed")
            .confirmed("reviewed", "chi", COMMIT)
            .failed("reviewed", "no trailer says so");
    assertEquals(CONFIRMED, release.item("reviewed").standing());
  }

  @Test
  void keepsAPersonsProofThatAMigrationIsSafe() {
    // The tool can only prove that a migration adds; running it again must not wipe out what a
    // person has shown.
    ARelease release =
        team("migration-safe")
            .failed("migration-safe", "V60 drops a column")
            .confirmed("migration-safe", "chi", PLAN)
            .failed("migration-safe", "V60 drops a column");
    assertEquals(CONFIRMED, release.item("migration-safe").standing());
    assertEquals(FAILED, release.withPlan(OTHER_PLAN).item("migration-safe").standing());
  }

  @Test
  void asksAnotherPersonAboutAMigrationTheToolCannotProve() {
    GateVerdict.Block block =
        team("migration-safe")
            .failed("migration-safe", "V60 drops a column")
            .verdict()
            .blocks()
            .getLast();
    assertEquals(
        "failed: migration-safe, V60 drops a column (can confirm: Chi, Dora)", block.why());
    assertTrue(block.fix().startsWith("slipway check confirm shop/42 migration-safe"));
  }

  @Test
  void takesAConfirmationBack() {
    ARelease release =
        team("on-call").confirmed("on-call", "chi", PLAN).itemWithdrawn("on-call", "chi");
    assertEquals(OPEN, release.item("on-call").standing());
    assertEquals("withdrawn by Chi: wrong link", release.item("on-call").detail());
    assertEquals(CONFIRMED, release.confirmed("on-call", "dora", PLAN).item("on-call").standing());
  }

  @Test
  void fallsBackToTheFailureWhenAWaiverIsTakenBack() {
    ARelease release =
        team("capacity")
            .failed("capacity", "no room")
            .waived("capacity", "chi", Duration.ofDays(1))
            .itemWithdrawn("capacity", "chi");
    assertEquals(FAILED, release.item("capacity").standing());
  }

  @Test
  void waivesUntilTheEndOfTheWaiverAndSaysSoEverywhere() {
    ARelease release =
        team("capacity")
            .approvedBy("dora")
            .failed("capacity", "no room")
            .waived("capacity", "chi", Duration.ofDays(2));
    assertEquals(WAIVED, release.item("capacity").standing());
    assertTrue(release.verdict().isOpen());
    assertEquals(
        List.of("capacity is waived by Chi until 2026-11-19 14:00 UTC: same query plan as v2.3"),
        release.verdict().remarks());
    release.later(Duration.ofDays(2));
    assertFalse(release.verdict().isOpen());
    assertEquals(FAILED, release.item("capacity").standing());
  }

  @Test
  void opensAgainWhenAWaiverExpires() {
    ARelease release =
        team("on-call").waived("on-call", "chi", Duration.ofHours(1)).later(Duration.ofHours(1));
    assertEquals(OPEN, release.item("on-call").standing());
    assertEquals("waiver by Chi expired 2026-11-17 15:00 UTC", release.item("on-call").detail());
  }

  @Test
  void keepsAWaiverWhenTheCheckFailsAgain() {
    assertEquals(
        WAIVED,
        team("capacity")
            .waived("capacity", "chi", Duration.ofDays(1))
            .failed("capacity", "no room")
            .item("capacity")
            .standing());
  }

  @Test
  void neverLetsAnAuthorWaiveWhereOthersAreAsked() {
    ARelease release = team("capacity").waived("capacity", "ada", Duration.ofDays(1));
    assertEquals(OPEN, release.item("capacity").standing());
    assertEquals(
        "the waiver of Ada does not count: wrote one of its commits",
        release.item("capacity").detail());
  }

  @Test
  void letsATeamOfOneWaiveForItself() {
    ARelease alone =
        aRelease()
            .person("ada", "owner")
            .writtenBy("ada@example.org")
            .items("reviewed")
            .waived("reviewed", "ada", Duration.ofDays(1));
    assertEquals(WAIVED, alone.item("reviewed").standing());
    assertTrue(alone.verdict().isOpen());
  }

  @ParameterizedTest
  @CsvSource({
    "chi, a reason, 1, true, ''",
    "chi, '', 1, false, a waiver needs a reason",
    "chi, a reason, 0, false, a waiver must end in the future",
    "chi, a reason, 90, true, ''",
    "chi, a reason, 91, false, a waiver lasts at most 90 days",
    "ci, a reason, 1, false, 'you are a machine, and machines never approve'",
    "mallory, a reason, 1, false, slipway.yaml does not know you",
    "ada, a reason, 1, false, you wrote one of its commits",
  })
  void saysWhoMayWaive(String who, String reason, int days, boolean may, String because) {
    Item item = Checklist.item("capacity").orElseThrow();
    Standing.Answer answer =
        Standing.mayWaive(
            team("capacity").facts(), who, item, reason, NOW.plus(Duration.ofDays(days)));
    assertEquals(may, answer.yes());
    if (answer instanceof Standing.Answer.MayNot no) {
      assertEquals(because, no.toYou());
    }
  }
}
