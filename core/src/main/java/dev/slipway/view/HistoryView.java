package dev.slipway.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The releases of one service in one environment, newest first.
 *
 * @param live the version everybody has by the journal; empty when nothing was finished yet
 */
public record HistoryView(
    Instant now, String service, String environment, int total, Optional<String> live, List<Row> releases)
    implements View {
  /**
   * @param when its start if it started, else its opening
   * @param took from start to end; empty before both
   * @param reached the highest share, in percent
   */
  public record Row(
      long number,
      String release,
      String version,
      Instant when,
      StateWords result,
      HealthWords health,
      int reached,
      String by,
      Optional<String> risk,
      Optional<Duration> took,
      Optional<String> why,
      Optional<String> follows) {}

  public HistoryView {
    releases = List.copyOf(releases);
  }

  @Override
  public String schema() {
    return "release.history/1";
  }
}
