package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Answering;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Form;
import dev.slipway.bot.conversation.Message;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to a line that was written as a message. Nothing under a message can be seen by one
 * person alone: such answers go to the person's direct messages.
 */
final class MessageAnswer implements Answering {
  private static final Logger LOG = LoggerFactory.getLogger(MessageAnswer.class);

  private final MessageReceivedEvent event;
  private final Calls calls;
  private final Answers.Elsewhere elsewhere;

  MessageAnswer(MessageReceivedEvent event, Calls calls, Answers.Elsewhere elsewhere) {
    this.event = event;
    this.calls = calls;
    this.elsewhere = elsewhere;
  }

  @Override
  public void privately(Message message) {
    if (!event.isFromGuild()) {
      openly(message);
      return;
    }
    try {
      elsewhere.tell(new Account(DiscordPlatform.NAME, event.getAuthor().getId()), message);
    } catch (ChatTrouble trouble) {
      if (trouble.kind() == ChatTrouble.Kind.REFUSED) {
        openly(
            Message.of(
                "The answer is for you alone, and you take no direct messages from this server."
                    + " Type /slipway run, with the same line."));
      } else {
        LOG.warn("an answer was lost: {}", trouble.getMessage());
      }
    }
  }

  @Override
  public void openly(Message message) {
    try {
      Object unused =
          calls.once(() ->
              event
                  .getChannel()
                  .sendMessage(Rendering.answer(message))
                  .setMessageReference(event.getMessageId())
                  .mentionRepliedUser(false));
    } catch (ChatTrouble trouble) {
      LOG.warn("an answer was lost: {}", trouble.getMessage());
    }
  }

  @Override
  public void form(Form form) {
    privately(
        Message.of("This needs a form, which Discord opens from a button or from /slipway only."));
  }
}
