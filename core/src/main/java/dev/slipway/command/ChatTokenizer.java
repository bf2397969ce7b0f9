package dev.slipway.command;

/** Repairs what chat clients do to text, then cuts it like {@link Tokenizer}. */
public final class ChatTokenizer {
  public Tokens tokens(String line) {
    throw new UnsupportedOperationException();
  }
}
