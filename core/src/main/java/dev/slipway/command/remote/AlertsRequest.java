package dev.slipway.command.remote;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What an Alertmanager sends to a webhook; only these fields of it are looked at. */
public record AlertsRequest(List<Sent> alerts) {
  /**
   * @param status "firing" or "resolved"
   */
  public record Sent(String status, Map<String, String> labels, Instant startsAt) {
    public Sent {
      labels = Map.copyOf(labels);
    }
  }

  public AlertsRequest {
    alerts = List.copyOf(alerts);
  }
}
