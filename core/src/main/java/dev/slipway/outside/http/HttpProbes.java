package dev.slipway.outside.http;

import dev.slipway.control.port.Probes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One GET per question. A redirect is an answer like any other and is not followed. */
public final class HttpProbes implements Probes {
  /** Made with the first question: a command that asks nothing starts no client. */
  private static final class Client {
    static final HttpClient HTTP =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public Answer http(String address, int expect, Duration atMost) {
    long begun = System.nanoTime();
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(address))
              .timeout(atMost)
              .header("User-Agent", "slipway-probe")
              .GET()
              .build();
    } catch (IllegalArgumentException wrong) {
      return new Answer(Kind.NOT_ASKED, Duration.ZERO, "not an address: " + wrong.getMessage());
    }
    // In a thread of its own, with the body within the limit. What the client sends by itself it
    // completes in the pool that a whole process shares: one blocked thread there, and every
    // instance would seem ill.
    FutureTask<Integer> answer =
        new FutureTask<>(() -> Client.HTTP.send(request, BodyHandlers.discarding()).statusCode());
    Thread unused = Thread.ofVirtual().name("probe").start(answer);
    try {
      int status = answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return status == expect
          ? new Answer(Kind.WELL, since(begun), "answers " + status)
          : new Answer(Kind.ILL, since(begun), "answers " + status + ", expected " + expect);
    } catch (TimeoutException late) {
      return new Answer(Kind.ILL, since(begun), "no answer within " + atMost.toMillis() + " ms");
    } catch (ExecutionException failed) {
      return failed(Optional.ofNullable(failed.getCause()).orElse(failed), begun);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer(Kind.NOT_ASKED, since(begun), "was interrupted");
    } finally {
      boolean unusedAnswer = answer.cancel(true);
    }
  }

  private static Answer failed(Throwable why, long begun) {
    if (isUnresolved(why)) {
      return new Answer(Kind.NOT_ASKED, since(begun), "its host is not known");
    }
    String words = why.getMessage() == null ? "does not answer" : why.getMessage();
    return new Answer(Kind.ILL, since(begun), words);
  }

  /** The client wraps the reason, once or twice. */
  private static boolean isUnresolved(Throwable why) {
    for (Throwable one = why; one != null; one = one.getCause()) {
      if (one instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
