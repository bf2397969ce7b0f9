package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.migration.Phase;
import dev.slipway.risk.Kind;
import dev.slipway.risk.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WayBackTest {

  @Test
  void saysInPlainWordsWhatTakesTheReleaseBack() {
    RollbackPlan rollback = SampleFacts.aRelease().plan().rollback();

    assertEquals(
        List.of(
            "error rate above 2 % and 1 point above v1, two checks in a row, 1 s apart",
            "latency p95 above 500 ms, two checks in a row, 1 s apart",
            "orders below 70 % of v1, two checks in a row, 1 s apart",
            "a step or a traffic move that fails for good",
            "no metrics for 10 min while a stage runs",
            "a pause below 100 % that nobody answers for 60 min"),
        rollback.triggers());
    assertEquals("traffic switch to v1", rollback.method());
    assertEquals("chi", rollback.owner());
  }

  @Test
  void computesHowLongItTakes() {
    // Two checks of a second, two seconds of traffic, ten of watching the old version.
    assertEquals(Duration.ofSeconds(14), SampleFacts.aRelease().plan().rollback().computed());
  }

  @Test
  void anAdditiveMigrationKeepsTheWayBackOpen() {
    RollbackPlan rollback =
        SampleFacts.aRelease()
            .migrations(SampleFacts.migration("V2", Phase.EXPAND))
            .plan()
            .rollback();

    assertEquals("V2 only adds; v1 keeps working", rollback.dataCompatibility());
    assertEquals("V2 stays applied", rollback.notUndone().getFirst());
    assertFalse(rollback.losesData());
    assertEquals(Optional.empty(), rollback.pointOfNoReturn());
  }

  @Test
  void aMigrationThatDoesNotOnlyAddIsThePointOfNoReturn() {
    RollbackPlan rollback =
        SampleFacts.aRelease()
            .migrations(
                SampleFacts.migration("V2", Phase.EXPAND),
                SampleFacts.migration("V3", Phase.UNSAFE),
                SampleFacts.migration("V4", Phase.MIGRATE))
            .plan()
            .rollback();

    assertEquals(Optional.of("migrate-V3"), rollback.pointOfNoReturn());
    assertTrue(rollback.losesData());
    assertEquals(
        "V2 only adds; V3 does not only add (unsafe): v1 may not work after it, so a person has to confirm it before"
            + " the start; V4 does not only add (migrate): v1 may not work after it, so a person has to confirm it"
            + " before the start",
        rollback.dataCompatibility());
    assertEquals(
        "once V3 has run none of these takes it back by itself: it pauses and people are called",
        rollback.triggers().getFirst());
  }

  @Test
  void movingDataIsNoLossOfData() {
    RollbackPlan rollback =
        SampleFacts.aRelease()
            .migrations(SampleFacts.migration("V2", Phase.MIGRATE))
            .plan()
            .rollback();

    assertFalse(rollback.losesData());
    assertEquals(Optional.of("migrate-V2"), rollback.pointOfNoReturn());
  }

  @Test
  void aHostileChangeLosesWhatWasWrittenMeanwhile() {
    RollbackPlan rollback =
        SampleFacts.aRelease().risk(Level.HIGH, Kind.ROLLBACK_HOSTILE).plan().rollback();

    assertTrue(rollback.losesData());
    assertEquals(
        "no migration runs; v1 finds its schema as it is; v1 may not be able to read what v2 writes",
        rollback.dataCompatibility());
  }

  @Test
  void aFlagOfATrailerOrAFileIsTurnedOffFirst() {
    assertEquals(Optional.empty(), SampleFacts.aRelease().plan().rollback().flagOff());
    assertEquals(
        Optional.of("turn flag coupon_ui off"),
        SampleFacts.aRelease().trailer("Flag", "coupon_ui").plan().rollback().flagOff());
    assertEquals(
        Optional.of("turn flags coupon_ui, fast-cart off"),
        SampleFacts.aRelease()
            .trailer("flag", " coupon_ui ")
            .file("src/flags/fast-cart.yaml")
            .file("src/flags/coupon_ui.json")
            .file("docs/flags.md")
            .plan()
            .rollback()
            .flagOff());
  }

  @Test
  void aHostileFlagNameIsLeftOut() {
    assertEquals(
        Optional.empty(),
        SampleFacts.aRelease()
            .trailer("Flag", "x; rm -rf /")
            .trailer("Flag", "")
            .trailer("Flag", "a\nb")
            .plan()
            .rollback()
            .flagOff());
  }
}
