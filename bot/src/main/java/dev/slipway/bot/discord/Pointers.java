package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Words;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;

/** Lines of a thread that point at a message in its channel: what everyone should see. */
final class Pointers {
  private final String server;
  private final Calls calls;

  Pointers(String server, Calls calls) {
    this.server = server;
    this.calls = calls;
  }

  private String address(MessageId message) {
    return "https://discord.com/channels/" + server + "/" + message.channel() + "/" + message.id();
  }

  Message to(Message message, MessageId posted) {
    return new Message(
        message.spoken(),
        List.of(
            new Message.Paragraph(
                Words.of(
                    new Words.Plain(message.spoken() + " "),
                    new Words.Link(address(posted), "in the channel")))),
        0,
        message.about());
  }

  /**
   * The message is gone: what points at it points at the other one, or goes as well.
   *
   * @param pointers lines that point at this message or another one of the same post
   */
  void gone(
      MessageChannel thread,
      List<net.dv8tion.jda.api.entities.Message> pointers,
      MessageId gone,
      Optional<MessageId> other)
      throws ChatTrouble {
    for (net.dv8tion.jda.api.entities.Message pointer : pointers) {
      String content = pointer.getContentRaw();
      if (!content.contains(address(gone) + ">")) {
        continue;
      }
      if (other.isPresent()) {
        String moved = content.replace(address(gone) + ">", address(other.get()) + ">");
        Object unused =
            calls.again(() ->
                Channels.evenIfArchived(
                    thread,
                    () ->
                        thread.editMessageById(
                            pointer.getId(),
                            new MessageEditBuilder()
                                .setContent(moved)
                                .setAllowedMentions(List.of())
                                .build())));
      } else {
        Void unused =
            calls.again(() ->
                Channels.evenIfArchived(thread, () -> thread.deleteMessageById(pointer.getId())));
      }
    }
  }
}
