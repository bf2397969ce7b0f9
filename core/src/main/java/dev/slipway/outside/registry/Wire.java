package dev.slipway.outside.registry;

import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Sends one request and reads its answer, both within limits. A body is read in the time of its
 * answer: a registry that stops in the middle of one is as silent as one that never began.
 *
 * @param insecure this registry, on this machine, is asked without TLS
 */
record Wire(String system, String operation, boolean insecure) {
  /** Made with the first question: a command that asks nothing starts no client. */
  private static final class Client {
    static final HttpClient HTTP =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * @param most bytes of the body; more is a failure
   */
  Reply send(HttpRequest request, int most, Duration limit) {
    FutureTask<Reply> answer = new FutureTask<>(() -> whole(request, most));
    Thread unused = Thread.ofVirtual().name("registry").start(answer);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw failure("no answer within " + words(limit));
    } catch (ExecutionException failed) {
      throw failure(words(Optional.ofNullable(failed.getCause()).orElse(failed)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failure("was interrupted");
    } finally {
      boolean unusedAnswer = answer.cancel(true);
    }
  }

  private Reply whole(HttpRequest request, int most) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = Client.HTTP.send(request, BodyHandlers.ofInputStream());
    try (InputStream stream = response.body()) {
      byte[] body = stream.readNBytes(most + 1);
      if (body.length > most) {
        throw new IOException("its answer is larger than " + most / 1024 + " KiB");
      }
      return new Reply(request.uri(), response.statusCode(), response.headers(), body);
    }
  }

  private static String words(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }

  OutsideFailure failure(String why) {
    return new OutsideFailure(system, operation, why);
  }

  /** The client wraps the reason, once or twice. */
  private static String words(Throwable why) {
    for (Throwable one = why; one != null; one = one.getCause()) {
      if (one instanceof UnresolvedAddressException) {
        return "its host is not known";
      }
      if (one instanceof SSLException) {
        return "no secure connection: " + Text.line(String.valueOf(one.getMessage()));
      }
      if (one instanceof ConnectException) {
        return "does not answer: nobody listens there";
      }
    }
    return Text.line(Optional.ofNullable(why.getMessage()).orElse("does not answer"));
  }

  /** Where an answer sends us to; empty when it does not, or to where we do not go. */
  Optional<URI> onward(Reply reply) {
    if (reply.status() < 301 || reply.status() > 308) {
      return Optional.empty();
    }
    String to =
        reply
            .header("Location")
            .orElseThrow(() -> failure("sends us elsewhere without saying where"));
    URI target;
    try {
      target = reply.from().resolve(to);
    } catch (IllegalArgumentException nonsense) {
      throw failure("sends us to what is no address");
    }
    if (!isSafe(target)) {
      throw failure("sends us to " + Text.line(to) + ", without TLS");
    }
    return Optional.of(target);
  }

  /** Whether nobody on the way can read or change what is said there. */
  boolean isSafe(URI address) {
    if (address.getHost() == null) {
      return false;
    }
    return "https".equals(address.getScheme())
        || (insecure
            && "http".equals(address.getScheme())
            && ImageSource.isLoopback(address.getHost()));
  }
}
