package dev.slipway.command;

import java.util.List;

/** What may stand at the cursor. Knows no terminal. */
public final class Completer {
  public List<Candidate> complete(Session session, List<String> words, int wordIndex, String prefix) {
    return List.of();
  }
}
