package dev.slipway.outside.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.port.Smoke.Seen;
import dev.slipway.plan.SmokeCheck.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections and names, with real sockets and the resolver of this machine. */
@Tag("V1")
@Tag("G2")
class NetworkTest {
  private static Seen make(Kind.Asked check, String address) {
    return new SmokeChecks(Map.of(), Instant::now)
        .make(check, Map.of("address", address), Duration.ofSeconds(30));
  }

  @Test
  void somebodyListensOrNot() throws IOException {
    String address;
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + socket.getLocalPort();
      assertEquals(
          new Seen(true, "connects to " + address),
          make(new Kind.Connection("{address}"), address));
    }
    Seen gone = make(new Kind.Connection("{address}"), address);
    assertFalse(gone.well());
    assertTrue(gone.words().startsWith(address + " takes no connection"), gone.words());
  }

  @Test
  void aHostThatNobodyKnowsIsSaid() {
    assertEquals(
        new Seen(false, "the host nobody.invalid is not known"),
        make(new Kind.Connection("nobody.invalid:80"), ""));
  }

  @Test
  void aNameHasExactlyTheExpectedAddresses() {
    assertEquals(
        new Seen(true, "127.0.0.1 is 127.0.0.1"),
        make(new Kind.Name("127.0.0.1", List.of("127.0.0.1")), ""));
    assertTrue(make(new Kind.Name("localhost", List.of()), "").well());
    assertEquals(
        new Seen(false, "127.0.0.1 is 127.0.0.1, expected 127.0.0.1, 127.0.0.2"),
        make(new Kind.Name("127.0.0.1", List.of("127.0.0.2", "127.0.0.1")), ""));
    assertEquals(
        new Seen(false, "nobody knows the name nobody.invalid"),
        make(new Kind.Name("nobody.invalid", List.of()), ""));
  }
}
