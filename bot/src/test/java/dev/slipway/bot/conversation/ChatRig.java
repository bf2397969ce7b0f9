package dev.slipway.bot.conversation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * People in a chat, played by a test: on a platform's adapter in front of its strict fake, or on
 * the stand-in in memory. What people do arrives at the listener like a platform's events; nothing
 * here waits for the answer.
 */
public interface ChatRig extends AutoCloseable {
  /** The adapter under test; opened by the story. */
  ChatPlatform platform();

  /** A second server's connection to the same chat, opened by the story. */
  ChatPlatform anotherPlatform();

  /** The account of a person, the same each time. */
  Account member(String name);

  /** An account of another bot. */
  Account bot(String name);

  /** The id of a channel in which the bot is. */
  String channel();

  /** The id of another channel in which the bot and everybody are. */
  String anotherChannel();

  /** A command: in a channel as a slash command, in a thread as a mention. */
  void types(Account who, Place at, String line);

  /**
   * @param label as the button shows it
   */
  void presses(Account who, MessageId on, String label);

  /** The same on the newest message that only this person sees. */
  void pressesPrivately(Account who, String label);

  /** Chooses an entry of a menu by what it shows. */
  void chooses(Account who, MessageId on, String label);

  /** Fills in the form that is open, by its questions' names. */
  void submits(Account who, Map<String, String> answers);

  /**
   * @param emoji "✅", "❌", "👀"; the rig knows how the platform calls it
   */
  void reacts(Account who, MessageId on, String emoji);

  void takesReactionBack(Account who, MessageId on, String emoji);

  /** Somebody with the right to do it deletes a message of the bot. */
  void deletes(MessageId message);

  /** The platform delivers the newest event once more, with the same id. */
  void repeatsLastEvent();

  /** What stands there now, oldest first; without the threads for a channel. */
  List<Seen> messages(Place at);

  /** Texts that only this person sees, oldest first. */
  List<String> privately(Account who);

  /** The form that is open for somebody. */
  Optional<OpenForm> form(Account who);

  /** How many forms were opened for somebody. */
  int formsOpened(Account who);

  /** Calls are not answered at all, and events wait or are lost as the platform has it. */
  void away(boolean away);

  /** The next call that changes something is done, and its answer is lost. */
  void losesNextAnswer();

  /** The next calls that change something are refused. */
  void throttles(int times, Duration after);

  /** Somebody takes no direct messages, or is not there any more. */
  void takesNoMessages(Account who);

  /** Reactions are listed in part only, and say so. */
  void listsReactionsInPart(boolean part);

  @Override
  void close();

  /**
   * A message as people see it.
   *
   * @param text all its text, mentions as "@" and the account's id
   * @param buttons labels
   * @param choices what its menus offer
   * @param mentioned accounts that were told by it
   * @param alsoInChannel a line of a thread that the channel shows as well
   */
  record Seen(
      MessageId id,
      String text,
      List<String> buttons,
      List<String> choices,
      List<Account> mentioned,
      boolean alsoInChannel) {
    public Seen {
      buttons = List.copyOf(buttons);
      choices = List.copyOf(choices);
      mentioned = List.copyOf(mentioned);
    }
  }

  record OpenForm(String title, List<String> questions) {
    public OpenForm {
      questions = List.copyOf(questions);
    }
  }
}
