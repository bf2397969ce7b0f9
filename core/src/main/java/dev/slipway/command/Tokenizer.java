package dev.slipway.command;

/** Cuts a line as the shell and a one-shot string do. */
public final class Tokenizer {
  public Tokens tokens(String line) {
    throw new UnsupportedOperationException();
  }
}
