package dev.slipway.outside.haproxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where a host is. A resolver may take far longer than a question to HAProxy may, and the way back
 * must not fail because names cannot be looked up: then a host is where it was the last time.
 */
final class Whereabouts {
  /** What is asked for addresses. */
  interface Resolver {
    InetAddress of(String host) throws UnknownHostException;
  }

  private final String host;
  private final Resolver resolver;
  private volatile Optional<InetAddress> last = Optional.empty();

  Whereabouts(String host, Resolver resolver) {
    this.host = host;
    this.resolver = resolver;
  }

  /**
   * @param millis how long the whole question may take: a part of it once it was known where to ask
   * @throws UnknownHostException when nobody knows it, or tells in time, and it was never known
   */
  InetAddress address(long millis) throws IOException {
    if (isAddress(host)) {
      return resolver.of(host);
    }
    long most = last.isPresent() ? millis / 4 : millis;
    FutureTask<InetAddress> question = new FutureTask<>(() -> resolver.of(host));
    Thread unused = Thread.ofPlatform().daemon().name("resolver").start(question);
    try {
      InetAddress found = question.get(Math.max(1, most), TimeUnit.MILLISECONDS);
      last = Optional.of(found);
      return found;
    } catch (TimeoutException slow) {
      return last.orElseThrow(
          () -> new UnknownHostException("nobody told in time where " + host + " is"));
    } catch (ExecutionException unknown) {
      return last.orElseThrow(() -> new UnknownHostException("no such host: " + host));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  /** Whether it is written as an address, which nobody needs to look up. */
  private static boolean isAddress(String host) {
    return host.contains(":") || host.matches("[0-9.]+");
  }
}
