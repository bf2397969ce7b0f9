package dev.slipway.outside.smoke;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.SmokeCheck.Expected;
import dev.slipway.plan.SmokeCheck.Kind;
import dev.slipway.plan.SmokeCheck.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import tools.jackson.core.io.JsonStringEncoder;

/** Requests one after the other, as one user makes them. A redirect is an answer like any other. */
final class Journeys {
  private static final int LARGEST = 1024 * 1024;
  private final Attempt attempt;
  private final Map<String, String> taken = new HashMap<>();

  Journeys(Attempt attempt) {
    this.attempt = attempt;
  }

  String make(Kind.Journey journey) throws NotWell {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .cookieHandler(new CookieManager());
    if (journey.authority().isPresent()) {
      builder.sslContext(Trust.of(journey.authority()).context());
    }
    HttpClient client = builder.build();
    try {
      List<String> statuses = new ArrayList<>();
      for (Request request : journey.requests()) {
        String step =
            journey.requests().size() == 1
                ? ""
                : "step "
                    + (statuses.size() + 1)
                    + ", "
                    + request.method()
                    + " "
                    + request.address();
        attempt.doing(step);
        try {
          statuses.add(Integer.toString(made(client, request)));
        } catch (NotWell fault) {
          throw step.isEmpty() ? fault : new NotWell(step + ": " + fault.getMessage());
        }
      }
      return statuses.size() == 1
          ? "answers " + statuses.getFirst()
          : statuses.size() + " steps, answers " + String.join(", ", statuses);
    } finally {
      client.shutdownNow();
    }
  }

  private int made(HttpClient client, Request request) throws NotWell {
    HttpRequest question = question(request);
    try {
      HttpResponse<InputStream> response = client.send(question, BodyHandlers.ofInputStream());
      try (InputStream stream = response.body()) {
        byte[] bytes = stream.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
          throw new NotWell("answers with more than " + LARGEST / 1024 + " KiB");
        }
        Received received =
            new Received(
                response.statusCode(),
                response.headers(),
                new String(bytes, StandardCharsets.UTF_8),
                attempt::masked);
        received.check(filled(request.expected()));
        for (Map.Entry<String, String> take : request.takes().entrySet()) {
          taken.put(take.getKey(), attempt.kept(received.at(take.getValue())));
        }
        return response.statusCode();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new NotWell("was interrupted");
    } catch (IOException broken) {
      throw new NotWell(words(broken));
    }
  }

  private Expected filled(Expected expected) {
    return new Expected(
        expected.status(),
        filled(expected.headers()),
        expected.text().map(this::filled),
        filled(expected.json()));
  }

  private Map<String, String> filled(Map<String, String> texts) {
    Map<String, String> filled = new LinkedHashMap<>();
    texts.forEach((key, text) -> filled.put(key, filled(text)));
    return filled;
  }

  private String filled(String text) {
    return attempt.filled(text, taken, word -> word);
  }

  private HttpRequest question(Request request) throws NotWell {
    String address =
        attempt.filled(
            request.address(),
            taken,
            word -> URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20"));
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, ExecSpec.Value> header : request.headers().entrySet()) {
      String value =
          header.getValue() instanceof ExecSpec.Value.Text text
              ? filled(text.text())
              : attempt.secret(header.getValue());
      headers.put(header.getKey(), value);
    }
    try {
      HttpRequest.Builder question =
          HttpRequest.newBuilder(URI.create(address))
              .timeout(attempt.left())
              .header("User-Agent", "slipway-smoke")
              .method(
                  request.method(),
                  request
                      .body()
                      .map(body -> BodyPublishers.ofString(filledBody(body, headers)))
                      .orElse(BodyPublishers.noBody()));
      headers.forEach(question::setHeader);
      return question.build();
    } catch (IllegalArgumentException refused) {
      // Its message repeats the value, and the value may be a secret.
      throw new NotWell("cannot be asked: its address or a header is not one");
    }
  }

  /** A word from an answer stays a word, whatever the body is written in. */
  private String filledBody(String body, Map<String, String> headers) {
    String type =
        headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
            .map(header -> header.getValue().toLowerCase(Locale.ROOT))
            .findFirst()
            .orElse("");
    UnaryOperator<String> safe = word -> word;
    if (type.startsWith("application/x-www-form-urlencoded")) {
      safe = word -> URLEncoder.encode(word, StandardCharsets.UTF_8);
    } else if (type.contains("json") || body.startsWith("{") || body.startsWith("[")) {
      safe = word -> new String(JsonStringEncoder.getInstance().quoteAsCharArray(word));
    }
    return attempt.filled(body, taken, safe);
  }

  /** The client wraps the reason, once or twice. */
  private static String words(IOException broken) {
    for (Throwable one = broken; one != null; one = one.getCause()) {
      if (one instanceof UnresolvedAddressException) {
        return "its host is not known";
      }
      if (one instanceof SSLException) {
        return "no secure connection: " + one.getMessage();
      }
      if (one instanceof HttpTimeoutException) {
        return "no answer in time";
      }
      if (one instanceof ConnectException) {
        return "takes no connection";
      }
    }
    return Optional.ofNullable(broken.getMessage()).orElse("breaks off");
  }
}
