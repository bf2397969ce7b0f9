package dev.slipway.command;

import java.util.List;

/**
 * What slow sources said last time, kept between processes. Loses nothing that matters when it
 * forgets.
 */
public interface Memory {
  /** Empty when nothing is known. */
  List<String> recall(String key);

  void keep(String key, List<String> values);

  /** Forgets at once. */
  static Memory none() {
    return new Memory() {
      @Override
      public List<String> recall(String key) {
        return List.of();
      }

      @Override
      public void keep(String key, List<String> values) {}
    };
  }
}
