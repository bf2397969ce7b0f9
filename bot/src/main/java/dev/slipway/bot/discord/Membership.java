package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.ChatTrouble;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;

/** Who belongs to the bot's own server, asked of Discord: no list of members is kept. */
final class Membership {
  private final String server;
  private final Calls calls;

  Membership(String server, Calls calls) {
    this.server = server;
    this.calls = calls;
  }

  /** Whether it is certain that somebody does. */
  boolean isOne(JDA discord, Account account) {
    Guild ours = discord.getGuildById(server);
    try {
      return ours != null
          && calls.again(() -> ours.retrieveMemberById(account.id())).getId().equals(account.id());
    } catch (ChatTrouble notFound) {
      return false;
    }
  }
}
