package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Answering;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Form;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Place;
import dev.slipway.control.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what came in. Discord gives three seconds for the first word on a command or a click: one
 * clock, which waits for nobody, says "thinking" in time where the conversation has not answered.
 */
final class Answers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  /**
   * How long the conversation is waited for.
   *
   * @param answers on a command, a click or a form
   * @param offers for a line that is being typed
   */
  record Patience(Duration answers, Duration offers) {
    /** Half of Discord's three seconds; the other half is for the way there. */
    static final Patience USUAL = new Patience(Duration.ofMillis(1500), Duration.ofSeconds(2));
  }

  private final Calls calls;
  private final Clock clock;
  private final Elsewhere elsewhere;
  private final Consumer<Duration> took;
  private final Patience patience;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("discord-answers").factory());

  /** Where an answer goes that comes too late for its question, or whose question has no reply. */
  interface Elsewhere {
    void post(Place place, Message message) throws ChatTrouble;

    void tell(Account to, Message message) throws ChatTrouble;
  }

  Answers(
      Calls calls, Clock clock, Elsewhere elsewhere, Consumer<Duration> took, Patience patience) {
    this.calls = calls;
    this.clock = clock;
    this.elsewhere = elsewhere;
    this.took = took;
    this.patience = patience;
  }

  /** To a command, a click or a form. */
  Answering to(IReplyCallback event) {
    InteractionAnswer answer = new InteractionAnswer(event, calls, clock, elsewhere, took);
    var unused =
        timer.schedule(answer::acknowledge, patience.answers().toMillis(), TimeUnit.MILLISECONDS);
    return answer;
  }

  Answering to(MessageReceivedEvent event) {
    return new MessageAnswer(event, calls, elsewhere);
  }

  /**
   * To a reaction. Nothing beside a message can be seen by one person alone, so whoever needs to
   * know why theirs does not count is told directly; who takes no messages is not.
   */
  Answering to(Account reacted) {
    return new Answering() {
      @Override
      public void privately(Message message) {
        try {
          elsewhere.tell(reacted, message);
        } catch (ChatTrouble trouble) {
          if (trouble.kind() == ChatTrouble.Kind.REFUSED) {
            LOG.debug("{} takes no messages", reacted.key());
          } else {
            LOG.warn("an answer was lost: {}", trouble.getMessage());
          }
        }
      }

      @Override
      public void openly(Message message) {
        privately(message);
      }

      @Override
      public void form(Form form) {
        LOG.debug("a reaction opens no form: {}", form.title());
      }
    };
  }

  /** To what cannot be answered: a message that is gone. */
  Answering none() {
    return new Answering() {
      @Override
      public void privately(Message message) {
        LOG.debug("nobody to answer: {}", message.spoken());
      }

      @Override
      public void openly(Message message) {
        privately(message);
      }

      @Override
      public void form(Form form) {
        LOG.debug("nobody to show a form to: {}", form.title());
      }
    };
  }

  Offer offer(CommandAutoCompleteInteractionEvent event) {
    Offer offer = new Offer(event);
    var unused =
        timer.schedule(offer::nothing, patience.offers().toMillis(), TimeUnit.MILLISECONDS);
    return offer;
  }

  /** Choices for a line that is being typed: once, and in time or none. */
  static final class Offer {
    private final CommandAutoCompleteInteractionEvent event;
    private final AtomicBoolean made = new AtomicBoolean();

    private Offer(CommandAutoCompleteInteractionEvent event) {
      this.event = event;
    }

    void choices(List<Command.Choice> choices) {
      if (made.compareAndSet(false, true)) {
        event.replyChoices(choices).queue(done -> {}, late -> LOG.debug("choices came too late"));
      }
    }

    void nothing() {
      choices(List.of());
    }
  }

  @Override
  public void close() {
    timer.shutdown();
  }
}
