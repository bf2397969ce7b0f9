package dev.slipway;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As fast as it can be done with a Prometheus: each second it asks for the counters, and switches
 * at the first time that more than two of a hundred requests failed since the scrape before. One
 * unlucky request switches it too.
 */
final class BareLoop implements AutoCloseable {
  private static final double LIMIT = 0.02;
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Pattern SERIES =
      Pattern.compile("\"code\":\"(\\d+)\"\\},\"value\":\\[[0-9.e+]+,\"(\\d+)\"");

  /** What the newest scrape showed. */
  private record Counted(long all, long failed) {}

  private final HttpRequest question;
  private final Runnable takeBack;
  private final Thread thread;
  private volatile boolean switched;
  private volatile boolean ended;

  BareLoop(String prometheus, String version, Runnable takeBack) {
    String query = "sum by (code) (http_requests_total{version=\"" + version + "\"})";
    this.question =
        HttpRequest.newBuilder(
                URI.create(
                    prometheus
                        + "/api/v1/query?query="
                        + URLEncoder.encode(query, StandardCharsets.UTF_8)))
            .timeout(Duration.ofSeconds(5))
            .build();
    this.takeBack = takeBack;
    this.thread = Thread.ofPlatform().daemon().start(this::loop);
  }

  private void loop() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      long next = System.nanoTime();
      Counted before = counted(client);
      while (!ended) {
        next += EVERY.toNanos();
        LockSupport.parkNanos(next - System.nanoTime());
        Counted now = counted(client);
        long failed = now.failed() - before.failed();
        if (failed > LIMIT * (now.all() - before.all())) {
          switched = true;
          takeBack.run();
          return;
        }
        before = now;
      }
    } catch (IOException away) {
      throw new java.io.UncheckedIOException(away);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Counted counted(HttpClient client) throws IOException, InterruptedException {
    String answer = client.send(question, HttpResponse.BodyHandlers.ofString()).body();
    long all = 0;
    long failed = 0;
    Matcher series = SERIES.matcher(answer);
    while (series.find()) {
      long count = Long.parseLong(series.group(2));
      all += count;
      failed += series.group(1).startsWith("5") ? count : 0;
    }
    return new Counted(all, failed);
  }

  /**
   * @throws IllegalStateException when luck alone made it switch
   */
  void mustNotHaveSwitched() {
    if (switched) {
      throw new IllegalStateException("the bare loop switched without a fault");
    }
  }

  @Override
  public void close() {
    ended = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
