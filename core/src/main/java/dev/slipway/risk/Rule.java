package dev.slipway.risk;

import java.util.List;
import java.util.Optional;

/**
 * One rule, as data.
 *
 * @param id "R1" and on; stays the same for ever, since plans and reports carry it
 * @param kind empty for rules about the change as a whole
 * @param points what it adds when it fires, where its sign does not say otherwise
 * @param reason plain words for people when a file made it fire
 * @param signs any of them makes it fire
 */
public record Rule(
    String id, Optional<Kind> kind, String name, int points, String reason, List<Sign> signs) {
  public Rule {
    signs = List.copyOf(signs);
  }
}
