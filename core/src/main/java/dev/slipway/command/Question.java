package dev.slipway.command;

/**
 * What has to be answered before something dangerous is done. The question itself says how a script
 * answers it.
 */
public sealed interface Question {
  /** One line, plain, without prompt characters. */
  String words();

  /** Any answer but y or yes leaves everything as it is. */
  record YesNo(String words) implements Question {}

  /**
   * @param name what has to be typed, letter by letter
   */
  record TypeName(String words, String name) implements Question {}
}
