package dev.slipway.outside.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.BalancerContract;
import dev.slipway.control.port.Balancer;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Kept;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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

  /** What a checkpoint keeps. */
  @Test
  @Tag("X1")
  void tellsTheWeightAndStateOfEveryServer() {
    opened().write(GREEN, new Weight(25));
    List<Kept.Server> before = opened().servers();
    assertEquals(before, before.stream().sorted(Comparator.comparing(Kept.Server::name)).toList());
    assertTrue(before.stream().allMatch(server -> server.state().equals("up")), before::toString);
    assertEquals(
        List.of(true, true, true, true, false, false),
        before.stream().map(server -> server.weight() > 0).toList(),
        "two of the old version, two of the new one, and a group that is not compared with");
    String first = before.getFirst().name();
    String backend = first.substring(0, first.indexOf('/') + 1);

    assertTrue(opened().drain(first.substring(backend.length()), () -> false));

    assertEquals(
        new Kept.Server(first, before.getFirst().weight(), "drained"),
        opened().servers().getFirst());
    assertEquals(before.subList(1, before.size()), opened().servers().subList(1, before.size()));
  }

  @Override
  protected void fallsSilent() {
    crowd.haproxy.stop();
  }
}
