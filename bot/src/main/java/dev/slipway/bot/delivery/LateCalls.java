package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.ChatBook.Standing;
import dev.slipway.notice.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right what this server did in a channel that had become another server's: it stood still
 * between asking and calling. A message that it posted may stand there a second time and is taken
 * away, once the other server knows which one counts; one that it edited may show what was, and is
 * edited again by whoever holds the channel.
 */
final class LateCalls {
  private static final Logger LOG = LoggerFactory.getLogger(LateCalls.class);

  /** What the other server does at this moment has ended by then. */
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private static final Duration GIVEN_UP = Duration.ofMinutes(10);

  private final Outbox outbox;
  private final ChatBook book;
  private final Queue<Late> late = new ConcurrentLinkedQueue<>();

  LateCalls(Outbox outbox, ChatBook book) {
    this.outbox = outbox;
    this.book = book;
  }

  /** Whether it is put right. */
  private interface Mending {
    boolean done() throws ChatTrouble;
  }

  private record Late(String words, Mending mending, Instant since, Instant due) {
    Late again(Instant now) {
      return new Late(words, mending, since, now.plus(BETWEEN));
    }
  }

  private void add(String words, Mending mending, Instant now) {
    LOG.warn("{}: this server stood still while another one took the channel; put right", words);
    late.add(new Late(words, mending, now, now.plus(BETWEEN)));
  }

  /**
   * @param made what the platform said it made; empty when nobody knows
   */
  void posted(
      ChatPlatform platform,
      Place at,
      PostId id,
      Optional<MessageId> made,
      Standing standing,
      Instant now) {
    add(
        standing.channel() + " " + standing.stream().value(),
        () ->
            book.find(standing.channel(), standing.stream(), standing.slot())
                        .map(there -> settled(there, standing))
                        .orElse(Settled.NONE)
                    instanceof Settled.As as
                && removed(platform, at, id, made, as.message()),
        now);
  }

  void posted(
      ChatPlatform platform,
      Place at,
      PostId id,
      Optional<MessageId> made,
      Outbox.Line line,
      Instant now) {
    add(
        line.channel() + " " + line.stream().value(),
        () ->
            outbox.find(line).map(LateCalls::settled).orElse(Settled.NONE) instanceof Settled.As as
                && removed(platform, at, id, made, as.message()),
        now);
  }

  void edited(Standing standing, Instant now) {
    add(
        standing.channel() + " " + standing.stream().value(),
        () -> {
          book.doubt(standing);
          return true;
        },
        now);
  }

  /** Which message counts, as far as the holder knows. */
  private sealed interface Settled {
    Settled NONE = new As(Optional.empty());

    record As(Optional<String> message) implements Settled {}

    record NotYet() implements Settled {}
  }

  private static Settled settled(Standing there, Standing mine) {
    if (there.generation() != mine.generation()) {
      return Settled.NONE;
    }
    return switch (there.state()) {
      case NEW, UNCERTAIN -> new Settled.NotYet();
      case STANDING, CLOSED, DEAD -> new Settled.As(there.message());
    };
  }

  private static Settled settled(Outbox.Line line) {
    return switch (line.state()) {
      case WAITING, SENT_UNCERTAIN -> new Settled.NotYet();
      case POSTED, DROPPED, DEAD -> new Settled.As(line.message());
    };
  }

  private static boolean removed(
      ChatPlatform platform, Place at, PostId id, Optional<MessageId> made, Optional<String> counts)
      throws ChatTrouble {
    Set<MessageId> all = new LinkedHashSet<>(platform.findAll(at, id));
    made.ifPresent(all::add);
    for (MessageId message : all) {
      if (!counts.equals(Optional.of(message.id()))) {
        platform.remove(at, message, id);
      }
    }
    return true;
  }

  boolean isEmpty() {
    return late.isEmpty();
  }

  /** At most one, when it is due. */
  void mend(Instant now) {
    Late next = late.peek();
    if (next == null || now.isBefore(next.due())) {
      return;
    }
    late.remove(next);
    boolean done = false;
    try {
      done = next.mending().done();
    } catch (ChatTrouble trouble) {
      LOG.info("{}: not put right yet: {}", next.words(), trouble.getMessage());
    }
    if (!done && now.isBefore(next.since().plus(GIVEN_UP))) {
      late.add(next.again(now));
    }
  }
}
