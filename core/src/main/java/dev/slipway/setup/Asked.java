package dev.slipway.setup;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A question of {@code slipway init}.
 *
 * @param flag the option that answers it in a script
 * @param words the question
 * @param proposal what Enter accepts; empty when only a person knows
 * @param fromGit whether git answered it
 * @param explanation what "?" says
 * @param fault what is wrong with an answer; empty for a good one
 */
record Asked(
    String flag,
    String words,
    Optional<String> proposal,
    boolean fromGit,
    List<String> explanation,
    Function<String, Optional<String>> fault) {
  Asked {
    explanation = List.copyOf(explanation);
  }
}
