package dev.slipway.migration;

import java.util.List;

/**
 * One migration file of a change.
 *
 * @param id the version part of its name, such as "V58"
 * @param checksum SHA-256 of its text, hexadecimal
 * @param phase only what is provably additive is {@link Phase#EXPAND}
 * @param reasons why it has this phase, one per statement that decided it
 */
public record Migration(
    String id,
    String path,
    String description,
    String sql,
    String checksum,
    Phase phase,
    List<String> reasons) {
  public Migration {
    reasons = List.copyOf(reasons);
  }
}
