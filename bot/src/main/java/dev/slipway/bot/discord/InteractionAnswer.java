package dev.slipway.bot.discord;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Answering;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.ChatTrouble.Kind;
import dev.slipway.bot.conversation.Form;
import dev.slipway.bot.conversation.Message;
import dev.slipway.control.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.callbacks.IMessageEditCallback;
import net.dv8tion.jda.api.interactions.callbacks.IModalCallback;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.requests.restaction.interactions.ReplyCallbackAction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to a command, a click or a form. The first word decides who sees it, and only the
 * first word can be a form: so the conversation is waited for a moment, and what it says then is
 * the first word. Otherwise the interaction is acknowledged, and answers follow for 15 minutes.
 *
 * <p>Another process of this bot may have acknowledged the same interaction; its answers are as
 * good as ours, and ours follow.
 */
final class InteractionAnswer implements Answering {
  private static final Logger LOG = LoggerFactory.getLogger(InteractionAnswer.class);
  private static final Duration TOKEN = Duration.ofMinutes(14);
  private static final Duration CALLBACK = Duration.ofSeconds(15);

  private enum Stage {
    /** Nothing was said yet. */
    OPEN,
    /** "Thinking" stands there, seen by whoever asked, and is to be replaced. */
    PLACEHOLDER,
    /** Anything may follow. */
    ANSWERED
  }

  private final IReplyCallback event;
  private final Calls calls;
  private final Clock clock;
  private final Answers.Elsewhere elsewhere;
  private final Instant begun;
  private final long arrived = System.nanoTime();
  private final Consumer<Duration> took;
  private Stage stage = Stage.OPEN;

  /** Whether answers may follow: false when Discord did not take the first word. */
  private final CompletableFuture<Boolean> acknowledged = new CompletableFuture<>();

  /**
   * @param took told how long the first word took, when Discord has taken it
   */
  InteractionAnswer(
      IReplyCallback event,
      Calls calls,
      Clock clock,
      Answers.Elsewhere elsewhere,
      Consumer<Duration> took) {
    this.event = event;
    this.calls = calls;
    this.clock = clock;
    this.elsewhere = elsewhere;
    this.begun = clock.now();
    this.took = took;
  }

  /** Says something, should nothing have been said. Never waits. */
  void acknowledge() {
    if (event instanceof IMessageEditCallback click && standsOnAMessage()) {
      first(Stage.ANSWERED, () -> click.deferEdit());
    } else {
      first(Stage.PLACEHOLDER, () -> event.deferReply(true));
    }
  }

  private boolean standsOnAMessage() {
    return !(event instanceof ModalInteractionEvent form) || form.getMessage() != null;
  }

  @Override
  public void privately(Message message) {
    say(message, true);
  }

  @Override
  public void openly(Message message) {
    say(message, false);
  }

  @Override
  public void form(Form form) {
    Optional<Outcome> opened =
        event instanceof IModalCallback click
            ? first(Stage.ANSWERED, () -> click.replyModal(Components.modal(form)))
                .map(InteractionAnswer::await)
            : Optional.empty();
    // Of two processes that hear one click, the first one has opened it.
    if (opened.isEmpty() || opened.get() == Outcome.REFUSED) {
      privately(
          Message.of("That took too long for Discord to open a form. Please do it once more."));
    }
  }

  private void say(Message message, boolean privately) {
    Optional<Outcome> said =
        first(Stage.ANSWERED, () -> reply(message, privately)).map(InteractionAnswer::await);
    if (!said.equals(Optional.of(Outcome.TAKEN))) {
      follow(message, privately);
    }
  }

  private ReplyCallbackAction reply(Message message, boolean privately) {
    return event.reply(Rendering.answer(message)).setEphemeral(privately);
  }

  /** Sends the first word; empty when there was one already. */
  private synchronized Optional<CompletableFuture<Outcome>> first(
      Stage next, Supplier<RestAction<?>> action) {
    if (stage != Stage.OPEN) {
      return Optional.empty();
    }
    stage = next;
    CompletableFuture<Outcome> outcome;
    try {
      outcome = action.get().submit().handle((done, failed) -> outcome(failed));
    } catch (RuntimeException refused) {
      outcome = CompletableFuture.completedFuture(outcome(refused));
    }
    var unused =
        outcome.thenAccept(how -> {
          boolean first = acknowledged.complete(how != Outcome.REFUSED);
          if (first && how == Outcome.TAKEN) {
            took.accept(Duration.ofNanos(System.nanoTime() - arrived));
          }
        });
    return Optional.of(outcome);
  }

  private enum Outcome {
    TAKEN,
    BY_ANOTHER_PROCESS,
    REFUSED
  }

  private static Outcome outcome(@Nullable Throwable failed) {
    if (failed == null) {
      return Outcome.TAKEN;
    }
    Throwable cause = failed.getCause() != null ? failed.getCause() : failed;
    if (Calls.is(failed, ErrorResponse.INTERACTION_ALREADY_ACKNOWLEDGED)
        || Calls.is(cause, ErrorResponse.INTERACTION_ALREADY_ACKNOWLEDGED)) {
      return Outcome.BY_ANOTHER_PROCESS;
    }
    LOG.warn(
        "Discord did not take an answer: {}", Calls.trouble(failed, Kind.UNKNOWN).getMessage());
    return Outcome.REFUSED;
  }

  private static Outcome await(CompletableFuture<Outcome> outcome) {
    try {
      return outcome.get(CALLBACK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.REFUSED;
    } catch (ExecutionException | TimeoutException e) {
      return Outcome.REFUSED;
    }
  }

  private void follow(Message message, boolean privately) {
    try {
      if (!mayFollow() || !followed(message, privately)) {
        instead(message, privately);
      }
    } catch (ChatTrouble trouble) {
      LOG.warn("an answer was lost: {}", trouble.getMessage());
    }
  }

  private boolean mayFollow() {
    if (Duration.between(begun, clock.now()).compareTo(TOKEN) > 0) {
      return false;
    }
    try {
      return acknowledged.get(CALLBACK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /** Whether Discord took it. */
  private boolean followed(Message message, boolean privately) throws ChatTrouble {
    InteractionHook hook = InteractionHook.from(event.getJDA(), event.getToken());
    try {
      if (takePlaceholder()) {
        if (privately) {
          Object unused =
              calls.again(() -> hook.editOriginal(Rendering.edit(message, Optional.empty())));
          return true;
        }
        // What follows a placeholder would take its place, and stay private.
        Void unused = calls.again(hook::deleteOriginal);
      }
      Object unused =
          calls.once(() -> hook.sendMessage(Rendering.answer(message)).setEphemeral(privately));
      return true;
    } catch (ChatTrouble trouble) {
      if (trouble.kind() == Kind.UNKNOWN) {
        throw trouble;
      }
      return false;
    }
  }

  private synchronized boolean takePlaceholder() {
    boolean stood = stage == Stage.PLACEHOLDER;
    stage = Stage.ANSWERED;
    return stood;
  }

  private void instead(Message message, boolean privately) throws ChatTrouble {
    if (privately) {
      elsewhere.tell(new Account(DiscordPlatform.NAME, event.getUser().getId()), message);
    } else {
      elsewhere.post(Channels.place(event.getMessageChannel()), message);
    }
  }
}
