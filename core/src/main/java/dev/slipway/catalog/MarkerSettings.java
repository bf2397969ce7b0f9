package dev.slipway.catalog;

import dev.slipway.plan.Reach;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where releases are marked for whoever looks at curves. What stands here is where a token is kept,
 * never the token.
 */
public record MarkerSettings(Optional<Grafana> grafana, Optional<Otlp> otlp) {
  static final String GRAFANA = "grafana";
  static final String OTLP = "otlp";

  public static MarkerSettings none() {
    return new MarkerSettings(Optional.empty(), Optional.empty());
  }

  /** Each by the word in the configuration: "grafana". */
  public List<String> places() {
    return Stream.of(grafana.map(one -> GRAFANA), otlp.map(one -> OTLP))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * @param reach its address without /api, with a token
   * @param dashboard the UID of the one dashboard that shows them; absent: any that asks for tags
   * @param tags beside those that every marker has
   */
  public record Grafana(Reach reach, Optional<String> dashboard, List<String> tags) {
    public Grafana {
      tags = List.copyOf(tags);
    }
  }

  /**
   * Whoever takes traces by OTLP over HTTP.
   *
   * @param reach its address without /v1/traces, with a token where it wants one
   * @param headers that it wants beside that, by name
   */
  public record Otlp(Reach reach, Map<String, Secret> headers) {
    public Otlp {
      headers = Map.copyOf(headers);
    }
  }
}
