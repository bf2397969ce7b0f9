package dev.slipway.catalog;

import dev.slipway.plan.Reach;
import java.util.List;
import java.util.Optional;

/**
 * Where releases are marked for whoever looks at curves. What stands here is where a token is kept,
 * never the token.
 */
public record MarkerSettings(Optional<Grafana> grafana) {
  public static MarkerSettings none() {
    return new MarkerSettings(Optional.empty());
  }

  /** Each by the word in the configuration: "grafana". */
  public List<String> places() {
    return grafana.map(one -> List.of("grafana")).orElse(List.of());
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
}
