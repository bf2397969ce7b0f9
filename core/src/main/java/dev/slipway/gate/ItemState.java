package dev.slipway.gate;

import java.time.Instant;
import java.util.Optional;

/**
 * One checklist line as it stands now.
 *
 * @param detail evidence, reason of a waiver, why it failed or why it opened again; hostile text
 */
public record ItemState(
    Item item,
    Standing standing,
    Optional<String> by,
    Optional<Instant> at,
    Optional<Instant> until,
    String detail) {
  public enum Standing {
    OPEN,
    CONFIRMED,
    WAIVED,
    FAILED
  }

  /** Whether it lets the release pass. */
  public boolean isClosed() {
    return standing == Standing.CONFIRMED || standing == Standing.WAIVED;
  }
}
