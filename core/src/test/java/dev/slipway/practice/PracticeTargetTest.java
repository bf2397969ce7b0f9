package dev.slipway.practice;

import dev.slipway.control.TargetContract;
import dev.slipway.control.port.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The practice fleet keeps what the driver relies on. */
class PracticeTargetTest extends TargetContract {
  @TempDir private Path folder;
  private PracticeFleet fleet;

  @BeforeEach
  void starts() {
    fleet = PracticeFleet.in(folder, 50);
  }

  @AfterEach
  void ends() {
    fleet.close();
  }

  @Override
  protected Target opened() {
    return fleet.target();
  }

  @Override
  protected void bringsUpV3() {
    fleet.demo.registerArtifact(V3, PracticeFleet.DIGEST_2);
    fleet.demo.bringUp(V3, 1);
  }

  @Override
  protected void fallsSilent() {
    fleet.close();
  }
}
