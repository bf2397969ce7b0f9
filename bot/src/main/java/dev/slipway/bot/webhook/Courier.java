package dev.slipway.bot.webhook;

import dev.slipway.catalog.WebhookSettings.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes one message to one address. Nothing of an answer is believed or kept but its number and how
 * long to wait; no redirect is followed, or whoever is at the address could send signed messages
 * anywhere.
 */
final class Courier implements AutoCloseable {
  private static final int GONE = 410;

  /** Too many requests, and what stands for a receiver that is away. */
  private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);

  private static final Duration LONGEST_WISH = Duration.ofHours(24);
  private static final int LONGEST_HEADER = 40;

  private final HttpClient client;
  private final Duration patience;

  /**
   * @param patience for the whole of one try
   */
  Courier(Duration patience) {
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            // Without the headers of an upgrade, which not every receiver understands.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .build();
  }

  /**
   * A message on its way.
   *
   * @param body the letters that are signed
   * @param keys the newest first; at least one
   */
  record Parcel(String id, String body, List<Signature.Key> keys) {
    Parcel {
      keys = List.copyOf(keys);
    }
  }

  Receipt bring(Parcel parcel, Endpoint to, Instant now) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(to.url())
            .timeout(patience)
            .header("content-type", EventText.CONTENT_TYPE)
            .header("user-agent", "slipway")
            .header("webhook-id", parcel.id())
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .header(
                "webhook-signature", Signature.of(parcel.keys(), parcel.id(), now, parcel.body()))
            .POST(HttpRequest.BodyPublishers.ofString(parcel.body()))
            .build();
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
    try {
      HttpResponse<InputStream> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      // Nobody reads what it says, however much that is.
      response.body().close();
      return receipt(response, now);
    } catch (TimeoutException late) {
      boolean unused = answer.cancel(true);
      return unheard("no answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException broken) {
      return unheard(words(Optional.ofNullable(broken.getCause()).orElse(broken)));
    } catch (IOException closing) {
      return unheard("the answer broke off");
    }
  }

  private static Receipt unheard(String why) {
    return new Receipt.NotNow(why, Optional.empty(), true);
  }

  private static Receipt receipt(HttpResponse<?> response, Instant now) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return new Receipt.Taken();
    }
    if (status == GONE) {
      return new Receipt.NoMore();
    }
    String why =
        status >= 300 && status < 400
            ? "answered " + status + ": redirects are not followed"
            : "answered " + status;
    return new Receipt.NotNow(
        why,
        response.headers().firstValue("retry-after").flatMap(wish -> wish(wish, now)),
        BUSY.contains(status));
  }

  /** Seconds, or a date; anything else says nothing. */
  private static Optional<Duration> wish(String header, Instant now) {
    String text = header.strip();
    if (text.length() > LONGEST_HEADER) {
      return Optional.empty();
    }
    try {
      Duration wish =
          text.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return wish.isNegative()
          ? Optional.empty()
          : Optional.of(wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish);
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private static String words(Throwable why) {
    return switch (why) {
      case java.net.http.HttpTimeoutException late -> "no answer in time";
      case java.net.ConnectException refused -> "it cannot be reached";
      case javax.net.ssl.SSLException certificate -> "its certificate is not accepted";
      default -> "the connection broke";
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
