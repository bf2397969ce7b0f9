package dev.slipway.outside.haproxy;

import dev.slipway.control.BalancerContract;
import dev.slipway.control.port.Balancer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Shares by the weights of servers in one backend. */
class WeighedHaproxyTest extends BalancerContract {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Crowd crowd;

  @BeforeEach
  void starts() {
    crowd = Crowd.weighed(folder);
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
    return new int[] {1, 5, 10, 25, 33, 50, 67, 99};
  }

  @Override
  protected void fallsSilent() {
    crowd.haproxy.stop();
  }
}
