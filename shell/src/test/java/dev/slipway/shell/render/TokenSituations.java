package dev.slipway.shell.render;

import dev.slipway.view.Role;
import dev.slipway.view.StateWords;
import dev.slipway.view.TokensView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class TokenSituations {
  static final Instant NOW = Instant.parse("2026-11-17T14:53:07Z");

  private TokenSituations() {}

  static TokensView some() {
    return new TokensView(
        NOW,
        List.of(
            row("k3m7qz2x4a", "Ada Okafor", false, "laptop", Role.GOOD, "valid", Optional.empty()),
            row(
                "aaaa2222bb",
                Situations.LONG,
                true,
                Situations.LONG,
                Role.NONE,
                "revoked",
                Optional.empty()),
            row("cccc3333dd", "ci", true, "", Role.NONE, "expired", Optional.empty())));
  }

  static TokensView made() {
    return new TokensView(
        NOW,
        List.of(
            row(
                "k3m7qz2x4a",
                "ci",
                true,
                "CI of shop",
                Role.GOOD,
                "valid",
                Optional.of("slipway_k3m7qz2x4a_" + "x".repeat(43)))));
  }

  private static TokensView.Row row(
      String id,
      String holder,
      boolean machine,
      String purpose,
      Role role,
      String state,
      Optional<String> secret) {
    return new TokensView.Row(
        id,
        holder,
        machine,
        purpose,
        new StateWords(role, state),
        NOW.minus(Duration.ofDays(3)),
        "Ada Okafor",
        NOW.plus(Duration.ofDays(87)),
        secret);
  }
}
