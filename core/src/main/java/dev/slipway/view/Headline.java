package dev.slipway.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The two lines above everything about a release: what it does, and what users get.
 *
 * @param from the old version; empty for a first release
 * @param since when it came into this state
 * @param shares who is served by what, the old version first; one entry when everybody has the same
 * @param users the shares and their health as a sentence: "75 % on v2.4.0, 25 % on v2.4.1, healthy"
 */
public record Headline(
    String release,
    String service,
    String environment,
    Optional<String> from,
    String to,
    StateWords state,
    HealthWords health,
    Instant since,
    List<Share> shares,
    String users) {
  public record Share(String version, int percent) {}

  public Headline {
    shares = List.copyOf(shares);
  }
}
