package dev.slipway.gate;

import static dev.slipway.gate.ARelease.PLAN;
import static dev.slipway.gate.ARelease.aRelease;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The verdict whether a release may start (mission G1 to G5). */
class GateTest {
  @Test
  void opensWhenNothingIsMissing() {
    GateVerdict verdict =
        aRelease()
            .person("chi", "on-call")
            .needs("on-call", 1)
            .approvedBy("chi")
            .items("capacity", "on-call", "health")
            .confirmed("capacity", Standing.TOOL, PLAN)
            .confirmed("on-call", "chi", PLAN)
            .verdict();
    assertEquals(GateVerdict.OPEN, verdict);
  }

  @Test
  void doesNotAskForTheItemsAfterTheDeployBeforeIt() {
    assertTrue(aRelease().items("health", "journeys", "errors").verdict().isOpen());
  }

  @Test
  void saysEverythingInTheWayAtOnce() {
    GateVerdict verdict =
        aRelease()
            .person("chi", "on-call")
            .needs("on-call", 1)
            .items("capacity", "stakeholders")
            .lockedBy("shop/41 is being watched (Ada)")
            .takenBackBefore()
            .verdict();
    assertEquals(
        List.of("E-LOCK-01", "E-GATE-04", "E-GATE-01", "E-GATE-02", "E-GATE-02"),
        verdict.blocks().stream().map(GateVerdict.Block::code).toList());
  }

  @Test
  void pointsAtTheReleaseThatHoldsTheService() {
    GateVerdict.Block block =
        aRelease().lockedBy("shop/41 is being watched (Ada)").verdict().blocks().getFirst();
    assertEquals(
        new GateVerdict.Block(
            "E-LOCK-01",
            "lock",
            "shop is busy: shop/41 is being watched (Ada). Two changes at once cannot be told apart.",
            "slipway show shop/41"),
        block);
  }

  @Test
  void survivesALockWithoutAReleaseInItsWords() {
    assertEquals(
        "slipway show shop/42", aRelease().lockedBy("").verdict().blocks().getFirst().fix());
  }

  @Test
  void keepsAVersionThatWasRolledBackFromComingBackByItself() {
    GateVerdict.Block block = aRelease().takenBackBefore().verdict().blocks().getFirst();
    assertEquals(
        "v2.4.1 was rolled back before, in shop/41: error rate. Nobody has said what is different now.",
        block.why());
    assertEquals("slipway new shop v2.4.1 --reason \"what is different now\"", block.fix());
  }

  @Test
  void keepsAPlanFromStartingWhereNobodyIsAnyMore() {
    GateVerdict.Block block = aRelease().plannedFromWhatRunsNoMore().verdict().blocks().getFirst();
    assertEquals("E-GATE-06", block.code());
    assertEquals(
        "v2.3.9 runs since shop/41, and this plan begins at v2.4.0. Open it anew from what runs now",
        block.why());
    assertEquals("slipway new shop v2.4.1", block.fix());
  }

  @Test
  void asksForAPlanFirst() {
    GateVerdict verdict = aRelease().withPlan("").needs("on-call", 1).verdict();
    assertEquals(
        List.of("E-GATE-05"), verdict.blocks().stream().map(GateVerdict.Block::code).toList());
    assertEquals("slipway plan shop/42", verdict.blocks().getFirst().fix());
  }

  @Test
  void isNotFooledByAnApprovalOfAnEmptyPlan() {
    assertFalse(
        aRelease()
            .person("chi", "on-call")
            .needs("on-call", 1)
            .withPlan("")
            .approvedBy("chi", "on-call", "")
            .verdict()
            .isOpen());
  }

  @Test
  void givesEveryFixAsALineThatStartsWithTheProgram() {
    GateVerdict verdict =
        aRelease()
            .needs("on-call", 1)
            .items()
            .items("capacity", "on-call")
            .lockedBy("x")
            .takenBackBefore()
            .verdict();
    assertTrue(verdict.blocks().stream().allMatch(block -> block.fix().startsWith("slipway ")));
  }

  @Test
  void hasACodeOfItsOwnForEachKindOfObstacle() {
    List<String> codes = Arrays.stream(GateCode.values()).map(GateCode::code).toList();
    assertEquals(codes.size(), codes.stream().distinct().count());
    assertTrue(codes.stream().allMatch(code -> code.matches("E-(GATE|LOCK)-[0-9]{2}")));
  }
}
