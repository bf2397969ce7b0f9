package dev.slipway.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.migration.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanDocumentsTest {

  @Test
  void theWatchListNamesEveryLimitAndHowItIsLookedAt() {
    assertEquals(
        List.of(
            "error rate above 2 % and 1 point above v1: the release goes back",
            "latency p95 above 500 ms: the release goes back",
            "orders below 70 % of v1: the release goes back",
            "looked at every 1 s over the last 10 s; fewer than 40 requests, or fewer than 5 failures, prove nothing",
            "metrics answer: after 60 s of silence the release pauses",
            "stages 5 % → 10 % → 25 % → 50 % → 100 %, then 15 s with everybody on v2"),
        WatchList.of(SampleFacts.aRelease().plan()));
  }

  @Test
  void theVerificationChecklistNamesArtifactMigrationsChecksAndLimits() {
    Plan plan = SampleFacts.aRelease().migrations(SampleFacts.migration("V2", Phase.EXPAND)).plan();

    assertEquals(
        List.of(
            "every instance of v2 says it runs sha256:bbbbbb…bb",
            "V2 is applied, with the checksum that was reviewed",
            "check health passes",
            "check journey-checkout passes",
            "within limits for 15 s with everybody on v2: error rate, latency p95, orders",
            "no instance of v1 is left at the end"),
        VerificationChecklist.of(plan));
  }
}
