package dev.slipway.bot.slack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code config/slack/manifest.yaml} asks Slack for. */
record Manifest(List<String> scopes, List<String> events) {
  static final Path FILE = file();

  private static Path file() {
    Path fromModule = Path.of("..", "config", "slack", "manifest.yaml");
    return Files.exists(fromModule) ? fromModule : Path.of("config", "slack", "manifest.yaml");
  }

  static Manifest read() throws IOException {
    List<String> lines = Files.readAllLines(FILE);
    return new Manifest(below(lines, "    bot:"), below(lines, "    bot_events:"));
  }

  private static List<String> below(List<String> lines, String key) {
    List<String> entries = new ArrayList<>();
    for (String line : lines.subList(lines.indexOf(key) + 1, lines.size())) {
      if (!line.strip().startsWith("- ")) {
        break;
      }
      entries.add(line.strip().substring(2).replaceFirst("\\s+#.*", ""));
    }
    return entries;
  }
}
