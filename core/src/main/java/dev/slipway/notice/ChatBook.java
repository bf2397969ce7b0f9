package dev.slipway.notice;

import dev.slipway.journal.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What chats have to be remembered by: which events were heard, which messages stand where, who
 * looks after a channel. Shared by every server at the store; losing a row of it may repeat a
 * message, and never changes a release.
 *
 * <p>Every method is a transaction of its own.
 */
public interface ChatBook {
  /**
   * Whether nobody has taken this event on yet; from now on somebody has.
   *
   * @param event the platform's name and its id of the event
   */
  boolean isFirst(String event, Instant at);

  /** Events and questions from before are not heard of again. */
  void forget(Instant before);

  /** A line that waits for a yes, or for a name to be typed, of this account. */
  record Question(String token, String account, List<String> words, long footing, Instant at) {
    public Question {
      words = List.copyOf(words);
    }
  }

  void ask(Question question);

  /** Takes the question away, so that it is answered once; empty when it is not this account's. */
  Optional<Question> answer(String token, String account, Instant at);

  /**
   * A message that is kept up to date.
   *
   * @param channel "slack:C024BE7LR"
   * @param slot "root", or "ask/" and the plan's hash
   * @param generation grows when it has to be posted anew
   * @param message the platform's id; empty while none is known
   * @param revision grows with every visible change
   * @param shown digest of what it shows; "" before the first post
   * @param due not before this moment
   * @param reminders how often people were reminded by it
   */
  record Standing(
      String channel,
      StreamName stream,
      String slot,
      int generation,
      Optional<String> message,
      long revision,
      String shown,
      Instant shownAt,
      Instant postedAt,
      Instant due,
      int attempts,
      int reminders,
      State state,
      String trouble) {
    /** Of a release's message. */
    public enum State {
      /** To be posted. */
      NEW,
      /** Was posted, and nobody knows whether it arrived. */
      UNCERTAIN,
      /** Stands there. */
      STANDING,
      /** Stands there as it is for good. */
      CLOSED,
      /** The platform will never take it. */
      DEAD
    }

    /**
     * It may stand there from here on; nobody knows yet.
     *
     * @param findable from when on it could be found, should nobody say
     */
    public Standing sent(Instant findable) {
      return with(message, shown, shownAt, findable, attempts + 1, State.UNCERTAIN, trouble);
    }

    public Standing posted(String id, String shows, Instant now) {
      return new Standing(
          channel,
          stream,
          slot,
          generation,
          Optional.of(id),
          revision + 1,
          shows,
          now,
          postedAt.equals(Instant.EPOCH) ? now : postedAt,
          now,
          attempts,
          reminders,
          State.STANDING,
          trouble);
    }

    public Standing edited(String shows, Instant now) {
      return new Standing(
          channel,
          stream,
          slot,
          generation,
          message,
          revision + 1,
          shows,
          now,
          postedAt,
          now,
          attempts,
          reminders,
          State.STANDING,
          "");
    }

    /** Not before this moment, because of this. */
    public Standing later(Instant then, State next, String why) {
      return with(message, shown, shownAt, then, attempts, next, why);
    }

    public Standing in(State next) {
      return with(message, shown, shownAt, due, attempts, next, trouble);
    }

    /** It is gone, and is posted anew. */
    public Standing anew(Instant now) {
      return new Standing(
          channel,
          stream,
          slot,
          generation + 1,
          Optional.empty(),
          revision,
          "",
          Instant.EPOCH,
          postedAt,
          now,
          0,
          reminders,
          State.NEW,
          "");
    }

    public Standing reminded() {
      return new Standing(
          channel,
          stream,
          slot,
          generation,
          message,
          revision,
          shown,
          shownAt,
          postedAt,
          due,
          attempts,
          reminders + 1,
          state,
          trouble);
    }

    private Standing with(
        Optional<String> id,
        String shows,
        Instant at,
        Instant then,
        int tries,
        State next,
        String why) {
      return new Standing(
          channel,
          stream,
          slot,
          generation,
          id,
          revision,
          shows,
          at,
          postedAt,
          then,
          tries,
          reminders,
          next,
          why);
    }

    public static Standing fresh(String channel, StreamName stream, String slot, Instant now) {
      return new Standing(
          channel,
          stream,
          slot,
          1,
          Optional.empty(),
          0,
          "",
          Instant.EPOCH,
          Instant.EPOCH,
          now,
          0,
          0,
          State.NEW,
          "");
    }
  }

  /** Messages of a channel that are not closed, and the closed ones of these releases. */
  List<Standing> open(String channel);

  Optional<Standing> find(String channel, StreamName stream, String slot);

  /** Whose message it is. */
  Optional<Standing> of(String channel, String message);

  void keep(Standing standing);

  /** Writes it unless something is written there already. */
  void add(Standing standing);

  /**
   * Writes it for as long as the channel is this holder's: nobody else has it before this is
   * written.
   *
   * @return false, and nothing written, when the channel is another's by now
   */
  boolean keep(Standing standing, String holder);

  /** What became of one person's reaction. */
  record Reaction(String account, String emoji, Outcome outcome, Instant at) {
    /** Whether a reaction counted. */
    public enum Outcome {
      /** It counts; whether the approval was written down is not known yet. */
      WEIGHED,
      COUNTED,
      REFUSED,
      /** Means nothing for the gate, and is remembered. */
      SEEN
    }

    public Reaction in(Outcome next) {
      return new Reaction(account, emoji, next, at);
    }
  }

  List<Reaction> reactions(String channel, String message);

  /** Whether it was not known before. */
  boolean keepReaction(String channel, String message, Reaction reaction);

  /** What came of one that is known. */
  void settleReaction(String channel, String message, Reaction reaction);

  void dropReaction(String channel, String message, String account, String emoji);

  /** What the message shows is not what is written here: it is to be edited again. */
  void doubt(Standing standing);

  /**
   * Who looks after a channel.
   *
   * @param holder names one taking of the channel by one process; never used for another
   * @param past whether its time is up; it is theirs until somebody takes it nevertheless
   */
  record Claim(String channel, String holder, boolean past) {}

  List<Claim> claims(Instant now);

  /**
   * Takes a channel that nobody has, or whose holder's time is up, or goes on holding it.
   *
   * @param ended a holder that is known to have ended: its time is up as well
   * @param now where several computers share the store, the store's own clock goes before this
   * @return whether it is this holder's for {@code length} from now
   */
  boolean claim(
      String channel, String holder, Optional<String> ended, Instant now, Duration length);

  void letGo(String channel, String holder);

  /**
   * Takes one of so many places that all servers share; each is free again by itself.
   *
   * @param what there are places for: "slack edits"
   * @param each how long a place stays taken
   * @return false when none is free now
   */
  boolean take(String what, int places, Duration each, Instant now);

  /** Whereto releases were moved: by release, from the channel that the catalogue names. */
  Map<StreamName, Map<String, String>> moves();

  /**
   * Lets a release be told elsewhere; what still waits to be posted goes with it.
   *
   * @param from as the catalogue names it
   */
  void move(StreamName stream, String from, String to, Instant at);
}
