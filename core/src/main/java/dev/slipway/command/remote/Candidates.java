package dev.slipway.command.remote;

import dev.slipway.command.Candidate;
import java.util.List;

/** What may stand at the cursor, best first. */
public record Candidates(List<Candidate> candidates) {
  public Candidates {
    candidates = List.copyOf(candidates);
  }
}
