package dev.slipway.outside.exec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.TargetContract;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.Target;
import dev.slipway.health.Side;
import dev.slipway.plan.HaproxySpec;
import dev.slipway.rig.RealHaProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service with two sides behind a real HAProxy keeps what the driver relies on. */
class HaproxyTargetTest extends TargetContract {
  @TempDir private Path folder;
  private AService service;

  @SuppressWarnings("NullAway.Init")
  private RealHaProxy haproxy;

  @BeforeEach
  void runsV1() {
    service = new AService(folder, "b1", "g1");
    haproxy =
        new RealHaProxy(
            folder.resolve("haproxy"),
            """
            frontend web
              bind 127.0.0.1:@port@
              default_backend shop
            backend shop
              default-server check inter 100ms rise 1 fall 1
              server b1 @b1@ weight 100
              server g1 @g1@ weight 0
            """
                .replace("@b1@", service.address("b1"))
                .replace("@g1@", service.address("g1")));
    AService unused = service.runs("v1", "b1");
  }

  @AfterEach
  void ends() {
    haproxy.close();
    service.close();
  }

  @Override
  protected Target opened() {
    return ATarget.twoSides(
            service,
            "b1",
            "g1",
            new HaproxySpec(
                List.of(new HaproxySpec.Address.Unix(haproxy.adminSocket())),
                Duration.ofSeconds(30),
                Duration.ofSeconds(90),
                new HaproxySpec.Layout.OneBackend("shop"),
                Map.of()))
        .opened();
  }

  @Test
  void anInstanceThatADeadWorkerLeftDrainedIsPutBackByTheNextOne() {
    Outcome first = opened().deployment().deploy(Side.CANARY, 1, "shop/2/deploy/1");
    String unused = haproxy.ask("set server shop/g1 state drain");

    Outcome again = opened().deployment().deploy(Side.CANARY, 1, "shop/2/deploy/1");

    assertInstanceOf(Outcome.Done.class, first, first::toString);
    assertInstanceOf(Outcome.Done.class, again, again::toString);
    assertTrue(haproxy.ask("show servers state shop").contains(" g1 127.0.0.1 2 0 0 "));
    assertFalse(haproxy.ask("show stat shop 4 -1").contains("DRAIN"));
  }

  @Test
  void aDeployThatPutNothingWhereNothingRanDoesNotWaitForIt() {
    service.deployDoes("v2", "g1", "exit 3\n");

    Outcome outcome = opened().deployment().deploy(Side.CANARY, 1, "shop/2/deploy/1");

    Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, outcome);
    assertTrue(failed.fault().contains("ended with 3"), failed.fault());
    assertFalse(failed.fault().contains("balancer"), failed.fault());
    assertFalse(haproxy.ask("show stat shop 4 -1").contains("DRAIN"));
  }

  @Test
  void whatTheScriptFindsDrainedItPutsBack() throws Exception {
    String unused = haproxy.ask("set server shop/b1 state drain");

    String said = service.run("sh", "-c", "set -eu\n" + opened().breakGlass().takeBack());

    assertFalse(haproxy.ask("show stat shop 4 -1").contains("DRAIN"), said);
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
