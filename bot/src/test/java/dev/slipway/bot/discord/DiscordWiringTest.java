package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.GivenServer;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server with Discord, from its configuration on. */
@Tag("T2")
class DiscordWiringTest {
  @TempDir private Path folder;

  @Test
  void connectsAndAnswers() throws Exception {
    try (FakeDiscord discord = new FakeDiscord()) {
      Path unused = Files.writeString(folder.resolve("bot"), FakeDiscord.TOKEN + "\n");
      String configuration =
          GivenServer.CONFIGURATION
              + "chat: { discord: { token-from: { file: bot }, server: \""
              + World.SERVER
              + "\", api: \""
              + discord.rest.address()
              + "\", gateway: \""
              + discord.gateway.address()
              + "\" } }\n";
      try (GivenServer server = GivenServer.in(folder, configuration)) {
        ChatPlatform bot = server.context().getBean(ChatPlatform.class);
        Eventually.so(() -> bot.connection().words(), () -> bot.connection().up());
        Eventually.so("the command is declared", () -> !discord.commands().isEmpty());
        FakePeople people = new FakePeople(discord);
        World.Person ada = people.person("ada");

        Interactions.One line = people.types(ada, World.CHANNEL, "run", Map.of("line", "list"));

        Eventually.so("an answer", () -> !discord.privately(ada).isEmpty());
        assertTrue(
            discord.privately(ada).getFirst().content.contains("There is no release yet"),
            discord.privately(ada).getFirst().content);
        assertTrue(line.isAnswered());
      }
    }
  }

  @Test
  void hasNoDiscordWhereNoneIsConfigured() throws Exception {
    try (GivenServer server = GivenServer.in(folder)) {
      assertEquals(
          Optional.empty(),
          server.context().getBeanProvider(DiscordPlatform.class).stream().findFirst());
    }
  }
}
