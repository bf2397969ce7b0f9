package dev.slipway.bot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * A program of somebody else, over real HTTP: it does what it is asked, or what the next of its
 * moods says.
 */
public abstract class MoodyServer<M> implements AutoCloseable {
  private final HttpServer server;
  private final Deque<M> moods = new ArrayDeque<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  // Nobody knows where it is before it is made.
  @SuppressWarnings("this-escape")
  protected MoodyServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  /** Answers one request. */
  protected abstract void take(HttpExchange call) throws IOException;

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** One mood a request, in this order; then it does what it is asked. */
  @SafeVarargs
  public final synchronized void willBe(M... next) {
    for (M one : next) {
      moods.add(one);
    }
  }

  /** Empty when it does what it is asked. */
  protected final synchronized Optional<M> mood() {
    return Optional.ofNullable(moods.poll());
  }

  /** Says nothing until it is closed. */
  protected final void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  protected final boolean isClosing() {
    return closing.getCount() == 0;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
