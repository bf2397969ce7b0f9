package dev.slipway.bot.discord;

import net.dv8tion.jda.api.entities.emoji.Emoji;
import net.dv8tion.jda.api.entities.emoji.EmojiUnion;

/** What the conversation calls a reaction. */
final class EmojiName {
  private EmojiName() {}

  /**
   * The character itself, without skin tone and without the sign that asks for a picture. An emoji
   * of a server's own is "name:id", so that no name passes for a real one.
   */
  static String of(EmojiUnion emoji) {
    return emoji.getType() == Emoji.Type.UNICODE
        ? emoji.getName().replaceAll("[\\x{1F3FB}-\\x{1F3FF}\\x{FE0F}]", "")
        : emoji.asCustom().getName() + ":" + emoji.asCustom().getId();
  }
}
