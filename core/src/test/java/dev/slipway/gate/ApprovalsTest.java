package dev.slipway.gate;

import static dev.slipway.gate.ARelease.OTHER_PLAN;
import static dev.slipway.gate.ARelease.PLAN;
import static dev.slipway.gate.ARelease.aRelease;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Approvals (mission G3). */
@Tag("G3")
class ApprovalsTest {
  private static ARelease team() {
    return aRelease()
        .person("ada", "developer", "on-call", "service-owner")
        .person("ben", "service-owner")
        .person("chi", "on-call", "service-owner")
        .person("dora", "on-call")
        .person("eve")
        .machine("ci", "on-call")
        .personWithoutAddress("finn", "on-call");
  }

  @ParameterizedTest
  @CsvSource({
    // who, wrote, opened, may, reason told to that person
    "chi,  zoe@example.org, ada,  true,  ''",
    "dora, zoe@example.org, ada,  true,  ''",
    "ada,  zoe@example.org, ada,  false, you opened this release",
    "chi,  CHI@Example.org, ada,  false, you wrote one of its commits",
    "chi,  ' chi@example.org', ada,  false, you wrote one of its commits",
    "ben,  zoe@example.org, ada,  false, you have none of the roles asked for (on-call)",
    "eve,  zoe@example.org, ada,  false, you have none of the roles asked for (on-call)",
    "ci,   zoe@example.org, ada,  false, 'you are a machine, and machines never approve'",
    "mallory, zoe@example.org, ada, false, slipway.yaml does not know you",
    "finn, zoe@example.org, ada,  false, 'you have no e-mail address in slipway.yaml, so it is unknown who wrote what'",
    "slipway, zoe@example.org, ada, false, slipway.yaml does not know you",
  })
  void saysWhoMayApproveAndWhyNot(
      String who, String wrote, String opened, boolean may, String reason) {
    GateFacts facts = team().needs("on-call", 1).writtenBy(wrote).openedBy(opened).facts();
    Standing.Answer answer = Standing.mayApprove(facts, who);
    assertEquals(may, answer.yes());
    if (answer instanceof Standing.Answer.MayNot no) {
      assertEquals(reason, no.toYou());
    }
    // What is refused must not count either, should it stand in the book all the same.
    GateVerdict verdict =
        team().needs("on-call", 1).writtenBy(wrote).openedBy(opened).approvedBy(who).verdict();
    assertEquals(may, verdict.isOpen());
  }

  @Test
  void countsTheCommitsOfAnAuthor() {
    GateFacts facts =
        team()
            .needs("on-call", 1)
            .writtenBy("chi@example.org", "chi@example.org", "zoe@example.org")
            .facts();
    assertEquals(
        new Standing.Answer.MayNot("you wrote 2 of its commits", "wrote 2 of its commits"),
        Standing.mayApprove(facts, "chi"));
  }

  @Test
  void namesWhoCanHelpAndWhatToType() {
    GateVerdict verdict = team().needs("on-call", 1).verdict();
    assertEquals(
        List.of(
            new GateVerdict.Block(
                "E-GATE-01",
                "approval",
                "missing: on-call (can approve: Chi, Dora)",
                "slipway approve shop/42")),
        verdict.blocks());
  }

  @Test
  void saysSoWhenNobodyOfARoleIsLeft() {
    GateVerdict verdict =
        aRelease()
            .person("chi", "on-call")
            .person("ada", "on-call")
            .needs("on-call", 1)
            .writtenBy("chi@example.org")
            .verdict();
    assertEquals(
        "missing: on-call, and nobody of this role can approve (Chi wrote one of its commits; Ada opened this release)."
            + " Give another person the role on-call in slipway.yaml, then apply it",
        verdict.blocks().getFirst().why());
    assertEquals("slipway catalog apply", verdict.blocks().getFirst().fix());
  }

  @Test
  void deniesWhenTheAllowListIsEmpty() {
    GateVerdict nobody = aRelease().needs("on-call", 1).approvedBy("chi").verdict();
    assertFalse(nobody.isOpen());
    assertTrue(nobody.blocks().getFirst().why().contains("nobody has this role"));
  }

  @Test
  void neverCountsOnePersonForTwoNeeds() {
    ARelease release = team().needs("on-call", 1).needs("service-owner", 1).approvedBy("chi");
    assertFalse(release.verdict().isOpen());
    assertFalse(release.approvedBy("chi", "service-owner", PLAN).verdict().isOpen());
    assertTrue(release.approvedBy("ben").verdict().isOpen());
  }

  @Test
  void movesAPersonWithTwoRolesToMakeRoomForAnother() {
    // A greedy choice keeps Chi as on-call and finds no place for Dora.
    ARelease release =
        team()
            .needs("on-call", 1)
            .needs("service-owner", 1)
            .approvedBy("chi", "on-call", PLAN)
            .approvedBy("dora");
    assertTrue(release.verdict().isOpen());
    List<Approvals.Given> given = Approvals.of(release.facts()).given();
    assertEquals(
        List.of("dora as on-call", "chi as service-owner"),
        given.stream().map(one -> one.person() + " as " + one.role()).toList());
  }

  @Test
  void namesTheRoleThatIsReallyMissing() {
    // Only Chi is a service owner; Chi has approved as on-call. What helps is Dora as on-call, and
    // Chi then counts as owner.
    GateVerdict verdict =
        aRelease()
            .person("chi", "on-call", "service-owner")
            .person("dora", "on-call")
            .needs("on-call", 1)
            .needs("service-owner", 1)
            .approvedBy("chi", "on-call", PLAN)
            .verdict();
    assertEquals(1, verdict.blocks().size());
    assertEquals("missing: on-call (can approve: Dora)", verdict.blocks().getFirst().why());
  }

  @Test
  void keepsTheRoleAPersonActedIn() {
    List<Approvals.Given> given =
        Approvals.of(
                team()
                    .needs("on-call", 1)
                    .needs("service-owner", 1)
                    .approvedBy("chi", "service-owner", PLAN)
                    .facts())
            .given();
    assertEquals("service-owner", given.getFirst().role());
  }

  @Test
  void countsDistinctPeopleOfOneRole() {
    ARelease release = team().needs("on-call", 2).approvedBy("chi").approvedBy("chi");
    assertEquals(
        "missing: 1 of 2 on-call (can approve: Dora)", release.verdict().blocks().getFirst().why());
    assertTrue(release.approvedBy("dora").verdict().isOpen());
  }

  @Test
  void asksAgainWhenThePlanChanges() {
    ARelease release = team().needs("on-call", 1).approvedBy("chi").withPlan(OTHER_PLAN);
    GateVerdict verdict = release.verdict();
    assertFalse(verdict.isOpen());
    assertEquals(
        List.of("Chi's approval is for another plan: was for 3b7f3b, now c0dec0"),
        verdict.remarks());
    assertTrue(release.approvedBy("chi", "on-call", OTHER_PLAN).verdict().isOpen());
  }

  @Test
  void keepsAnApprovalOfExactlyThisPlanWhenAnotherWasTriedBetween() {
    assertTrue(
        team()
            .needs("on-call", 1)
            .approvedBy("chi")
            .approvedBy("chi", "", OTHER_PLAN)
            .verdict()
            .isOpen());
  }

  @Test
  void takesBackEveryApprovalOfAPerson() {
    ARelease release =
        team()
            .needs("on-call", 1)
            .approvedBy("chi", "", OTHER_PLAN)
            .approvedBy("chi")
            .withdrawnBy("chi");
    assertFalse(release.verdict().isOpen());
    assertFalse(release.withPlan(OTHER_PLAN).verdict().isOpen());
    assertTrue(
        release.withPlan(PLAN).approvedBy("chi").verdict().isOpen(), "approving again counts");
  }

  @Test
  void leavesOtherPeoplesApprovalsAloneOnAWithdrawal() {
    assertTrue(
        team()
            .needs("on-call", 1)
            .approvedBy("chi")
            .approvedBy("dora")
            .withdrawnBy("dora")
            .verdict()
            .isOpen());
  }

  @Test
  void letsOnlyApproversWithdraw() {
    GateFacts facts = team().needs("on-call", 1).approvedBy("chi").facts();
    assertTrue(Standing.mayWithdraw(facts, "chi").yes());
    assertFalse(Standing.mayWithdraw(facts, "dora").yes());
  }

  @Test
  void expiresAnApproval() {
    ARelease release = team().needs("on-call", 1).approvedBy("chi");
    assertTrue(release.later(Duration.ofDays(7).minusSeconds(1)).verdict().isOpen());
    GateVerdict verdict = release.later(Duration.ofSeconds(1)).verdict();
    assertEquals("missing: on-call (can approve: Chi, Dora)", verdict.blocks().getFirst().why());
    assertEquals(
        List.of("Chi's approval has expired: it was given 2026-11-17 14:00 UTC"),
        verdict.remarks());
  }

  @Test
  void losesAnApprovalWithTheRole() {
    GateVerdict verdict =
        aRelease()
            .person("chi", "developer")
            .person("dora", "on-call")
            .needs("on-call", 1)
            .approvedBy("chi", "on-call", PLAN)
            .verdict();
    assertEquals("missing: on-call (can approve: Dora)", verdict.blocks().getFirst().why());
  }

  @Test
  void saysThatNobodyAgreedWhereNobodyIsAsked() {
    GateVerdict verdict = team().verdict();
    assertTrue(verdict.isOpen());
    assertTrue(verdict.remarks().getFirst().startsWith("this policy asks for no approval"));
    assertFalse(Standing.mayApprove(team().facts(), "chi").yes());
  }

  @Test
  void listsWhoIsEligible() {
    GateFacts facts = team().needs("on-call", 1).writtenBy("dora@example.org").facts();
    assertEquals(
        List.of("chi"), Standing.eligible(facts, "on-call").stream().map(Person::id).toList());
  }

  /**
   * Against trying every way there is: the assignment fills the needs exactly when some way fills
   * them.
   */
  @Test
  void findsAnAssignmentWheneverThereIsOne() {
    Random random = new Random(42);
    List<String> roles = List.of("a", "b", "c", "d");
    for (int round = 0; round < 2_000; round++) {
      ARelease release = aRelease().openedBy("opener");
      List<List<String>> approvers = new ArrayList<>();
      for (int person = 0; person < 5; person++) {
        List<String> mine = roles.stream().filter(role -> random.nextInt(3) == 0).toList();
        release.person("p" + person, mine.toArray(new String[0]));
        if (random.nextBoolean()) {
          release.approvedBy("p" + person, mine.isEmpty() ? "" : mine.getFirst(), PLAN);
          approvers.add(mine);
        }
      }
      List<String> places = new ArrayList<>();
      for (String role : roles) {
        int count = random.nextInt(3);
        if (count > 0) {
          release.needs(role, count);
          places.addAll(java.util.Collections.nCopies(count, role));
        }
      }
      boolean possible = someWay(places, new ArrayList<>(approvers));
      assertEquals(
          possible,
          release.verdict().isOpen(),
          "round " + round + ": " + places + " by " + approvers);
      Approvals approvals = Approvals.of(release.facts());
      assertEquals(
          approvals.given().size(),
          approvals.given().stream().map(Approvals.Given::person).distinct().count());
      int open = approvals.missing().stream().mapToInt(Approvals.Missing::open).sum();
      assertEquals(places.size(), approvals.given().size() + open);
      // What is said to be reachable is: when everybody who can approves, the gate opens, and
      // otherwise it cannot.
      boolean reachable = approvals.missing().stream().allMatch(Approvals.Missing::reachable);
      List<List<String>> everybody = release.facts().people().stream().map(Person::roles).toList();
      assertEquals(someWay(places, new ArrayList<>(everybody)), reachable, "round " + round);
    }
  }

  private static boolean someWay(List<String> places, List<List<String>> people) {
    if (places.isEmpty()) {
      return true;
    }
    for (int i = 0; i < people.size(); i++) {
      if (people.get(i).contains(places.getFirst())) {
        List<List<String>> others = new ArrayList<>(people);
        others.remove(i);
        if (someWay(places.subList(1, places.size()), others)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aReactionThatNobodyHasSeenLatelyDoesNotCountYet() {
    ARelease release =
        aRelease()
            .person("ada")
            .person("chi", "on-call")
            .needs("on-call", 1)
            .record(
                new GateRecord.Approved(
                    "chi", ARelease.NOW, "on-call", ARelease.PLAN, "Slack #x, by reaction", ""))
            .reactionLastSeen("chi", ARelease.NOW);

    Approvals approvals = Approvals.of(release.facts());

    assertEquals(List.of(), approvals.given());
    assertTrue(
        release.verdict().blocks().getFirst().why().contains("reaction does not count yet"),
        release.verdict().toString());
    assertEquals(1, Approvals.of(release.approvedBy("chi").facts()).given().size());
  }
}
