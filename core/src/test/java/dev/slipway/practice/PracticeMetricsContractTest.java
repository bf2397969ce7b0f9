package dev.slipway.practice;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.slipway.control.MetricsContract;
import dev.slipway.control.port.Metrics;
import dev.slipway.control.port.Outcome;
import dev.slipway.health.Side;
import dev.slipway.release.Weight;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The practice fleet measures as judging relies on. */
class PracticeMetricsContractTest extends MetricsContract {
  @TempDir private Path folder;
  private PracticeFleet fleet;

  @BeforeEach
  void halfOfTheUsersAreOnTheNewVersion() {
    fleet = PracticeFleet.in(folder, 200);
    assertInstanceOf(Outcome.Done.class, fleet.target().deployment().deploy(Side.CANARY, 3, "new"));
    fleet.target().traffic().write(new Weight(50));
  }

  @AfterEach
  void ends() {
    fleet.close();
  }

  @Override
  protected Metrics metrics() {
    return fleet.target().metrics();
  }

  @Override
  protected void usersCome() {}

  @Override
  protected void newVersionFails() {
    var unused = fleet.demo.breakVersion(PracticeFleet.V2, List.of(new Fault.Errors(100)));
  }

  @Override
  protected void fallsSilent() {
    fleet.close();
  }
}
