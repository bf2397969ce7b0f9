package dev.slipway.bot.slack;

import dev.slipway.bot.conversation.ChatTrouble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to Slack. An acknowledgement leaves by the line its envelope came on, or Slack
 * would not know what is acknowledged.
 */
final class SlackLine implements WebSocket.Listener {
  private static final int LONGEST_TEXT = 4_000_000;
  private static final Duration OPEN_WITHIN = Duration.ofSeconds(10);

  /** Why a line is not to be used any more. */
  enum End {
    /** Slack asks for another one, and goes on with this one for a few seconds. */
    REFRESH,
    /** Slack, or something between, closed it. */
    CLOSED
  }

  private final Executor executor;
  private final BiConsumer<String, SlackLine> envelopes;
  private final StringBuilder partial = new StringBuilder();
  private final CountDownLatch hello = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile End end = End.CLOSED;
  private volatile long heardNanos = System.nanoTime();
  private volatile @Nullable WebSocket socket;

  private SlackLine(Executor executor, BiConsumer<String, SlackLine> envelopes) {
    this.executor = executor;
    this.envelopes = envelopes;
  }

  /**
   * Opens a line and waits until Slack says hello on it.
   *
   * @param envelopes gets every message that is not about the line itself, on threads of its own
   */
  static SlackLine open(
      HttpClient http, URI address, Executor executor, BiConsumer<String, SlackLine> envelopes)
      throws ChatTrouble, InterruptedException {
    SlackLine line = new SlackLine(executor, envelopes);
    try {
      line.socket =
          http.newWebSocketBuilder()
              .connectTimeout(OPEN_WITHIN)
              .buildAsync(address, line)
              .get(OPEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ChatTrouble(ChatTrouble.Kind.AWAY, "Slack's socket does not open");
    }
    if (!line.hello.await(OPEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      line.abort();
      throw new ChatTrouble(ChatTrouble.Kind.AWAY, "Slack's socket says nothing");
    }
    return line;
  }

  /**
   * Waits until this line is of no use any more.
   *
   * @param pulse how often the other side is asked for a sign of life; silent for three of them,
   *     the line is given up
   */
  End awaitEnd(Duration pulse) throws InterruptedException {
    while (!over.await(pulse.toMillis(), TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() - heardNanos > 3 * pulse.toNanos()) {
        abort();
        return End.CLOSED;
      }
      ping();
    }
    return end;
  }

  synchronized void send(String text) throws IOException {
    WebSocket open = socket;
    if (open == null || open.isOutputClosed()) {
      throw new IOException("the line is closed");
    }
    try {
      open.sendText(text, true).get(2, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the line does not take anything", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private synchronized void ping() throws InterruptedException {
    WebSocket open = socket;
    if (open == null || open.isOutputClosed()) {
      return;
    }
    try {
      open.sendPing(ByteBuffer.allocate(0)).get(2, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Silence is noticed by the clock.
    }
  }

  void abort() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    over.countDown();
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    heardNanos = System.nanoTime();
    from.request(1);
    if (partial.length() + text.length() > LONGEST_TEXT) {
      from.abort();
      over.countDown();
      return null;
    }
    partial.append(text);
    if (last) {
      String whole = partial.toString();
      partial.setLength(0);
      executor.execute(() -> envelopes.accept(whole, this));
    }
    return null;
  }

  /** Slack's greeting: from now on events come. */
  void greeted() {
    hello.countDown();
  }

  /** Slack's request for another line. */
  void asksForAnother() {
    end = End.REFRESH;
    over.countDown();
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    heardNanos = System.nanoTime();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    return onPing(from, message);
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    over.countDown();
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    over.countDown();
  }
}
