package dev.slipway.outside.prometheus;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One series of an answer, oldest point first.
 *
 * @param labels without the metric's name
 */
record Series(Map<String, String> labels, List<Point> points) {
  /**
   * @param at seconds since 1970, by the clock of whoever answered
   */
  record Point(double at, double value) {}

  Series {
    labels = Map.copyOf(labels);
    points = List.copyOf(points);
  }

  String label(String name) {
    return labels.getOrDefault(name, "");
  }

  /** What a series is known by when one of its labels is left out. */
  Map<String, String> without(String label) {
    return labels.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(label))
        .collect(
            Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }
}
