package dev.slipway.risk;

import static dev.slipway.risk.AChange.aChange;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How points and people make a level of risk. */
@Tag("R1")
class LevelTest {
  @Test
  void addsPointsUpToALevel() {
    Classification two = aChange().touching("Dockerfile").classified();
    assertEquals(Level.LOW, two.level());
    Classification three = aChange().touching("Dockerfile", "flags.json").classified();
    assertEquals(3, three.points());
    assertEquals(Level.MEDIUM, three.level());
    Classification six = aChange().touching("Dockerfile", "src/payment/a").classified();
    assertEquals(6, six.points());
    assertEquals(Level.HIGH, six.level());
    assertEquals(
        List.of("R2", "R4"), six.findings().stream().map(Finding::rule).toList(), "heaviest first");
  }

  @Test
  void isHighAtOnceForTheKindsOfThePolicy() {
    AChange change = aChange().touching("flags.json").highAtOnce(Kind.EXPOSURE);
    assertEquals(1, change.classified().points());
    assertEquals(Level.HIGH, change.classified().level());
  }

  @Test
  void raisesOnOnePersonsWord() {
    Classification raised = aChange().overriddenTo(Level.HIGH, "", "ada").classified();
    assertEquals(Level.LOW, raised.computed());
    assertEquals(Level.HIGH, raised.level());
    assertEquals(
        Level.LOW, aChange().overriddenTo(Level.HIGH, "because", " ").classified().level());
  }

  @Test
  void lowersOnlyWithAReasonAndTwoPeople() {
    AChange risky = aChange().touching("Dockerfile", "src/payment/a");
    assertEquals(
        Level.HIGH, risky.overriddenTo(Level.LOW, "only a comment", "ada").classified().level());
    assertEquals(
        Level.HIGH,
        risky.overriddenTo(Level.LOW, "only a comment", "ada", "Ada ").classified().level());
    assertEquals(
        Level.HIGH, risky.overriddenTo(Level.LOW, "  ", "ada", "chi").classified().level());
    Classification lowered =
        risky.overriddenTo(Level.LOW, "only a comment", "ada", "chi").classified();
    assertEquals(Level.LOW, lowered.level());
    assertEquals(Level.HIGH, lowered.computed());
  }

  @Test
  void saysWhatAnOverrideStillLacks() {
    Classification.Override alone = new Classification.Override(Level.LOW, "", List.of("ada"));
    assertEquals(
        List.of(
            "a reason for lowering the risk from HIGH to LOW",
            "a second person who lowers the risk"),
        Classifier.missing(Level.HIGH, alone));
    assertEquals(List.of(), Classifier.missing(Level.LOW, alone));
  }
}
