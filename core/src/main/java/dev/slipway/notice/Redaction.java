package dev.slipway.notice;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes out of texts what must not leave: what the patterns of the configuration find. Takes time
 * in proportion to the text, whatever the patterns are.
 */
public final class Redaction {
  /** Stands where something was. */
  public static final String INSTEAD = "[redacted]";

  private final List<Pattern> patterns;

  private Redaction(List<Pattern> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /**
   * @param patterns in the syntax of RE2
   * @throws com.google.re2j.PatternSyntaxException when one of them is none
   */
  public static Redaction of(List<String> patterns) {
    return new Redaction(patterns.stream().map(Pattern::compile).toList());
  }

  public static Redaction none() {
    return new Redaction(List.of());
  }

  public String of(String text) {
    return ofPieces(List.of(text)).getFirst();
  }

  /**
   * The pieces of one text. What is found across several is taken out of each, and leaves its mark
   * in the first.
   */
  public List<String> ofPieces(List<String> pieces) {
    String whole = String.join("", pieces);
    boolean[] out = new boolean[whole.length()];
    boolean[] begins = new boolean[whole.length()];
    boolean any = false;
    for (Pattern pattern : patterns) {
      Matcher found = pattern.matcher(whole);
      while (found.find()) {
        any |= found.end() > found.start();
        for (int at = found.start(); at < found.end(); at++) {
          out[at] = true;
          begins[at] |= at == found.start();
        }
      }
    }
    if (!any) {
      return pieces;
    }
    List<String> left = new ArrayList<>();
    int at = 0;
    for (String piece : pieces) {
      StringBuilder kept = new StringBuilder();
      for (int end = at + piece.length(); at < end; at++) {
        if (!out[at]) {
          kept.append(whole.charAt(at));
        } else if (begins[at] && (at == 0 || !out[at - 1])) {
          kept.append(INSTEAD);
        }
      }
      left.add(kept.toString());
    }
    return left;
  }
}
