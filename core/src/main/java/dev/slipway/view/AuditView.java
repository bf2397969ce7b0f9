package dev.slipway.view;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the journal says, newest first, and whether it was touched.
 *
 * @param more how many entries the limit left out
 * @param verified empty when it was not asked for
 */
public record AuditView(Instant now, List<Entry> entries, long more, Optional<Verified> verified) implements View {
  /** @param hash of the entry, chained to the one before it */
  public record Entry(
      String release,
      long version,
      Instant at,
      String by,
      String name,
      String surface,
      String node,
      String kind,
      Role role,
      String words,
      String hash) {}

  /** @param newestSeal worth keeping elsewhere: it also shows a rewritten tail */
  public record Verified(
      boolean sound,
      int streams,
      long entries,
      long seals,
      Optional<String> newestSeal,
      Optional<Instant> sealedAt,
      List<String> findings) {
    public Verified {
      findings = List.copyOf(findings);
    }
  }

  public AuditView {
    entries = List.copyOf(entries);
  }

  @Override
  public String schema() {
    return "audit.list/1";
  }
}
