package dev.slipway.risk;

import java.util.Optional;

/**
 * A rule that fired, and why.
 *
 * @param rule the rule's id, such as "R1"
 * @param kind empty for rules about the change as a whole, such as a large batch
 * @param where the path, commit or trailer it fired on; hostile text
 * @param reason plain words for people
 */
public record Finding(String rule, Optional<Kind> kind, int points, String where, String reason) {}
