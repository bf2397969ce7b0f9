package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.risk.Level;
import org.junit.jupiter.api.Test;

class DangerTest {
  @Test
  void asksBeforeAStartInProductionAndWantsTheNameWhenRiskIsHigh() {
    assertEquals(Danger.YES_NO, Danger.ofStart(false, "prod", Level.LOW));
    assertEquals(Danger.YES_NO, Danger.ofStart(false, "production-eu", Level.MEDIUM));
    assertEquals(Danger.TYPE_NAME, Danger.ofStart(false, "prod", Level.HIGH));
  }

  @Test
  void asksNothingWherePracticeOrNobodyIsServed() {
    assertEquals(Danger.NONE, Danger.ofStart(true, "prod", Level.HIGH));
    assertEquals(Danger.NONE, Danger.ofStart(false, "staging", Level.HIGH));
  }

  @Test
  void takesAnEnvironmentItDoesNotKnowForProduction() {
    assertEquals(Danger.YES_NO, Danger.ofStart(false, "customers", Level.LOW));
  }

  @Test
  void theSafeDirectionIsCheapUnlessDataIsLost() {
    assertEquals(Danger.NONE, Danger.ofRollback(false));
    assertEquals(Danger.TYPE_NAME, Danger.ofRollback(true));
    assertEquals(Danger.TYPE_NAME, Danger.ofAdvance(true));
    assertEquals(Danger.NONE, Danger.ofAdvance(false));
  }
}
