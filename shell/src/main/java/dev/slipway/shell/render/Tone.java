package dev.slipway.shell.render;

import java.util.Optional;

/**
 * What a piece of text is for; the palette decides how that looks. Never the only carrier of a
 * meaning.
 */
public enum Tone {
  PLAIN(""),
  /** What the screen is about. */
  SUBJECT("1"),
  /** Names of fields, times, hints. */
  LABEL("2"),
  /** Confirmed good. */
  GOOD("32"),
  /** Needs a person. */
  WAITING("33"),
  /** Harm to users. */
  BAD("31"),
  /** Moves by itself. */
  RUNNING("36"),
  /** A command that can be pasted. */
  COMMAND("36"),
  /** Production, where care is due. */
  PRODUCTION("7");

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  /** The parameters of the ANSI sequence, 16 colours only; empty for none. */
  Optional<String> code() {
    return code.isEmpty() ? Optional.empty() : Optional.of(code);
  }
}
