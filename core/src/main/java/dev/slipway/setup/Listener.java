package dev.slipway.setup;

import java.util.Optional;

/** Whoever answers questions. */
public interface Listener {
  /** One line of words for them. */
  void hear(String words);

  /**
   * What they typed; empty when they left instead.
   *
   * @param proposal what Enter means
   */
  Optional<String> asked(String question, Optional<String> proposal);
}
