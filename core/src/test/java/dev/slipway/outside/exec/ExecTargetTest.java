package dev.slipway.outside.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.slipway.control.TargetContract;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.Target;
import dev.slipway.health.Side;
import dev.slipway.rollout.Kept;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

  @Test
  void whatADeployPrintsIsKeptWhateverBecomesOfIt() {
    service.deployDoes("v2", "g1", "echo copying; echo no room left >&2; exit 3\n");

    Outcome outcome = opened().deployment().deploy(Side.CANARY, 1, "shop/2/deploy/1");

    Kept.Printed.Text printed = new Kept.Printed.Text("g1", "copying\nno room left");
    assertEquals(
        Optional.of(new Kept.Printed(List.of(printed))),
        assertInstanceOf(Outcome.Failed.class, outcome).kept());
    service.deployDoes("v2", "g1", "echo copied\n");
    Outcome again = opened().deployment().deploy(Side.CANARY, 1, "shop/2/deploy/2");
    assertEquals(
        Optional.of(new Kept.Printed(List.of(new Kept.Printed.Text("g1", "copied")))),
        assertInstanceOf(Outcome.Done.class, again).kept());
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
