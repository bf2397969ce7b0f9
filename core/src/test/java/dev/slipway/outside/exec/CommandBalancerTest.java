package dev.slipway.outside.exec;

import dev.slipway.control.BalancerContract;
import dev.slipway.control.port.Balancer;
import dev.slipway.outside.haproxy.HaproxyBalancer;
import dev.slipway.outside.http.HttpProbes;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Shares by commands of the team. */
class CommandBalancerTest extends BalancerContract {
  @TempDir private Path folder;
  private AService service;

  @BeforeEach
  void begins() {
    service = new AService(folder, "b1", "g1");
  }

  @Override
  protected Balancer opened() {
    return new Place(
            ATarget.twoSides(service, "b1", "g1").spec(),
            new HttpProbes(),
            HaproxyBalancer::new,
            folder.resolve("marks"),
            "s")
        .balancer;
  }

  @Override
  protected int[] between() {
    return new int[] {1, 25, 99};
  }

  @Override
  protected Path directory() {
    return folder;
  }

  @Override
  protected void fallsSilent() {
    service.write("traffic.sh", "exit 1\n");
    service.write("traffic-read.sh", "exit 1\n");
  }
}
