package dev.slipway.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a line as the shell and a one-shot string do. Nothing in it is expanded or executed.
 *
 * <p>Words are parted by blanks. {@code "…"} and {@code '…'} keep blanks; in double quotes a
 * backslash takes away the meaning of a quote or a backslash. A single quote inside a word is an
 * apostrophe. Everything after {@code --} is one text, as it is.
 */
public final class Tokenizer {
  static final String TEXT = "--";

  public Tokens tokens(String line) {
    return new Cut(line).run();
  }

  private static final class Cut {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean quoted;
    private int at;

    Cut(String line) {
      this.line = line;
    }

    Tokens run() {
      while (at < line.length()) {
        char c = line.charAt(at);
        if (isBlank(c)) {
          if (endOfWord()) {
            return text();
          }
          at++;
        } else if (c == '"' || (c == '\'' && opensHere())) {
          int opened = at;
          at++;
          if (!quote(c)) {
            return new Tokens.Unclosed(c, opened);
          }
        } else {
          inWord = true;
          word.append(c);
          at++;
        }
      }
      endOfWord();
      return new Tokens.Words(words);
    }

    /** At the beginning of a word or of an option's value; elsewhere it is an apostrophe. */
    private boolean opensHere() {
      return !inWord || (word.charAt(word.length() - 1) == '=' && word.indexOf("--") == 0);
    }

    private boolean quote(char mark) {
      inWord = true;
      quoted = true;
      while (at < line.length()) {
        char c = line.charAt(at++);
        if (c == mark) {
          return true;
        }
        boolean escapes =
            mark == '"'
                && c == '\\'
                && at < line.length()
                && (line.charAt(at) == '"' || line.charAt(at) == '\\');
        word.append(escapes ? line.charAt(at++) : c);
      }
      return false;
    }

    /** Whether what follows is text. */
    private boolean endOfWord() {
      if (!inWord) {
        return false;
      }
      boolean text = !quoted && word.toString().equals(TEXT);
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
      quoted = false;
      return text;
    }

    private Tokens text() {
      String rest = line.substring(at).strip();
      if (!rest.isEmpty()) {
        words.add(rest);
      }
      return new Tokens.Words(words);
    }

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
  }
}
