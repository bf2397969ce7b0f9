package dev.slipway.bot.discord;

import dev.slipway.bot.ServedChat;
import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.control.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pretended Discord for servers in processes of their own. */
public final class ServedDiscord implements ServedChat {
  private final DiscordRig rig = new DiscordRig(new SystemClock());

  @Override
  public ChatRig rig() {
    return rig;
  }

  @Override
  public String channel() {
    return "discord:" + World.CHANNEL;
  }

  @Override
  public String configuration(Path folder) throws IOException {
    Path token = Files.writeString(folder.resolve("discord-token"), FakeDiscord.TOKEN);
    return "discord: { token-from: { file: "
        + token.getFileName()
        + " }, server: \""
        + World.SERVER
        + "\", api: \""
        + rig.discord.rest.address()
        + "\", gateway: \""
        + rig.discord.gateway.address()
        + "\" }";
  }

  /** Whether a bot listens. */
  public boolean isListenedTo() {
    return !rig.discord.commands().isEmpty();
  }

  /** Every connection ends, as when a server of Discord's does. */
  public void drop() {
    rig.discord.gateway.dropAll();
  }

  @Override
  public void close() {
    rig.close();
  }
}
