package dev.slipway.bot.discord;

import dev.slipway.bot.ServedChat;
import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.control.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

  @Override
  public List<String> moreChannels(int count) {
    List<String> all = new ArrayList<>();
    synchronized (rig.discord) {
      for (int number = 1; number <= count; number++) {
        String id = Long.toString(803511102246790000L + number);
        rig.discord.world.channels.put(
            id, new World.Channel(id, 0, World.SERVER, "", "deploys-" + number, ""));
        all.add("discord:" + id);
      }
    }
    return all;
  }

  @Override
  public long refusedForPace() {
    return rig.discord.rest.buckets().refused();
  }

  @Override
  public Map<String, Integer> refusals() {
    return rig.discord.rest.buckets().refusals();
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
