package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Answering;
import dev.slipway.bot.conversation.ChatListener;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.Press;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Message.MentionType;
import net.dv8tion.jda.api.entities.User;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.GenericComponentInteractionCreateEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.events.message.MessageBulkDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.message.react.GenericMessageReactionEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionAddEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionRemoveEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.Interaction;

/**
 * What the gateway reports, in the conversation's words. Called on JDA's own thread, which nothing
 * here holds up: the conversation hears everything on a thread of its own.
 */
final class Events extends ListenerAdapter {
  private static final String ELSEWHERE =
      "This bot works in another server. Nothing was done here.";
  private static final String STRANGER =
      "This bot answers members of its own server only, and does not find you among them. Nothing"
          + " was done.";
  private static final String OLD =
      "This button is from another version of the bot. Nothing was done; type the command instead.";

  private final String server;
  private final ChatListener listener;
  private final ApplicationCommand command;
  private final Answers answers;
  private final Membership members;
  private final String process = UUID.randomUUID().toString();
  private final AtomicLong reactions = new AtomicLong();

  Events(
      String server,
      ChatListener listener,
      ApplicationCommand command,
      Answers answers,
      Membership members) {
    this.server = server;
    this.listener = listener;
    this.command = command;
    this.answers = answers;
    this.members = members;
  }

  @Override
  public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
    Answering answering = answers.to(event);
    Map<String, String> values = new LinkedHashMap<>();
    event.getOptions().forEach(option -> values.put(option.getName(), option.getAsString()));
    Optional<String> line =
        command.line(Optional.ofNullable(event.getSubcommandName()).orElse(""), values);
    if (isElsewhere(event)) {
      refuse(answering, ELSEWHERE);
    } else if (!event.getName().equals(ApplicationCommand.NAME) || line.isEmpty()) {
      refuse(answering, "This command is from another version of the bot. Type /slipway run.");
    } else {
      hear(new Incoming.Typed(event.getId(), account(event), place(event), line.get()), answering);
    }
  }

  @Override
  public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
    Answers.Offer offer = answers.offer(event);
    if (isElsewhere(event)) {
      offer.nothing();
      return;
    }
    String word = Optional.ofNullable(event.getSubcommandName()).orElse("");
    Map<String, String> values = new LinkedHashMap<>();
    event.getOptions().forEach(option -> values.put(option.getName(), option.getAsString()));
    Thread.startVirtualThread(() -> {
      if (word.equals(ApplicationCommand.RUN)) {
        String line = event.getFocusedOption().getValue();
        offer.choices(
            Completion.lines(line, listener.complete(account(event), place(event), line)));
      } else {
        offer.choices(
            command
                .lineUpTo(word, values, event.getFocusedOption().getName())
                .map(line ->
                    Completion.values(listener.complete(account(event), place(event), line)))
                .orElseGet(java.util.List::of));
      }
    });
  }

  @Override
  public void onButtonInteraction(ButtonInteractionEvent event) {
    pressed(event, Press.of(event.getComponentId()));
  }

  @Override
  public void onStringSelectInteraction(StringSelectInteractionEvent event) {
    String value = event.getValues().isEmpty() ? "" : event.getValues().getFirst();
    pressed(
        event,
        Press.of(event.getComponentId())
            .map(press ->
                new Press(press.verb(), press.about(), press.revision(), value, press.form())));
  }

  private void pressed(GenericComponentInteractionCreateEvent event, Optional<Press> press) {
    Answering answering = answers.to(event);
    if (isElsewhere(event)) {
      refuse(answering, ELSEWHERE);
    } else if (press.isEmpty()) {
      refuse(answering, OLD);
    } else {
      MessageId on =
          new MessageId(
              DiscordPlatform.NAME, event.getMessage().getChannelId(), event.getMessageId());
      hear(
          event,
          new Incoming.Pressed(event.getId(), account(event), place(event), on, press.get()),
          answering);
    }
  }

  @Override
  public void onModalInteraction(ModalInteractionEvent event) {
    Answering answering = answers.to(event);
    Optional<Press> press = Press.of(event.getModalId());
    Map<String, String> given = new LinkedHashMap<>();
    event.getValues().forEach(value -> given.put(value.getCustomId(), value.getAsString()));
    if (isElsewhere(event)) {
      refuse(answering, ELSEWHERE);
    } else if (press.isEmpty()) {
      refuse(answering, OLD);
    } else {
      hear(
          event,
          new Incoming.Submitted(event.getId(), account(event), place(event), press.get(), given),
          answering);
    }
  }

  /** Lines that begin with the bot's name, and everything that is written to it alone. */
  @Override
  public void onMessageReceived(MessageReceivedEvent event) {
    boolean elsewhere = event.isFromGuild() && !event.getGuild().getId().equals(server);
    if (elsewhere || event.isWebhookMessage() || isMachine(event.getAuthor())) {
      return;
    }
    String text = event.getMessage().getContentRaw();
    String self = event.getJDA().getSelfUser().getId();
    boolean named = MentionType.USER.getPattern().matcher(text).lookingAt();
    boolean us = text.startsWith("<@" + self + ">") || text.startsWith("<@!" + self + ">");
    if (us || !event.isFromGuild()) {
      String line = named && us ? text.substring(text.indexOf('>') + 1) : text;
      Incoming typed =
          new Incoming.Typed(
              event.getMessageId(),
              account(event.getAuthor()),
              Channels.place(event.getChannel()),
              line.strip());
      if (event.isFromGuild()) {
        hear(typed, answers.to(event));
      } else {
        hearAlone(event.getJDA(), typed, answers.to(event));
      }
    }
  }

  @Override
  public void onMessageReactionAdd(MessageReactionAddEvent event) {
    User by = event.getUser();
    if (by == null || !isMachine(by)) {
      reacted(event, true);
    }
  }

  @Override
  public void onMessageReactionRemove(MessageReactionRemoveEvent event) {
    reacted(event, false);
  }

  private void reacted(GenericMessageReactionEvent event, boolean added) {
    boolean ours = event.isFromGuild() && event.getGuild().getId().equals(server);
    if (ours && !event.getUserId().equals(event.getJDA().getSelfUser().getId())) {
      Account by = new Account(DiscordPlatform.NAME, event.getUserId());
      hear(
          new Incoming.Reacted(
              // Discord gives reactions no id, and the same one may be taken back and given again.
              "reaction-" + process + "-" + reactions.incrementAndGet(),
              by,
              new MessageId(DiscordPlatform.NAME, event.getChannel().getId(), event.getMessageId()),
              EmojiName.of(event.getEmoji()),
              added),
          answers.to(by));
    }
  }

  @Override
  public void onMessageDelete(MessageDeleteEvent event) {
    if (event.isFromGuild() && event.getGuild().getId().equals(server)) {
      removed(event.getChannel().getId(), event.getMessageId(), self(event));
    }
  }

  @Override
  public void onMessageBulkDelete(MessageBulkDeleteEvent event) {
    if (event.getGuild().getId().equals(server)) {
      event.getMessageIds().forEach(id -> removed(event.getChannel().getId(), id, self(event)));
    }
  }

  private static Account self(net.dv8tion.jda.api.events.GenericEvent event) {
    return new Account(DiscordPlatform.NAME, event.getJDA().getSelfUser().getId());
  }

  /** Discord says neither whose message it was nor who removed it. */
  private void removed(String channel, String id, Account self) {
    hear(
        new Incoming.Removed(
            "removed-" + id, self, new MessageId(DiscordPlatform.NAME, channel, id)),
        answers.none());
  }

  private void hear(Incoming incoming, Answering answering) {
    Thread.startVirtualThread(() -> listener.heard(incoming, answering));
  }

  private void hear(Interaction event, Incoming incoming, Answering answering) {
    if (event.isFromGuild()) {
      hear(incoming, answering);
    } else {
      hearAlone(event.getJDA(), incoming, answering);
    }
  }

  /** Where nobody else listens: whoever shares any server with the bot may write to it there. */
  private void hearAlone(JDA discord, Incoming incoming, Answering answering) {
    Thread.startVirtualThread(() -> {
      if (members.isOne(discord, incoming.by())) {
        listener.heard(incoming, answering);
      } else {
        answering.privately(Message.of(STRANGER));
      }
    });
  }

  private static void refuse(Answering answering, String words) {
    Thread.startVirtualThread(() -> answering.privately(Message.of(words)));
  }

  /** A command or a button of a server that is not ours; direct messages have none. */
  private boolean isElsewhere(Interaction event) {
    return event.isFromGuild()
        && !Optional.ofNullable(event.getGuild())
            .map(guild -> guild.getId())
            .equals(Optional.of(server));
  }

  private static boolean isMachine(User user) {
    return user.isBot() || user.isSystem();
  }

  private static Account account(Interaction event) {
    return account(event.getUser());
  }

  private static Account account(User user) {
    return new Account(DiscordPlatform.NAME, user.getId());
  }

  private static Place place(Interaction event) {
    return Optional.ofNullable(event.getChannel())
        .map(Channels::place)
        .orElseGet(() ->
            Place.channel(
                DiscordPlatform.NAME, Optional.ofNullable(event.getChannelId()).orElse("0")));
  }
}
