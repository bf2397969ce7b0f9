package dev.slipway.notice;

import dev.slipway.journal.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lines on their way out. They are made of the journal's entries, and how far it was read moves in
 * the transaction that writes them: nothing is told twice and nothing forgotten, whatever dies.
 */
public interface Outbox {
  /** A stream that has grown since it was last told. */
  record Behind(StreamName stream, long told, long version) {}

  /**
   * Called before the first telling at a store: releases that are over already are old news.
   *
   * @param over their streams
   */
  void begin(List<StreamName> over);

  /** Whether {@link #begin} was called once. */
  boolean hasBegun();

  List<Behind> behind();

  /**
   * Writes lines, and that the stream was told up to {@code version}.
   *
   * @return false, and nothing written, when another server was first
   */
  boolean tell(Behind behind, List<Line> lines);

  /**
   * A line for one channel.
   *
   * @param sequence its order among the lines of its stream; the same line has the same one
   * @param urgency 0 comes first
   * @param body as its writer reads it again
   */
  record Line(
      String channel,
      StreamName stream,
      long sequence,
      int urgency,
      String body,
      Instant made,
      Instant due,
      int attempts,
      State state,
      Optional<String> message,
      String trouble) {
    /** How far a line came. */
    public enum State {
      WAITING,
      /** It was sent, and nobody knows whether it arrived. */
      SENT_UNCERTAIN,
      POSTED,
      /** Too old to be worth a post of its own: the root message says more. */
      DROPPED,
      DEAD
    }

    /**
     * @param findable from when on it could be found, should nobody say whether it arrived
     */
    public Line sent(Instant findable) {
      return with(findable, attempts + 1, State.SENT_UNCERTAIN, message, trouble);
    }

    public Line posted(String id) {
      return with(due, attempts, State.POSTED, Optional.of(id), "");
    }

    /** Not before this moment, because of this. */
    public Line later(Instant then, State next, String why) {
      return with(then, attempts, next, message, why);
    }

    public Line in(State next) {
      return with(due, attempts, next, message, trouble);
    }

    private Line with(Instant then, int tries, State next, Optional<String> id, String why) {
      return new Line(channel, stream, sequence, urgency, body, made, then, tries, next, id, why);
    }

    public static Line waiting(
        String channel,
        StreamName stream,
        long sequence,
        int urgency,
        String body,
        Instant made,
        Instant due) {
      return new Line(
          channel,
          stream,
          sequence,
          urgency,
          body,
          made,
          due,
          0,
          State.WAITING,
          Optional.empty(),
          "");
    }
  }

  /**
   * Counts one more of what people may do so often, whichever server or face they do it at.
   *
   * @param what a name of its own, with whom it is counted for
   * @return false, and nothing counted, when it was done that often of late
   */
  boolean allows(String what, int most, Duration within, Instant now);

  /** Writes a line that no entry of a journal asks for. */
  void ask(Line line);

  /** Lines of a channel that are still to be posted, in their order. */
  List<Line> open(String channel);

  /**
   * Lines that are still to go out of every channel whose name begins like this, most urgent first.
   */
  List<Line> openOf(String beginning);

  /** Every line about a stream, whatever became of it, in order. */
  List<Line> of(StreamName stream);

  /** How far the line came, by its key. */
  void keep(Line line);

  /**
   * The same for as long as a channel is this holder's.
   *
   * @param claimed the line's channel, or what stands for many
   * @return false, and nothing written, when the channel is another's by now
   */
  boolean keep(Line line, String claimed, String holder);

  /** The line as it is now, by its key. */
  Optional<Line> find(Line line);

  /** What will never be posted, newest first. */
  List<Line> dead(int most);

  /**
   * Since when the oldest line should be out; empty when there is none. What waits for the end of
   * quiet hours is late from there on only.
   */
  Optional<Instant> oldest(Instant now);

  /**
   * How one channel stands.
   *
   * @param late lines that should be out by now
   * @param oldest since when the oldest of them should be out
   * @param dead lines that will never be posted
   */
  record Backlog(String channel, long late, Optional<Instant> oldest, long dead) {}

  /** Every channel that something waits for, or that will never be told something, by name. */
  List<Backlog> backlog(Instant now);

  /**
   * Takes away lines that are done with: posted, left out or dead, and last touched before a
   * moment. What belongs to a message that is still kept up to date stays, so that a post can be
   * found again.
   *
   * @param most in one go
   * @return how many it were
   */
  int prune(Instant before, int most);
}
