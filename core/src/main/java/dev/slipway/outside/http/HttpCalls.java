package dev.slipway.outside.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.control.port.Calls;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Reach;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/** Questions to systems that have an address, a login and perhaps certificates of their own. */
public final class HttpCalls implements Calls {
  /** No answer that is worth reading is longer. */
  static final int MOST_BYTES = 4 * 1024 * 1024;

  private final Map<Optional<Path>, HttpClient> clients = new ConcurrentHashMap<>();
  private final Function<String, Optional<String>> environment;

  public HttpCalls() {
    this(name -> Optional.ofNullable(System.getenv(name)));
  }

  /**
   * @param environment the value of a variable, where there is one
   */
  HttpCalls(Function<String, Optional<String>> environment) {
    this.environment = environment;
  }

  @Override
  public Reply call(String system, String operation, Reach reach, Ask ask) {
    HttpClient client;
    HttpRequest request;
    try {
      client = clients.computeIfAbsent(reach.certificate(), Trust::client);
      request = request(system, operation, reach, ask);
    } catch (IllegalArgumentException wrong) {
      throw new OutsideFailure(system, operation, String.valueOf(wrong.getMessage()));
    }
    // With the body within the limit: the client's own limit ends with the headers.
    FutureTask<HttpResponse<byte[]>> answer =
        new FutureTask<>(() -> client.send(request, info -> new BoundedBody(MOST_BYTES)));
    Thread unused = Thread.ofVirtual().name("call").start(answer);
    try {
      HttpResponse<byte[]> response = answer.get(reach.limit().toMillis(), TimeUnit.MILLISECONDS);
      return new Reply(response.statusCode(), new String(response.body(), UTF_8));
    } catch (TimeoutException late) {
      throw new OutsideFailure(
          system, operation, "no answer within " + reach.limit().toMillis() + " ms");
    } catch (ExecutionException failed) {
      throw new OutsideFailure(
          system, operation, words(Optional.ofNullable(failed.getCause()).orElse(failed), reach));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new OutsideFailure(system, operation, "was interrupted");
    } finally {
      boolean unusedAnswer = answer.cancel(true);
    }
  }

  private HttpRequest request(String system, String operation, Reach reach, Ask ask) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(reach.url() + ask.path()))
            .timeout(reach.limit())
            .header("User-Agent", "slipway")
            .header("Accept", "application/json")
            .method(
                ask.method(),
                ask.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(ask.body(), UTF_8));
    if (!ask.type().isEmpty()) {
      request.header("Content-Type", ask.type());
    }
    reach
        .login()
        .ifPresent(login -> request.header("Authorization", login(system, operation, login)));
    return request.build();
  }

  private String login(String system, String operation, Reach.Login login) {
    return switch (login) {
      case Reach.Login.Bearer bearer -> "Bearer " + secret(system, operation, bearer.token());
      case Reach.Login.Basic basic ->
          "Basic "
              + Base64.getEncoder()
                  .encodeToString(
                      (basic.user() + ":" + secret(system, operation, basic.password()))
                          .getBytes(UTF_8));
    };
  }

  private String secret(String system, String operation, ExecSpec.Value value) {
    String found =
        switch (value) {
          case ExecSpec.Value.Text text -> text.text();
          case ExecSpec.Value.FromEnvironment from ->
              environment
                  .apply(from.name())
                  .orElseThrow(() ->
                      new OutsideFailure(
                          system, operation, "the variable " + from.name() + " is not set"));
          case ExecSpec.Value.FromFile from -> content(system, operation, from.file());
        };
    if (found.isEmpty() || found.chars().anyMatch(Character::isISOControl)) {
      // Never the client's own words about a header: they would quote it.
      throw new OutsideFailure(system, operation, "the secret is empty, or more than one line");
    }
    return found;
  }

  private static String content(String system, String operation, Path file) {
    try {
      return Files.readString(file, UTF_8).stripTrailing();
    } catch (IOException unreadable) {
      throw new OutsideFailure(system, operation, "the file " + file + " cannot be read");
    }
  }

  /** The client wraps the reason, once or twice; the innermost that we know says most. */
  private static String words(Throwable why, Reach reach) {
    String words =
        why.getMessage() == null
            ? "does not answer"
            : "the connection broke off: " + why.getMessage();
    for (Throwable one = why; one != null; one = one.getCause()) {
      switch (one) {
        case UnresolvedAddressException unresolved ->
            words = "its host is not known: " + URI.create(reach.url()).getHost();
        case ConnectException refused -> words = "nothing answers at " + reach.url();
        case HttpTimeoutException late ->
            words = "no answer within " + reach.limit().toMillis() + " ms";
        case SSLException untrusted -> words = "is not trusted: " + untrusted.getMessage();
        case BoundedBody.TooLarge large -> words = String.valueOf(large.getMessage());
        default -> {}
      }
    }
    return words;
  }
}
