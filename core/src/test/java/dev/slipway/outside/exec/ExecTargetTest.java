package dev.slipway.outside.exec;

import dev.slipway.control.TargetContract;
import dev.slipway.control.port.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A service of one's own with two sides keeps what the driver relies on. */
class ExecTargetTest extends TargetContract {
  @TempDir private Path folder;
  private AService service;

  @BeforeEach
  void runsV1() {
    service = new AService(folder, "b1", "g1").runs("v1", "b1");
  }

  @AfterEach
  void ends() {
    service.close();
  }

  @Override
  protected Target opened() {
    return ATarget.twoSides(service, "b1", "g1").opened();
  }

  @Override
  protected void bringsUpV3() {
    AService unused = service.runs("v3", "g1");
  }

  @Override
  protected void fallsSilent() {
    service.write("broken-running", "");
  }
}
