package dev.slipway.bot.slack;

import com.slack.api.app_backend.interactive_components.ActionResponseSender;
import com.slack.api.app_backend.interactive_components.response.ActionResponse;
import com.slack.api.model.Message.Metadata;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.slack.SlackClient.Content;
import dev.slipway.bot.slack.SlackWeb.Effect;
import dev.slipway.view.Plain;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Messages with all that belongs to them: blocks, pictures, texts too long for a chat. */
final class SlackMessages {
  private static final Logger LOG = LoggerFactory.getLogger(SlackMessages.class);

  /** A picture is looked through by Slack before a block may name it: a second, rarely more. */
  private static final List<Long> PATIENCE_MILLIS = List.of(300L, 700L, 1_500L, 3_000L);

  private static final List<Duration> BETWEEN_UPLOADS =
      List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final int LONGEST_NAME = 100;
  private static final String NOT_YET = "invalid_blocks";

  private final SlackWeb web;
  private final SlackClient client;
  private final SlackFiles files;
  private final SlackAddress addresses;

  SlackMessages(SlackWeb web, SlackClient client, SlackFiles files, SlackAddress addresses) {
    this.web = web;
    this.client = client;
    this.files = files;
    this.addresses = addresses;
  }

  /**
   * @param id under which it can be found again; empty for an answer that nobody looks for
   */
  MessageId post(Place place, Message message, Optional<PostId> id, boolean alsoInChannel)
      throws ChatTrouble {
    Map<Message.Picture, String> pictures = pictures(message);
    MessageId posted =
        withPictures(
            pictures, shown -> client.post(place, content(message, id, shown), alsoInChannel));
    attach(message, place.thread().isPresent() ? place : Place.threadOf(posted));
    return posted;
  }

  void edit(MessageId posted, Message message, PostId id) throws ChatTrouble {
    withPictures(
        pictures(message),
        shown -> {
          client.update(posted, content(message, Optional.of(id), shown));
          return posted;
        });
  }

  void whisper(Place place, String user, Message message) throws ChatTrouble {
    withPictures(
        pictures(message),
        shown -> {
          client.whisper(place, user, content(message, Optional.empty(), shown));
          return user;
        });
    attachPrivately(message, user);
  }

  /** Through the address that came with a click or a command: five times, for half an hour. */
  void respond(String address, String user, Message message, boolean openly) throws ChatTrouble {
    String checked = addresses.checked(address).toString();
    withPictures(
        pictures(message),
        shown -> {
          Content content = content(message, Optional.empty(), shown);
          send(
              checked,
              ActionResponse.builder()
                  .responseType(openly ? "in_channel" : "ephemeral")
                  .replaceOriginal(false)
                  .text(content.text())
                  .blocks(content.blocks())
                  .build());
          return user;
        });
    attachPrivately(message, user);
  }

  private void send(String address, ActionResponse response) throws ChatTrouble {
    try {
      int status = new ActionResponseSender(web.slack()).send(address, response).getCode();
      if (status != 200) {
        throw SlackTrouble.of(
            "response_url", Effect.WRITES, status, Optional.empty(), Optional.empty());
      }
    } catch (IOException lost) {
      throw SlackTrouble.of("response_url", Effect.WRITES, lost);
    } catch (ChatTrouble refused) {
      throw refused;
    } catch (RuntimeException broken) {
      throw broken;
    } catch (Exception interrupted) {
      throw SlackTrouble.interrupted("response_url", Effect.WRITES);
    }
  }

  /** What one person asked for in private is put where only that person sees it. */
  private void attachPrivately(Message message, String user) throws ChatTrouble {
    if (message.parts().stream().anyMatch(Message.Attachment.class::isInstance)) {
      attach(message, Place.channel(SlackPlatform.NAME, client.directChannel(user)));
    }
  }

  /**
   * The message stands already: what cannot be attached is no reason to post it again. It is tried
   * again, and when it stays away, that is said where it is missed.
   */
  private void attach(Message message, Place place) {
    for (Message.Part part : message.parts()) {
      if (part instanceof Message.Attachment attachment) {
        try {
          attach(attachment, place);
        } catch (ChatTrouble trouble) {
          LOG.warn("not attached: {}", trouble.getMessage());
          missing(attachment, place);
        }
      }
    }
  }

  private void attach(Message.Attachment attachment, Place place) throws ChatTrouble {
    for (Duration pause : BETWEEN_UPLOADS) {
      try {
        files.text(attachment, place);
        return;
      } catch (ChatTrouble trouble) {
        boolean again =
            switch (trouble.kind()) {
              case THROTTLED, AWAY -> trouble.after().compareTo(LONGEST_WAIT) <= 0;
              // It may hang there already; twice would be one too many.
              case UNKNOWN, GONE, REFUSED -> false;
            };
        if (!again || !waited(trouble.after().compareTo(pause) > 0 ? trouble.after() : pause)) {
          throw trouble;
        }
      }
    }
    files.text(attachment, place);
  }

  private static boolean waited(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void missing(Message.Attachment attachment, Place place) {
    Message words =
        Message.of(
            "The file "
                + Plain.line(attachment.name(), LONGEST_NAME)
                + " could not be attached here; please ask for it once more, or in the shell.");
    try {
      MessageId unused = client.post(place, content(words, Optional.empty(), Map.of()), false);
    } catch (ChatTrouble trouble) {
      LOG.warn("nor could that be said: {}", trouble.getMessage());
    }
  }

  private Map<Message.Picture, String> pictures(Message message) throws ChatTrouble {
    Map<Message.Picture, String> ids = new HashMap<>();
    for (Message.Part part : message.parts()) {
      if (part instanceof Message.Picture picture) {
        try {
          ids.put(picture, files.picture(picture));
        } catch (ChatTrouble trouble) {
          if (trouble.kind() != ChatTrouble.Kind.REFUSED) {
            throw trouble;
          }
          LOG.warn("without its picture: {}", trouble.getMessage());
        }
      }
    }
    return ids;
  }

  private interface Sending<T> {
    T with(Map<Message.Picture, String> pictures) throws ChatTrouble;
  }

  private static <T> T withPictures(Map<Message.Picture, String> pictures, Sending<T> sending)
      throws ChatTrouble {
    for (long patience : pictures.isEmpty() ? List.<Long>of() : PATIENCE_MILLIS) {
      try {
        return sending.with(pictures);
      } catch (ChatTrouble trouble) {
        if (!String.valueOf(trouble.getMessage()).contains(NOT_YET)) {
          throw trouble;
        }
      }
      try {
        Thread.sleep(patience);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return sending.with(Map.of());
  }

  private static Content content(
      Message message, Optional<PostId> id, Map<Message.Picture, String> pictures) {
    String fresh = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
    return new Content(
        BlockKit.text(message),
        BlockKit.of(message, "r" + message.revision() + "-" + fresh, pictures),
        metadata(message, id));
  }

  private static Metadata metadata(Message message, Optional<PostId> id) {
    Map<String, Object> payload = new HashMap<>();
    id.ifPresent(named -> payload.put("id", named.value()));
    message.about().ifPresent(about -> payload.put("about", about));
    payload.put("revision", Long.toString(message.revision()));
    return Metadata.builder().eventType(SlackClient.EVENT_TYPE).eventPayload(payload).build();
  }
}
