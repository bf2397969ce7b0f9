package dev.slipway.view;

import java.util.List;

/**
 * One migration of the change.
 *
 * @param phase "expand", "migrate", "contract" or "unsafe"
 * @param state whether it was applied by this release: "applied", "not yet", "not part of this
 *     release"
 */
public record MigrationPart(
    String id,
    String path,
    String description,
    String phase,
    Role role,
    String state,
    List<String> reasons) {
  public MigrationPart {
    reasons = List.copyOf(reasons);
  }
}
