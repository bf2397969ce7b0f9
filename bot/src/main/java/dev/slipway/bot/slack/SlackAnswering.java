package dev.slipway.bot.slack;

import dev.slipway.bot.conversation.Answering;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Form;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.Place;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one command, click or form. */
final class SlackAnswering implements Answering {
  private static final Logger LOG = LoggerFactory.getLogger(SlackAnswering.class);
  private static final int MOST_RESPONSES = 5;
  private static final int MOST_TRIES = 4;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /**
   * How what was asked can be answered.
   *
   * @param responses address for answers, where Slack gave one
   * @param trigger opens a form within three seconds, where Slack gave one
   */
  record Asked(Place place, String user, Optional<String> responses, Optional<String> trigger) {
    /** Where nobody is from whom it had to be hidden. */
    boolean isDirect() {
      return place.channel().startsWith("D");
    }
  }

  private interface Attempt {
    void run() throws ChatTrouble;
  }

  private final Asked asked;
  private final SlackClient client;
  private final SlackMessages messages;
  private final AtomicInteger responses = new AtomicInteger();

  SlackAnswering(Asked asked, SlackClient client, SlackMessages messages) {
    this.asked = asked;
    this.client = client;
    this.messages = messages;
  }

  @Override
  public void privately(Message message) {
    insist(() -> {
      if (!(asked.isDirect() && posted(message)) && !responded(message, false)) {
        whisper(message);
      }
    });
  }

  /** A direct conversation may be one of two people, in which the bot is not. */
  private boolean posted(Message message) throws ChatTrouble {
    try {
      messages.post(asked.place(), message, Optional.empty(), false);
      return true;
    } catch (ChatTrouble outside) {
      if (outside.kind() == ChatTrouble.Kind.REFUSED) {
        return false;
      }
      throw outside;
    }
  }

  @Override
  public void openly(Message message) {
    // Whoever is not a member of a channel may still answer a command that was given there.
    insist(() -> {
      if (!posted(message) && !responded(message, true)) {
        throw new ChatTrouble(ChatTrouble.Kind.REFUSED, "Slack takes the answer nowhere");
      }
    });
  }

  @Override
  public void form(Form form) {
    if (asked.trigger().isEmpty()) {
      privately(
          Message.of("A form opens from a button or from /slipway only; here, type the options."));
      return;
    }
    try {
      client.openView(asked.trigger().get(), SlackForms.view(form, asked.place()));
    } catch (ChatTrouble late) {
      LOG.info("no form: {}", late.getMessage());
      privately(Message.of("The form did not open in time. Press it once more."));
    }
  }

  /** In a thread the address would answer in the channel. */
  private boolean responded(Message message, boolean openly) throws ChatTrouble {
    if (asked.responses().isEmpty()
        || asked.place().thread().isPresent()
        || responses.incrementAndGet() > MOST_RESPONSES) {
      return false;
    }
    try {
      messages.respond(asked.responses().get(), asked.user(), message, openly);
      return true;
    } catch (ChatTrouble used) {
      if (used.kind() == ChatTrouble.Kind.REFUSED) {
        return false;
      }
      throw used;
    }
  }

  private void whisper(Message message) throws ChatTrouble {
    try {
      messages.whisper(asked.place(), asked.user(), message);
    } catch (ChatTrouble outside) {
      if (outside.kind() != ChatTrouble.Kind.REFUSED) {
        throw outside;
      }
      Place direct = Place.channel(SlackPlatform.NAME, client.directChannel(asked.user()));
      messages.post(direct, message, Optional.empty(), false);
    }
  }

  /** Somebody waits for this: a busy Slack is asked again, an answer that may stand is not. */
  private static void insist(Attempt attempt) {
    for (int tries = 1; ; tries++) {
      try {
        attempt.run();
        return;
      } catch (ChatTrouble trouble) {
        boolean again =
            trouble.kind() == ChatTrouble.Kind.THROTTLED || trouble.kind() == ChatTrouble.Kind.AWAY;
        if (!again || tries == MOST_TRIES || !waited(trouble, tries)) {
          LOG.warn("not answered: {}", trouble.getMessage());
          return;
        }
      }
    }
  }

  private static boolean waited(ChatTrouble trouble, int tries) {
    Duration wait = trouble.after().isZero() ? Duration.ofSeconds(tries) : trouble.after();
    try {
      Thread.sleep(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
