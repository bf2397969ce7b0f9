package dev.slipway.migration;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Walks over a statement's tokens. Every question about a place past the end is answered with no.
 */
final class Cursor {
  private final List<Token> tokens;
  private int at;

  Cursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  boolean atEnd() {
    return at >= tokens.size();
  }

  boolean sees(String word) {
    return !atEnd() && tokens.get(at).is(word);
  }

  boolean sees(Token.Kind kind) {
    return !atEnd() && tokens.get(at).kind() == kind;
  }

  boolean seesOneOf(Set<String> words) {
    return sees(Token.Kind.WORD) && words.contains(tokens.get(at).name());
  }

  /** The next token; only to be asked when not {@link #atEnd}. */
  Token next() {
    return tokens.get(at++);
  }

  void skip() {
    at++;
  }

  /** Takes all these words if they stand here in this order, otherwise none. */
  boolean takes(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  boolean takes(Token.Kind kind) {
    if (!sees(kind)) {
      return false;
    }
    at++;
    return true;
  }

  /**
   * A name with or without a schema before it, as the database compares it; takes nothing when
   * there is none.
   */
  Optional<String> takesName() {
    int start = at;
    StringBuilder name = new StringBuilder();
    do {
      if (atEnd() || !tokens.get(at).isName()) {
        at = start;
        return Optional.empty();
      }
      // A quoted dot is part of a name, an unquoted one stands between two: keep them apart.
      name.append(name.isEmpty() ? "" : "\u0000").append(next().name());
    } while (takes("."));
    return Optional.of(name.toString());
  }

  /** Takes a group in parentheses with everything in it and gives what stands inside. */
  Optional<List<Token>> takesGroup() {
    if (!sees("(")) {
      return Optional.empty();
    }
    int start = at + 1;
    int depth = 0;
    for (int i = at; i < tokens.size(); i++) {
      depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
      if (depth == 0) {
        at = i + 1;
        return Optional.of(tokens.subList(start, i));
      }
    }
    return Optional.empty();
  }

  /** Everything from here on. */
  List<Token> rest() {
    List<Token> rest = tokens.subList(Math.min(at, tokens.size()), tokens.size());
    at = tokens.size();
    return rest;
  }
}
