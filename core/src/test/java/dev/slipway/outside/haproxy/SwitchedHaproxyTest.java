package dev.slipway.outside.haproxy;

import dev.slipway.control.BalancerContract;
import dev.slipway.control.port.Balancer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Switches by a backend's name in a map. */
class SwitchedHaproxyTest extends BalancerContract {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Crowd crowd;

  @BeforeEach
  void starts() {
    crowd = Crowd.switched(folder);
  }

  @AfterEach
  void ends() {
    crowd.close();
  }

  @Override
  protected Balancer opened() {
    return crowd.balancer();
  }

  @Override
  protected int[] between() {
    return new int[0];
  }

  @Override
  protected void fallsSilent() {
    crowd.haproxy.stop();
  }
}
