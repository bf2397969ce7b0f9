package dev.slipway.bot.discord;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.requests.GatewayIntent;

/**
 * All that the bot asks of Discord, and what for. None of the intents is a privileged one: of
 * messages that do not mention the bot it sees no text.
 */
final class Rights {
  static final Map<Permission, String> PERMISSIONS = new LinkedHashMap<>();
  static final Map<GatewayIntent, String> INTENTS = new LinkedHashMap<>();

  static {
    PERMISSIONS.put(Permission.VIEW_CHANNEL, "see the channels it tells about releases in");
    PERMISSIONS.put(Permission.MESSAGE_SEND, "post the message of a release");
    PERMISSIONS.put(
        Permission.CREATE_PUBLIC_THREADS, "open the thread below it, where events are told");
    PERMISSIONS.put(Permission.MESSAGE_SEND_IN_THREADS, "tell events there, and answer in threads");
    PERMISSIONS.put(Permission.MESSAGE_EMBED_LINKS, "show a release's facts side by side");
    PERMISSIONS.put(
        Permission.MESSAGE_ATTACH_FILES, "attach the chart of a rollback, and long answers");
    PERMISSIONS.put(
        Permission.MESSAGE_HISTORY,
        "read who reacted, and look for its own message before it posts it again");
    INTENTS.put(GatewayIntent.GUILD_MESSAGES, "hear its own mentions, and that a message is gone");
    INTENTS.put(GatewayIntent.GUILD_MESSAGE_REACTIONS, "hear approvals given and taken back");
    INTENTS.put(GatewayIntent.DIRECT_MESSAGES, "hear commands that are written to it alone");
  }

  private Rights() {}

  static EnumSet<GatewayIntent> intents() {
    return EnumSet.copyOf(INTENTS.keySet());
  }

  /** What the server as a whole has not given; a channel may still take more away. */
  static List<String> missing(Guild server) {
    EnumSet<Permission> missing = EnumSet.copyOf(PERMISSIONS.keySet());
    missing.removeAll(server.getSelfMember().getPermissions());
    return missing.stream().map(Rights::name).toList();
  }

  /** As Discord's own settings call it. */
  static String name(Permission permission) {
    return permission == Permission.MESSAGE_HISTORY ? "Read Message History" : permission.getName();
  }
}
