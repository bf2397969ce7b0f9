package dev.slipway.outside.haproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.HaproxySpec.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A name that is looked up for a question to HAProxy. */
@Tag("X5")
class WhereaboutsTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicReference<Whereabouts.Resolver> resolver =
      new AtomicReference<>(host -> HERE);

  @AfterEach
  void ends() {
    end.countDown();
  }

  private InetAddress hangs() throws UnknownHostException {
    try {
      end.await();
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException();
  }

  @Test
  void whereItWasTheLastTimeWhenNobodyTellsAnyMore() throws IOException {
    Whereabouts whereabouts = new Whereabouts("balancer", host -> resolver.get().of(host));
    assertEquals(HERE, whereabouts.address(60_000));

    resolver.set(host -> {
      throw new UnknownHostException(host);
    });
    assertEquals(HERE, whereabouts.address(60_000));
    resolver.set(host -> hangs());
    assertEquals(HERE, whereabouts.address(40));
  }

  @Test
  void aResolverThatHangsIsGivenUpInTheTimeOfTheQuestion() {
    RuntimeApi api =
        new RuntimeApi(new Address.Tcp("balancer", 9999), Duration.ofMillis(40), host -> hangs());

    OutsideFailure failure = assertThrows(OutsideFailure.class, () -> api.ask("look", "show info"));

    assertTrue(
        String.valueOf(failure.getMessage()).contains("nobody told in time where balancer is"),
        failure::toString);
  }

  @Test
  void theQuestionIsPutToWhereItIs() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, HERE)) {
      Thread unused =
          Thread.ofVirtual()
              .start(() -> {
                try (Socket socket = server.accept()) {
                  byte[] unusedQuestion = socket.getInputStream().readNBytes(2);
                  socket.getOutputStream().write("well".getBytes(StandardCharsets.UTF_8));
                } catch (IOException gone) {
                  // The answer says it.
                }
              });
      RuntimeApi api =
          new RuntimeApi(
              new Address.Tcp("balancer", server.getLocalPort()),
              Duration.ofSeconds(60),
              host -> HERE);
      assertEquals("well", api.ask("look", "x"));
    }
    RuntimeApi nowhere = new RuntimeApi(new Address.Tcp("name.invalid", 1), Duration.ofSeconds(60));
    OutsideFailure failure =
        assertThrows(OutsideFailure.class, () -> nowhere.ask("look", "show info"));
    assertTrue(
        String.valueOf(failure.getMessage()).contains("no such host: name.invalid"),
        failure::toString);
  }
}
