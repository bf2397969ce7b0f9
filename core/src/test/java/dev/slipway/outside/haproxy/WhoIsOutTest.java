package dev.slipway.outside.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Balancer;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.HaproxySpec;
import dev.slipway.release.Weight;
import dev.slipway.rig.BalancerScript;
import dev.slipway.rig.RealHaProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a server's state somebody decided, in the words of a real HAProxy. */
@Tag("X5")
class WhoIsOutTest {
  private static final Weight HALF = new Weight(50);
  @TempDir private Path folder;

  private static Balancer balancer(RealHaProxy haproxy) {
    return balancer(haproxy.adminSocket(), List.of("g1"));
  }

  private static Balancer balancer(Path socket, List<String> green) {
    return new HaproxyBalancer(
        new HaproxySpec(
            List.of(new HaproxySpec.Address.Unix(socket)),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            new HaproxySpec.Layout.OneBackend("shop"),
            Map.of()),
        List.of(new ExecSpec.Group("blue", List.of("b1")), new ExecSpec.Group("green", green)));
  }

  private RealHaProxy haproxy(String green) {
    return new RealHaProxy(
        folder,
        """
        resolvers nobody
          nameserver none 127.0.0.1:1
          resolve_retries 1
          timeout retry 20ms
          timeout resolve 20ms
          hold refused 20ms
          hold timeout 20ms
          hold valid 20ms
        frontend web
          bind 127.0.0.1:@port@
          default_backend shop
        backend shop
          server b1 127.0.0.1:9 weight 50
        """
            + "  server g1 "
            + green
            + "\n");
  }

  @Test
  void whatBeganDisabledAndWasPutInServes() throws Exception {
    try (RealHaProxy haproxy = haproxy("127.0.0.1:9 weight 50 disabled")) {
      assertEquals(Weight.NONE, balancer(haproxy).read("green").share());

      assertEquals("", haproxy.ask("set server shop/g1 state ready").strip());

      assertEquals(HALF, balancer(haproxy).read("green").share());
      balancer(haproxy).write("green", new Weight(80));
      assertEquals(new Weight(80), balancer(haproxy).read("green").share());
      assertTrue(balancer(haproxy).drain("g1", () -> false));
      Balancer.Lines lines = balancer(haproxy).lines("blue");
      assertEquals(
          0, new BalancerScript(folder, folder).exit(lines, String.join("\n", lines.ready())));
      assertEquals(new Weight(80), balancer(haproxy).read("green").share());
      assertEquals(
          0,
          new BalancerScript(folder, folder).exit(lines, lines.read() + "[ \"$share\" -eq 20 ]"));
    }
  }

  @Test
  void aNameThatNobodyResolvesTakesNobodysShareAway() throws Exception {
    try (RealHaProxy haproxy =
        haproxy("localhost:9 weight 50 resolvers nobody init-addr libc check inter 60s")) {
      await(() -> haproxy.ask("show servers state shop").contains(" g1 - 0 32 50 "));

      assertEquals(HALF, balancer(haproxy).read("green").share());
      Balancer.Lines lines = balancer(haproxy).lines("green");
      assertEquals(
          0,
          new BalancerScript(folder, folder).exit(lines, lines.read() + "[ \"$share\" -eq 50 ]"));
      OutsideFailure down =
          assertThrows(
              OutsideFailure.class, () -> balancer(haproxy).write("green", new Weight(60)));
      assertTrue(String.valueOf(down.getMessage()).contains("g1 has no address"), down::getMessage);
      assertTrue(balancer(haproxy).unserved("green").isPresent());
    }
  }

  @Test
  void aShareThatNobodyCouldSetIsSaidBeforeAnybodyMoves() {
    List<String> seven = List.of("g1", "g2", "g3", "g4", "g5", "g6", "g7");
    String more =
        String.join(
            "\n",
            seven.subList(1, 7).stream().map(name -> "  server " + name + " 127.0.0.1:9").toList());
    List<Weight> shares = List.of(new Weight(1), HALF, Weight.ALL);
    try (RealHaProxy haproxy = haproxy("127.0.0.1:9\n" + more)) {
      assertEquals(Optional.empty(), balancer(haproxy).unable("green", shares, false));
      assertEquals(
          Optional.of(
              "HAProxy at "
                  + haproxy.adminSocket()
                  + ": 1 % cannot be set between 7 and 1 servers"),
          balancer(haproxy.adminSocket(), seven).unable("green", shares, false));
      String operator =
          balancer(haproxy.operatorSocket(), seven)
              .unable("green", List.of(), false)
              .orElse("nothing");
      assertTrue(operator.contains("lets its operator change nothing"), operator);
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.holds()) {
      assertTrue(System.nanoTime() - deadline < 0, "never came");
      Thread.sleep(10);
    }
  }
}
