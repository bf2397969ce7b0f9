package dev.slipway.control.port;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts that are shown: as they are, escaped, in percent encoding, and in
 * Base64, also where other bytes stand before and behind them there ("user:password"). Of a secret
 * of several lines each line is one.
 */
public final class Mask {
  /** Stands where something was. */
  public static final String INSTEAD = "•••";

  private static final int SHORTEST = 3;

  /** Of a few letters of Base64 nobody could tell what they are of. */
  private static final int SHORTEST_ENCODED = 4;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9]+");
  private static final int GROUP = 3;
  private static final int BITS_OF_LETTER = 6;

  /** Lines of Base64 are never this short: of two such pieces in a row one is whole. */
  private static final int PIECE = 4;

  private static final Pattern ESCAPED = Pattern.compile("[%\\\\+]");

  private final List<Form> forms;

  private Mask(List<Form> forms) {
    this.forms = List.copyOf(forms);
  }

  /**
   * One way in which a secret may be written.
   *
   * @param hints one of them is in every text in which it is; without any it may be in every text
   */
  private record Form(Pattern pattern, List<Predicate<String>> hints) {
    String outOf(String text) {
      return hints.isEmpty() || hints.stream().anyMatch(hint -> hint.test(text))
          ? pattern.matcher(text).replaceAll(INSTEAD)
          : text;
    }
  }

  public static Mask of(List<String> secrets) {
    Set<String> parts = new LinkedHashSet<>();
    for (String secret : secrets) {
      for (String line : secret.split("\\R", -1)) {
        parts.add(line.strip());
      }
      parts.add(secret.strip());
    }
    List<Form> forms = new ArrayList<>();
    parts.stream()
        .filter(part -> part.length() >= SHORTEST)
        // One secret may begin with another one.
        .sorted(Comparator.comparingInt(String::length).reversed())
        .forEach(part -> {
          forms.add(
              new Form(
                  written(part),
                  List.of(text -> text.contains(part), text -> ESCAPED.matcher(text).find())));
          forms.addAll(encoded(part));
        });
    return new Mask(forms);
  }

  /** A text without the secrets. Mask first, then cut: half a secret can be guessed. */
  public String of(String text) {
    String masked = text;
    for (Form form : forms) {
      masked = form.outOf(masked);
    }
    return masked;
  }

  /** Each letter as it is, behind a backslash, or as the percent signs of its bytes. */
  private static Pattern written(String secret) {
    StringBuilder pattern = new StringBuilder();
    secret
        .codePoints()
        .forEach(point -> {
          String letter = Character.toString(point);
          pattern.append("(?:\\\\?").append(Pattern.quote(letter)).append("|(?i:");
          for (byte one : letter.getBytes(StandardCharsets.UTF_8)) {
            pattern.append(String.format("%%%02x", one));
          }
          pattern.append(')').append(point == ' ' ? "|\\+" : "").append(')');
        });
    return Pattern.compile(pattern.toString());
  }

  /**
   * The letters of Base64 that are the secret's alone, wherever it stands among other bytes, and
   * all that stand for it where nothing else does.
   */
  private static List<Form> encoded(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    List<Form> all = new ArrayList<>();
    String alone = Base64.getEncoder().encodeToString(bytes);
    all.add(new Form(Pattern.compile(letters(alone)), hints(alone)));
    for (int before = 0; before < GROUP; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      int begin = (before * Byte.SIZE + BITS_OF_LETTER - 1) / BITS_OF_LETTER;
      int end = shifted.length * Byte.SIZE / BITS_OF_LETTER;
      String own = Base64.getEncoder().encodeToString(shifted).substring(begin, end);
      if (own.length() >= SHORTEST_ENCODED) {
        // The letters beside them are partly the secret's.
        String beside = "[A-Za-z0-9+/_-]?+";
        String first = before == 0 ? "" : "[A-Za-z0-9+/_-]?";
        all.add(new Form(Pattern.compile(first + letters(own) + beside), hints(own)));
      }
    }
    return all;
  }

  private static List<Predicate<String>> hints(String letters) {
    List<Predicate<String>> hints = new ArrayList<>();
    for (int at = 0; at < 2; at++) {
      int end = (at + 1) * PIECE;
      if (end > letters.length() || !PLAIN.matcher(letters.substring(0, end)).matches()) {
        return List.of();
      }
      String piece = letters.substring(end - PIECE, end);
      hints.add(text -> text.contains(piece));
    }
    return hints;
  }

  /** In either alphabet, with or without the signs at its end, and in lines of any length. */
  private static String letters(String encoded) {
    StringBuilder pattern = new StringBuilder();
    encoded
        .chars()
        .forEach(letter ->
            pattern
                .append(pattern.isEmpty() || letter == '=' ? "" : "\\s*+")
                .append(
                    switch (letter) {
                      case '+' -> "(?:[+-]|%2[bB])";
                      case '/' -> "(?:[/_]|%2[fF]|\\\\/)";
                      case '=' -> "(?:=|%3[dD])?+";
                      default -> (char) letter;
                    }));
    return pattern.toString();
  }
}
