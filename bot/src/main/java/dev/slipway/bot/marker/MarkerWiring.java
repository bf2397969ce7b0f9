package dev.slipway.bot.marker;

import dev.slipway.Slipway;
import dev.slipway.bot.news.Carrier;
import dev.slipway.bot.news.Carriers;
import dev.slipway.catalog.Reading;
import dev.slipway.notice.Redaction;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Markers in the server. */
@Configuration(proxyBeanMethods = false)
class MarkerWiring {
  @Bean
  Carriers markers(Slipway slipway, Reading.Read configuration, Redaction redaction) {
    Carrier grafana =
        configuration
            .markers()
            .grafana()
            .<Carrier>map(settings -> new GrafanaCarrier(settings, slipway.calls(), redaction))
            .orElseGet(() -> new Unconfigured(GrafanaCarrier.CHANNEL));
    Carrier otlp =
        configuration
            .markers()
            .otlp()
            .<Carrier>map(settings -> new OtlpCarrier(settings, System.getenv(), redaction))
            .orElseGet(() -> new Unconfigured(OtlpCarrier.CHANNEL));
    return () -> List.of(grafana, otlp);
  }
}
