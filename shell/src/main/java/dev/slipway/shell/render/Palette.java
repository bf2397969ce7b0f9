package dev.slipway.shell.render;

/**
 * How a terminal may be written to.
 *
 * @param colour whether the 16 ANSI colours are used
 */
public record Palette(boolean colour, Symbols symbols) {
  public static final Palette PLAIN = new Palette(false, Symbols.UNICODE);

  String paint(String text, Tone tone) {
    if (!colour || text.isBlank()) {
      return text;
    }
    return tone.code().map(code -> "\u001b[" + code + "m" + text + "\u001b[0m").orElse(text);
  }
}
