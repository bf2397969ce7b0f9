package dev.slipway.outside.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Balancer;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.HaproxySpec.Address;
import dev.slipway.release.Weight;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy that restarts, hangs, refuses, or is changed by somebody else. */
@Tag("X5")
class HaproxyFaultsTest {
  private static final String GREEN = "green";
  private static final Weight QUARTER = new Weight(25);
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Crowd crowd;

  @BeforeEach
  void starts() {
    crowd = Crowd.weighed(folder.resolve("one"));
  }

  @AfterEach
  void ends() {
    crowd.close();
  }

  @Test
  void usersAreSentWhereTheShareSays() throws Exception {
    crowd.balancer(crowd.tcp()).write(GREEN, QUARTER);

    List<String> names = crowd.users(200);

    long green = names.stream().filter(name -> name.startsWith("g")).count();
    assertTrue(Math.abs(green - 50) <= 2, names::toString);
    crowd.balancer().write(GREEN, Weight.ALL);
    assertTrue(crowd.users(20).stream().allMatch(name -> name.startsWith("g")));
  }

  @Test
  void oneThatRestartedIsToldFromOneThatAPersonTurnedDown() {
    Balancer balancer = crowd.balancer();
    balancer.write(GREEN, QUARTER);
    Balancer.Reading before = balancer.read(GREEN);

    String unused = crowd.haproxy.ask("set weight shop/g1 0; set weight shop/g2 0");
    Balancer.Reading turnedDown = balancer.read(GREEN);
    balancer.write(GREEN, QUARTER);
    crowd.haproxy.restart();
    Balancer.Reading restarted = balancer.read(GREEN);

    assertEquals(new Balancer.Reading(Weight.NONE, before.incarnation()), turnedDown);
    assertEquals(Weight.NONE, restarted.share());
    assertNotEquals(before.incarnation(), restarted.incarnation());
  }

  @Test
  void oneThatRestartedWithItsStateHasTheShareAndIsAnotherIncarnation() {
    Balancer balancer = crowd.balancer();
    balancer.write(GREEN, QUARTER);
    Balancer.Reading before = balancer.read(GREEN);

    crowd.haproxy.restartKeepingState();

    assertEquals(QUARTER, balancer.read(GREEN).share());
    assertNotEquals(before.incarnation(), balancer.read(GREEN).incarnation());
  }

  @Test
  void oneThatHangsIsGivenUpInTimeAndCanBeToldAgain() {
    Balancer balancer = crowd.balancer();
    balancer.write(GREEN, QUARTER);
    crowd.haproxy.pause();

    Balancer hasty = crowd.hasty().balancer();
    String said = said(() -> hasty.write(GREEN, Weight.NONE));

    assertTrue(said.contains("admin.sock: no answer within 1000 ms"), said);
    crowd.haproxy.resume();
    balancer.write(GREEN, Weight.NONE);
    assertEquals(Weight.NONE, balancer.read(GREEN).share());
  }

  @Test
  void sayingNoIsNotDoing() {
    Balancer operator = crowd.balancer(new Address.Unix(crowd.haproxy.operatorSocket()));

    String said = said(() -> operator.write(GREEN, QUARTER));

    assertTrue(said.contains("it refused: Permission denied"), said);
    assertEquals(Weight.NONE, operator.read(GREEN).share());
  }

  @Test
  void oneServerIsDrainedAndAnsweredToTheLast() throws Exception {
    Balancer balancer = crowd.balancer();
    Thread user =
        Thread.ofVirtual()
            .start(() -> {
              try {
                assertEquals(200, crowd.ask("/slow").statusCode());
              } catch (Exception failed) {
                throw new AssertionError(failed);
              }
            });
    crowd.arrived.await();
    String busy = busy();

    assertFalse(balancer.drain(busy, () -> true), "a request is open");
    assertTrue(crowd.users(20).stream().noneMatch(busy::equals));
    crowd.slow.countDown();
    assertTrue(balancer.drain(busy, () -> false));
    user.join();

    balancer.ready(busy, Duration.ofSeconds(30), () -> false);
    assertTrue(crowd.users(20).contains(busy));
  }

  private String busy() {
    Proxy proxy = new Proxy(new RuntimeApi(crowd.tcp(), Duration.ofSeconds(10)));
    return proxy.open(new Proxy.Place("shop", "b1"), "look") > 0 ? "b1" : "b2";
  }

  @Test
  void workOnManyServersAtOnceIsNotRefused() throws Exception {
    Balancer balancer = crowd.balancer();
    List<Callable<Boolean>> calls =
        Collections.nCopies(
            200,
            () -> {
              balancer.ready("g1", Duration.ofSeconds(60), () -> false);
              return true;
            });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> done : threads.invokeAll(calls)) {
        assertTrue(done.get());
      }
    }
  }

  @Test
  void theLastOneThatIsUpIsNotTakenFromItsUsers() throws Exception {
    Balancer inPlace = crowd.inPlace();
    assertTrue(inPlace.drain("b1", () -> false));
    inPlace.ready("b1", Duration.ofSeconds(30), () -> false);
    crowd.ends("b2");
    await(() -> crowd.haproxy.ask("show stat shop 4 -1").contains("DOWN"));

    String said = said(() -> inPlace.drain("b1", () -> false));

    assertTrue(said.contains("no other server of shop is up"), said);
    assertEquals(List.of("b1"), crowd.users(1));
  }

  @Test
  void oneThatIsDownItselfIsTakenOutWhenNoOtherIsUp() throws Exception {
    Balancer inPlace = crowd.inPlace();
    crowd.ends("b1");
    crowd.ends("b2");
    await(() ->
        crowd
                .haproxy
                .ask("show stat shop 4 -1")
                .lines()
                .filter(line -> line.startsWith("shop,b") && line.contains("DOWN"))
                .count()
            == 2);

    assertTrue(inPlace.drain("b1", () -> false));
    assertTrue(inPlace.drain("b2", () -> false));
  }

  @Test
  void whatAPersonTookOutWeighsNothingAndStaysOut() {
    Balancer balancer = crowd.balancer();
    balancer.write(GREEN, new Weight(50));

    String unused = crowd.haproxy.ask("set server shop/b1 state maint");

    assertEquals(new Weight(67), balancer.read(GREEN).share());
    balancer.write(GREEN, new Weight(50));
    assertEquals(new Weight(50), balancer.read(GREEN).share());
    assertTrue(balancer.drain("b1", () -> false));
    String said = said(() -> balancer.ready("b1", Duration.ofSeconds(1), () -> false));
    assertTrue(said.contains("b1 is in maintenance, and not by Slipway"), said);
  }

  @Test
  void nobodyIsSentToAServerThatIsDownAndTheWayBackAsksNobody() {
    Balancer balancer = crowd.balancer();
    balancer.write(GREEN, QUARTER);
    assertEquals(Optional.empty(), balancer.unserved(GREEN));

    crowd.ends("g1");
    await(() -> crowd.haproxy.ask("show stat shop 4 -1").contains("DOWN"));

    assertEquals(QUARTER, balancer.read(GREEN).share(), "a check that fails decides nothing");
    assertEquals(Optional.empty(), balancer.unserved(GREEN), "g2 answers");
    String said = said(() -> balancer.write(GREEN, Weight.ALL));
    assertTrue(said.contains("g1 is down"), said);
    crowd.ends("g2");
    await(() -> balancer.unserved(GREEN).isPresent());
    assertEquals(Optional.of("HAProxy finds none of g1, g2 up"), balancer.unserved(GREEN));
    assertEquals(Optional.empty(), balancer.unserved("blue"));
    balancer.write(GREEN, Weight.NONE);
    assertEquals(Weight.NONE, balancer.read(GREEN).share());
  }

  @Test
  void ofSeveralTheOneThatStraysIsReported() {
    try (Crowd other = Crowd.weighed(folder.resolve("two"))) {
      Balancer both = crowd.balancer(crowd.tcp(), other.tcp());
      both.write(GREEN, QUARTER);
      assertEquals(QUARTER, both.read(GREEN).share());
      String before = both.read(GREEN).incarnation();

      other.balancer().write(GREEN, Weight.NONE);
      assertEquals(Weight.NONE, both.read(GREEN).share());
      other.balancer().write(GREEN, new Weight(60));
      assertEquals(new Weight(60), both.read(GREEN).share());
      Balancer fresh = crowd.balancer(crowd.tcp(), other.tcp());
      assertEquals(new Weight(60), fresh.read(GREEN).share(), "unknown: the highest");

      other.haproxy.restart();
      assertNotEquals(before, both.read(GREEN).incarnation());
      crowd.haproxy.stop();
      assertTrue(said(() -> both.write(GREEN, QUARTER)).contains(crowd.tcp().toString()));
      assertEquals(QUARTER, other.balancer().read(GREEN).share(), "told all the same");
      assertTrue(said(() -> both.write(GREEN, Weight.NONE)).contains(crowd.tcp().toString()));
      assertEquals(Weight.NONE, other.balancer().read(GREEN).share(), "told all the same");
    }
  }

  @Test
  void whatIsNoHaproxyIsNotBelieved() throws IOException {
    assertTrue(
        answered("HTTP/1.1 400 Bad\u001b[2J\r\n\r\n").contains("this is no HAProxy: HTTP/1.1"));
    assertFalse(answered("\u001b[2J").contains("\u001b"));
    assertTrue(answered("").contains("this is no HAProxy"));
    assertTrue(
        answered("Pid: 1\nStart_time_sec: 2\nVersion: 2\n\nno table").contains("no backend shop"));
    assertTrue(
        answered(String.join("", Collections.nCopies(5_000_000, "x"))).contains("does not end"));
  }

  /** What is said about a port that answers so. */
  private String answered(String text) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread unused =
          Thread.ofVirtual()
              .start(() -> {
                try (Socket socket = server.accept()) {
                  int unusedByte = socket.getInputStream().read(new byte[1000]);
                  socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                } catch (IOException gone) {
                  // Whoever asked has heard enough.
                }
              });
      Balancer balancer = crowd.balancer(new Address.Tcp("127.0.0.1", server.getLocalPort()));
      return said(() -> balancer.read(GREEN));
    }
  }

  private static String said(org.junit.jupiter.api.function.Executable call) {
    return String.valueOf(assertThrows(OutsideFailure.class, call).getMessage());
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!condition.holds()) {
      assertTrue(System.nanoTime() - deadline < 0, "never came");
      try {
        Thread.sleep(10);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }
}
