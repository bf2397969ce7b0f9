package dev.slipway.command;

import java.util.List;

/** Every command there is, and what a line comes to. */
public final class CommandLineGrammar {
  /** Runs one line, given as words. Every answer, a no included, is a view; only broken promises throw. */
  public Outcome run(Session session, List<String> words) {
    throw new UnsupportedOperationException();
  }
}
