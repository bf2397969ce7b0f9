package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Channels;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.notice.ChatBook.Standing;
import dev.slipway.notice.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts so that nothing is lost and nothing stands there twice: that a post may stand there is
 * written down before it is made, and a post that nobody answered is looked for before it is made
 * again.
 */
final class Poster {
  private static final Logger LOG = LoggerFactory.getLogger(Poster.class);

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A platform that lost an answer needs a moment until the message can be found. */
  private static final Duration BEFORE_LOOKING = Duration.ofSeconds(3);

  private final HeldChannel held;
  private final String channel;
  private final ChatPlatform platform;
  private final Pace pace;
  private final LateCalls late;
  private final Tally tally;

  Poster(HeldChannel held, ChatPlatform platform, Pace pace, LateCalls late, Tally tally) {
    this.held = held;
    this.channel = held.channel();
    this.platform = platform;
    this.pace = pace;
    this.late = late;
    this.tally = tally;
  }

  void keep(Standing standing) {
    held.keep(standing);
  }

  void keep(Outbox.Line line) {
    held.keep(line);
  }

  boolean mayCall(Instant now) {
    return pace.mayCall(platform.name(), channel, now);
  }

  /** Runs one call; what the platform says against it only delays it. */
  boolean did(ChannelPump.Call call, Instant now) {
    long began = System.nanoTime();
    try {
      boolean done = call.run();
      if (done) {
        tally.answered(Duration.ofNanos(System.nanoTime() - began));
        pace.called(channel, now);
        pace.worked(platform.name());
      }
      return done;
    } catch (ChatTrouble trouble) {
      pace.called(channel, now);
      tally.failed(trouble.kind());
      switch (trouble.kind()) {
        case THROTTLED -> pace.throttled(channel, trouble.after(), now);
        case AWAY, UNKNOWN -> pace.away(platform.name(), now);
        case GONE, REFUSED -> LOG.warn("{}: {}", channel, trouble.getMessage());
      }
      return true;
    }
  }

  private MessageId message(Standing standing) {
    return Channels.message(channel, standing.message().orElseThrow());
  }

  private static PostId id(Standing standing) {
    return PostIds.of(
        standing.channel(), standing.stream(), standing.slot(), standing.generation());
  }

  private static PostId id(Outbox.Line line) {
    return PostIds.of(line.channel(), line.stream(), line.sequence());
  }

  boolean post(
      Standing standing, Place at, Message message, String shown, boolean broadcast, Instant now)
      throws ChatTrouble {
    PostId id = id(standing);
    if (standing.state() == Standing.State.UNCERTAIN) {
      List<MessageId> there = only(at, id);
      if (!there.isEmpty()) {
        // What it shows may be old by now: it is edited next.
        keep(standing.posted(there.getFirst().id(), "", now));
        return true;
      }
    }
    Standing sent = standing.sent(now.plus(BEFORE_LOOKING));
    keep(sent);
    Optional<MessageId> made = Optional.empty();
    try {
      made =
          Optional.of(
              standing.attempts() == 0
                  ? platform.postFirst(at, message, id, broadcast)
                  : platform.post(at, message, id, broadcast));
      tally.posted();
      keep(sent.posted(made.get().id(), shown, now));
      return true;
    } catch (HeldChannel.Lost lost) {
      late.posted(platform, at, id, made, standing, now);
      throw lost;
    } catch (ChatTrouble trouble) {
      Standing next =
          switch (trouble.kind()) {
            case THROTTLED, AWAY -> sent.later(now, Standing.State.NEW, words(trouble));
            case UNKNOWN ->
                sent.later(now.plus(BEFORE_LOOKING), Standing.State.UNCERTAIN, words(trouble));
            // The thread it belongs to is gone; whoever looks after that thread posts it anew.
            case GONE -> sent.later(now.plus(BEFORE_LOOKING), Standing.State.NEW, words(trouble));
            case REFUSED -> sent.later(now, Standing.State.DEAD, words(trouble));
          };
      try {
        keep(next);
      } catch (HeldChannel.Lost lost) {
        if (trouble.kind() == ChatTrouble.Kind.UNKNOWN) {
          late.posted(platform, at, id, made, standing, now);
        }
        throw lost;
      }
      throw trouble;
    }
  }

  /** A line of a release's thread. */
  boolean post(
      Outbox.Line line,
      Place thread,
      Message message,
      boolean broadcast,
      Standing root,
      Instant now)
      throws ChatTrouble {
    return post(line, thread, message, broadcast, () -> keep(root.anew(now)), now);
  }

  /** A line for one person. */
  boolean direct(Outbox.Line line, Place to, Message message, Instant now) throws ChatTrouble {
    return post(line, to, message, false, () -> {}, now);
  }

  /**
   * @param gone done when the place is not there any more
   */
  private boolean post(
      Outbox.Line line,
      Place thread,
      Message message,
      boolean broadcast,
      Runnable gone,
      Instant now)
      throws ChatTrouble {
    PostId id = id(line);
    if (line.state() == Outbox.Line.State.SENT_UNCERTAIN) {
      List<MessageId> there = only(thread, id);
      if (!there.isEmpty()) {
        keep(line.posted(there.getFirst().id()));
        return true;
      }
    }
    Outbox.Line sent = line.sent(now.plus(BEFORE_LOOKING));
    keep(sent);
    Optional<MessageId> made = Optional.empty();
    try {
      made =
          Optional.of(
              line.attempts() == 0
                  ? platform.postFirst(thread, message, id, broadcast)
                  : platform.post(thread, message, id, broadcast));
      tally.posted();
      keep(sent.posted(made.get().id()));
      return true;
    } catch (HeldChannel.Lost lost) {
      late.posted(platform, thread, id, made, line, now);
      throw lost;
    } catch (ChatTrouble trouble) {
      Outbox.Line next =
          switch (trouble.kind()) {
            case THROTTLED, AWAY -> sent.later(now, Outbox.Line.State.WAITING, words(trouble));
            case UNKNOWN ->
                sent.later(
                    now.plus(BEFORE_LOOKING), Outbox.Line.State.SENT_UNCERTAIN, words(trouble));
            case GONE -> sent.later(now, Outbox.Line.State.WAITING, words(trouble));
            case REFUSED -> sent.later(now, Outbox.Line.State.DEAD, words(trouble));
          };
      try {
        keep(next);
      } catch (HeldChannel.Lost lost) {
        if (trouble.kind() == ChatTrouble.Kind.UNKNOWN) {
          late.posted(platform, thread, id, made, line, now);
        }
        throw lost;
      }
      if (trouble.kind() == ChatTrouble.Kind.GONE) {
        gone.run();
      }
      throw trouble;
    }
  }

  /** Where it stands; what stands there a second time is taken away. */
  private List<MessageId> only(Place at, PostId id) throws ChatTrouble {
    List<MessageId> all = platform.findAll(at, id);
    for (int i = 1; i < all.size(); i++) {
      platform.remove(at, all.get(i), id);
    }
    return all;
  }

  boolean edit(Standing standing, Message message, String shown, boolean urgent, Instant now)
      throws ChatTrouble {
    if (!takes(Pace.Metered.EDITS, urgent, now)) {
      return false;
    }
    try {
      platform.edit(message(standing), message, id(standing));
    } catch (ChatTrouble trouble) {
      switch (trouble.kind()) {
        case GONE -> keep(standing.anew(now));
        case REFUSED -> keep(standing.later(now, Standing.State.DEAD, words(trouble)));
        // To be done again changes nothing, so nothing has to be looked for.
        case THROTTLED, AWAY, UNKNOWN -> {}
      }
      throw trouble;
    }
    try {
      keep(standing.edited(shown, now));
    } catch (HeldChannel.Lost lost) {
      late.edited(standing, now);
      throw lost;
    }
    return true;
  }

  /** Whether reactions may be asked for now. */
  boolean mayRead(boolean urgent, Instant now) {
    return takes(Pace.Metered.READINGS, urgent, now);
  }

  /** One of what all servers together may do in a minute. */
  private boolean takes(Pace.Metered what, boolean urgent, Instant now) {
    String name = platform.name();
    boolean taken =
        pace.may(what, name, urgent, now)
            && held.takes(what.of(name), what.places(urgent), MINUTE, now);
    if (taken) {
      pace.took(what, name, now);
    }
    return taken;
  }

  /** A line that nobody misses when it is lost. */
  void once(Place thread, Message message, PostId id) throws ChatTrouble {
    MessageId unused = platform.postFirst(thread, message, id, true);
  }

  private static String words(ChatTrouble trouble) {
    String words = String.valueOf(trouble.getMessage());
    return words.length() > 200 ? words.substring(0, 200) : words;
  }
}
