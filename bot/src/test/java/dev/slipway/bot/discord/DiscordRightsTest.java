package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.Png;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Reactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bot asks for what it needs and nothing else, and the guide says so. */
@Tag("T2")
class DiscordRightsTest {
  private static String guide() throws IOException {
    Path fromModule = Path.of("..", "docs", "how-to", "discord.md");
    return Files.readString(
        Files.exists(fromModule) ? fromModule : Path.of("docs", "how-to", "discord.md"));
  }

  /** Rows of the table below this heading. */
  private static List<String> table(String heading) throws IOException {
    String guide = guide();
    int from = guide.indexOf("| " + heading + " | why |");
    return guide.substring(from, guide.indexOf("\n\n", from)).lines().skip(2).toList();
  }

  @Test
  void theGuideListsEveryPermissionWithItsReason() throws Exception {
    assertEquals(
        Rights.PERMISSIONS.entrySet().stream()
            .map(entry -> "| " + Rights.name(entry.getKey()) + " | " + entry.getValue() + " |")
            .toList(),
        table("permission"));
  }

  @Test
  void theGuideListsEveryIntentWithItsReason() throws Exception {
    assertEquals(
        Rights.INTENTS.entrySet().stream()
            .map(entry -> "| `" + entry.getKey().name() + "` | " + entry.getValue() + " |")
            .toList(),
        table("intent"));
  }

  @Test
  void theGuidesAddressGivesExactlyThese() throws Exception {
    assertTrue(
        guide()
            .contains(
                "scope=bot+applications.commands&permissions="
                    + Permission.getRaw(Rights.PERMISSIONS.keySet())
                    + "\n"));
  }

  static List<Permission> permissions() {
    return List.copyOf(Rights.PERMISSIONS.keySet());
  }

  /** Without any of them something is refused, or is not seen. */
  @ParameterizedTest
  @MethodSource("permissions")
  void everyPermissionIsNeeded(Permission permission) throws Exception {
    try (ADiscord chat = new ADiscord()) {
      chat.discord.world.permissions &= ~permission.getRawValue();
      chat.open();

      assertTrue(isRefused(chat));
      assertTrue(
          chat.platform
              .connection()
              .words()
              .endsWith("without the permissions [" + Rights.name(permission) + "]"));
    }
  }

  @Test
  void noMoreAreNeeded() throws Exception {
    try (ADiscord chat = new ADiscord().open()) {
      assertTrue(!isRefused(chat));
    }
  }

  /** Everything that the bot does. */
  private static boolean isRefused(ADiscord chat) {
    Message message =
        new Message(
            "rolled back",
            List.of(
                new Message.Headline("rolled back"),
                new Message.Picture(new Png(new byte[] {1}), "chart.png", "errors rose")),
            1,
            Optional.of("shop/42"));
    try {
      PostId id = new PostId("p-1");
      MessageId root = chat.platform.post(ADiscord.CHANNEL, message, id, false);
      boolean embedded = !chat.newest(World.CHANNEL).embeds.isEmpty();
      boolean found = chat.platform.find(ADiscord.CHANNEL, id).isPresent();
      MessageId line = chat.platform.post(Place.threadOf(root), message, new PostId("p-2"), false);
      chat.platform.edit(line, message, new PostId("p-2"));
      Reactions reactions = chat.platform.reactions(root);
      chat.platform.remove(Place.threadOf(root), line, new PostId("p-2"));
      return !embedded || !found || !reactions.complete();
    } catch (ChatTrouble refused) {
      return refused.kind() == ChatTrouble.Kind.REFUSED;
    }
  }

  /** Text that is not for the bot, members and their presence are none of its business. */
  @ParameterizedTest
  @EnumSource(
      value = net.dv8tion.jda.api.requests.GatewayIntent.class,
      names = {"MESSAGE_CONTENT", "GUILD_MEMBERS", "GUILD_PRESENCES"})
  void noIntentIsPrivileged(net.dv8tion.jda.api.requests.GatewayIntent privileged) {
    assertTrue(!Rights.intents().contains(privileged));
  }
}
