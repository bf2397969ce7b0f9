package dev.slipway.journal;

/**
 * Text that every store gives back as it got it. PostgreSQL refuses the character zero, and half a
 * surrogate pair has no UTF-8 form; both come with names and messages from outside. Inside an
 * entry's body JSON escapes them.
 */
public final class Storable {
  private static final char REPLACEMENT = '\uFFFD';

  private Storable() {}

  /** The text with U+FFFD for each character that no store keeps. */
  public static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == 0 || Character.isSurrogate(letter)) {
        return cleaned(text);
      }
    }
    return text;
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(point ->
            point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                ? REPLACEMENT
                : point)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
