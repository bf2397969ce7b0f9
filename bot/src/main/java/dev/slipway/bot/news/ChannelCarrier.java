package dev.slipway.bot.news;

import dev.slipway.bot.conversation.Channels;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Words;
import dev.slipway.control.Desk;
import dev.slipway.notice.Newsroom;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.PlainNews;
import dev.slipway.notice.Redaction;
import dev.slipway.view.People;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes news to channels of one chat where people are who build nothing: one message each, in plain
 * words, without buttons and without the thread that a team has.
 */
final class ChannelCarrier implements Carrier {
  private static final int LENGTH = 24;

  private final ChatPlatform platform;
  private final Desk desk;
  private final Redaction redaction;

  ChannelCarrier(ChatPlatform platform, Desk desk, Redaction redaction) {
    this.platform = platform;
    this.desk = desk;
    this.redaction = redaction;
  }

  @Override
  public String beginning() {
    return Newsroom.CHAT + platform.name() + ":";
  }

  @Override
  public boolean newestOnly() {
    return true;
  }

  /** Seconds at first: a chat is away for a moment more often than for an hour. */
  @Override
  public Duration pause(int attempts) {
    Duration pause = Duration.ofSeconds(5L << Math.min(7, attempts - 1));
    return pause.compareTo(Duration.ofMinutes(10)) > 0 ? Duration.ofMinutes(10) : pause;
  }

  @Override
  public Carried carry(Letter letter) {
    PlainNews news = PlainNews.of(letter.release(), letter.news(), desk.catalogue(), redaction);
    Message message =
        new Message(
            news.words(),
            List.of(
                new Message.Paragraph(
                    Words.of(
                        new Words.Strong(news.heading() + ". " + news.state()),
                        new Words.Plain(" " + String.join(" ", news.sentences()))))),
            0,
            Optional.of(letter.release().id().toString()));
    return post(letter.to(), letter.id(), message, mayStandThere(letter.line()));
  }

  private static boolean mayStandThere(Outbox.Line line) {
    return line.attempts() > 0;
  }

  @Override
  public Carried test(Trial trial) {
    String words =
        People.of(desk.catalogue()).name(trial.by())
            + " asked for this message to see whether news of releases arrives here. Nothing has happened.";
    return post(trial.to(), trial.id(), Message.of(words), true);
  }

  private Carried post(String channel, String id, Message message, boolean look) {
    Place place = Channels.place(Channels.key(platform.name(), channel));
    PostId post = new PostId("n" + id.replace("-", "").substring(0, LENGTH));
    try {
      Optional<MessageId> there = look ? platform.find(place, post) : Optional.empty();
      MessageId stands =
          there.isPresent() ? there.get() : platform.post(place, message, post, false);
      return new Carried.There(stands.id());
    } catch (ChatTrouble trouble) {
      return switch (trouble.kind()) {
        case REFUSED, GONE -> new Carried.Never(String.valueOf(trouble.getMessage()));
        case AWAY -> new Carried.Away(platform.name() + ": " + trouble.getMessage());
        case THROTTLED, UNKNOWN ->
            new Carried.NotNow(
                String.valueOf(trouble.getMessage()),
                Optional.of(trouble.after()).filter(after -> !after.isZero()));
      };
    }
  }
}
