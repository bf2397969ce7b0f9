package dev.slipway.outside.exec;

import dev.slipway.health.Side;
import java.nio.file.Path;
import java.util.Map;

/** A worker's process of its own, which deploys v2 to one instance and is killed meanwhile. */
public final class DeployingProcess {
  private DeployingProcess() {}

  public static void main(String[] arguments) {
    var outcome =
        ATarget.inPlace(Path.of(arguments[0]), Map.of(arguments[1], arguments[2]))
            .opened()
            .deployment()
            .deploy(Side.CANARY, 1, "search/2/deploy/1");
    throw new IllegalStateException("nobody killed it: " + outcome);
  }
}
