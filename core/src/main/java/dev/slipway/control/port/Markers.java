package dev.slipway.control.port;

import dev.slipway.release.ReleaseId;
import java.util.List;

/** Where releases are marked for whoever looks at curves and traces. */
public interface Markers {
  /**
   * How the marker of a release stands at one place.
   *
   * @param place "grafana", "otlp"
   * @param there whether that place has taken it
   * @param words how it is known there, or why it is not there yet
   */
  record Stand(String place, boolean there, String words) {}

  /** Places that the configuration of this process names. */
  List<String> places();

  /** At each place that was ever told of it. */
  List<Stand> of(ReleaseId release);

  /** Where nothing is marked. */
  static Markers none() {
    return new Markers() {
      @Override
      public List<String> places() {
        return List.of();
      }

      @Override
      public List<Stand> of(ReleaseId release) {
        return List.of();
      }
    };
  }
}
