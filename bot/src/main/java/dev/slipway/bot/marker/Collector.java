package dev.slipway.bot.marker;

import dev.slipway.bot.news.Carried;
import dev.slipway.catalog.MarkerSettings;
import dev.slipway.catalog.Secret;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Reach;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes spans by OTLP over HTTP: https://opentelemetry.io/docs/specs/otlp/#otlphttp. The exporter
 * tries nothing again by itself: that is the outbox's, which also remembers it.
 */
final class Collector {
  private static final String SYSTEM = "markers.otlp";
  private static final String OPERATION = SYSTEM + ": to take a trace: ";
  private static final String PATH = "/v1/traces";
  private static final long SLACK_MILLIS = 500;

  /** Busy or away: takes no other trace now either. */
  private static final Set<Integer> AWAY = Set.of(408, 429, 502, 503, 504);

  /** What it says of this trace it will say again. */
  private static final Set<Integer> REFUSED = Set.of(400, 413, 415, 422);

  private final MarkerSettings.Otlp settings;
  private final Map<String, String> environment;
  private volatile Map<String, String> headers = Map.of();
  private Optional<OtlpHttpSpanExporter> exporter = Optional.empty();

  Collector(MarkerSettings.Otlp settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = Map.copyOf(environment);
  }

  /**
   * @param id of the trace, by which people find it there
   */
  synchronized Carried take(List<SpanData> spans, String id) {
    try {
      headers = headers();
      OtlpHttpSpanExporter sender = exporter.isPresent() ? exporter.get() : opened();
      exporter = Optional.of(sender);
      CompletableResultCode answer =
          sender
              .export(spans)
              .join(settings.reach().limit().toMillis() + SLACK_MILLIS, TimeUnit.MILLISECONDS);
      if (answer.isSuccess()) {
        return new Carried.There(id);
      }
      return answer.isDone() ? failed(answer.getFailureThrowable()) : late();
    } catch (Secret.Missing missing) {
      return new Carried.Away(OPERATION + missing.getMessage());
    } catch (IOException unreadable) {
      return new Carried.Away(OPERATION + "its certificate cannot be read");
    } catch (IllegalArgumentException wrong) {
      return new Carried.Away(OPERATION + "its address, certificate or headers cannot be used");
    }
  }

  private OtlpHttpSpanExporter opened() throws IOException {
    Reach reach = settings.reach();
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(reach.url() + PATH)
            .setTimeout(reach.limit())
            .setConnectTimeout(reach.limit())
            .setHeaders(() -> headers)
            .setRetryPolicy(null)
            .setMeterProvider(MeterProvider.noop());
    if (reach.certificate().isPresent()) {
      builder.setTrustedCertificates(Files.readAllBytes(reach.certificate().get()));
    }
    return builder.build();
  }

  private Map<String, String> headers() throws Secret.Missing {
    Map<String, String> all = new HashMap<>();
    for (Map.Entry<String, Secret> header : settings.headers().entrySet()) {
      all.put(header.getKey(), oneLine(header.getValue()));
    }
    if (settings.reach().login().orElse(null) instanceof Reach.Login.Bearer bearer) {
      all.put("Authorization", "Bearer " + oneLine(secret(bearer.token())));
    }
    return Map.copyOf(all);
  }

  private static Secret secret(ExecSpec.Value value) {
    return switch (value) {
      case ExecSpec.Value.FromEnvironment from -> new Secret.InEnvironment(from.name());
      case ExecSpec.Value.FromFile from -> new Secret.InFile(from.file());
      case ExecSpec.Value.Text text -> throw new IllegalArgumentException("no secret");
    };
  }

  /** Never the sender's own words about a header: they would quote it. */
  private String oneLine(Secret secret) throws Secret.Missing {
    String value = secret.value(environment);
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(value)
        || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a secret of more than one line");
    }
    return value;
  }

  private Carried failed(@Nullable Throwable why) {
    if (why instanceof HttpExportException known && known.getResponse() != null) {
      return answered(known.getResponse().getStatusCode());
    }
    return new Carried.Away(OPERATION + "nothing answers at " + settings.reach().url());
  }

  private Carried late() {
    return new Carried.Away(
        OPERATION + "no answer within " + settings.reach().limit().toMillis() + " ms");
  }

  private static Carried answered(int status) {
    String words = OPERATION + "answered " + status;
    if (status == 401 || status == 403) {
      return new Carried.Away(words + ": its token or headers do not let us in");
    }
    if (status >= 300 && status < 400) {
      return new Carried.Away(words + ": redirects are not followed; write the address it names");
    }
    return AWAY.contains(status)
        ? new Carried.Away(words)
        : REFUSED.contains(status)
            ? new Carried.Never(words)
            : new Carried.NotNow(words, Optional.empty());
  }
}
