package dev.slipway.shell.render;

import dev.slipway.view.NewsView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class NewsSituations {
  static final Instant NOW = Instant.parse("2026-11-17T21:53:07Z");
  private static final Instant MORNING = Instant.parse("2026-11-18T06:00:00Z");

  private NewsSituations() {}

  static NewsView some() {
    return new NewsView(
        NOW,
        List.of(
            new NewsView.Row(
                "shop",
                "prod",
                false,
                "ada@example.org",
                Optional.of("Ada Okafor"),
                "mail",
                List.of("start", "success", "rollback"),
                List.of("management"),
                Optional.of(MORNING)),
            new NewsView.Row(
                "shop",
                "prod",
                false,
                "status-page",
                Optional.empty(),
                "webhook",
                List.of("rollback", "incident"),
                List.of("management", "watchers"),
                Optional.empty()),
            new NewsView.Row(
                "shop",
                "prod",
                false,
                "slack:C024BE7LS",
                Optional.empty(),
                "chat",
                List.of("start", "success", "rollback"),
                List.of("management"),
                Optional.empty()),
            new NewsView.Row(
                Situations.LONG,
                "staging",
                true,
                Situations.LONG.replace(' ', '-') + "@example.org",
                Optional.of(Situations.LONG),
                "mail",
                List.of("start"),
                List.of("testers"),
                Optional.empty())));
  }
}
