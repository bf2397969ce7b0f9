package dev.slipway.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Releases, one a row, newest change first.
 *
 * @param filter what was asked for, in words; empty when everything was
 * @param more how many rows the limit left out
 */
public record ListView(Instant now, String filter, List<Row> releases, int more) implements View {
  /** @param percent the new version's share now; @param reached the highest it ever had */
  public record Row(
      String release,
      String service,
      String environment,
      Optional<String> from,
      String version,
      StateWords state,
      HealthWords health,
      int percent,
      int reached,
      Optional<String> risk,
      String owner,
      Instant created,
      Instant changed,
      Optional<String> why) {}

  public ListView {
    releases = List.copyOf(releases);
  }

  @Override
  public String schema() {
    return "release.list/1";
  }
}
