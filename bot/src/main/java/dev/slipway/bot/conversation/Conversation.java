package dev.slipway.bot.conversation;

import dev.slipway.command.Candidate;
import dev.slipway.command.ChatTokenizer;
import dev.slipway.command.CommandLineGrammar;
import dev.slipway.command.Completer;
import dev.slipway.command.Outcome;
import dev.slipway.command.Question;
import dev.slipway.command.Tokens;
import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.Outbox;
import dev.slipway.release.ReleaseId;
import dev.slipway.view.NoticeView;
import dev.slipway.view.Plain;
import dev.slipway.view.RefusalView;
import dev.slipway.view.Role;
import dev.slipway.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers people. Whatever they type, press or fill in becomes a line of the one grammar; refusals
 * and what was only asked are for the eyes of whoever asked, facts are for everyone.
 */
public final class Conversation implements ChatListener {
  /** Nobody types more than this. */
  static final int LONGEST_LINE = 3000;

  private static final int LONGEST_REASON = 500;

  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  private final Desk desk;
  private final ChatBook book;
  private final Optional<Outbox> news;
  private final Identities identities;
  private final Questions questions;
  private final Reacting reacting;
  private final FirstClicks clicks;
  private final Moving moving;
  private final CommandLineGrammar grammar = new CommandLineGrammar();
  private final ChatTokenizer tokenizer = new ChatTokenizer();
  private final Completer completer = new Completer();

  /**
   * @param channels what people call a channel, where a platform knows
   * @param reacting told of reactions and of messages that were taken away
   */
  public Conversation(Desk desk, ChatBook book, ChannelNames channels, Reacting reacting) {
    this(desk, book, channels, reacting, Optional.empty());
  }

  /**
   * @param news where lines for people outside the team are written
   */
  public Conversation(
      Desk desk, ChatBook book, ChannelNames channels, Reacting reacting, Optional<Outbox> news) {
    this.desk = desk;
    this.news = news;
    this.book = book;
    this.identities = new Identities(desk, channels);
    this.questions = new Questions(book, desk);
    this.reacting = reacting;
    this.clicks = new FirstClicks(book, desk);
    this.moving = new Moving(desk, book, channels);
  }

  @Override
  public void heard(Incoming incoming, Answering answering) {
    if (incoming instanceof Incoming.Pressed pressed && pressed.press().form().isPresent()) {
      if (clicks.take(pressed)) {
        answering.form(Forms.of(pressed.press(), pressed.press().form().get()));
      }
      return;
    }
    try {
      if (book.isFirst(incoming.by().platform() + ":" + incoming.event(), desk.now())) {
        answer(incoming, answering);
      }
    } catch (Store.Unavailable away) {
      answering.privately(
          Message.of(
              "The store does not answer, so nothing was done. A release that moves goes on being watched; try again in a minute."));
    } catch (RuntimeException broken) {
      LOG.error("could not answer {} of {}", incoming.event(), incoming.by().key(), broken);
      answering.privately(
          Message.of(
              "Something went wrong here while answering. Look with \"show\" whether it was done before you repeat it."));
    }
  }

  private void answer(Incoming incoming, Answering answering) {
    switch (incoming) {
      case Incoming.Typed typed -> typed(typed, answering);
      case Incoming.Pressed pressed ->
          pressed(pressed.by(), pressed.at(), pressed.press(), Map.of(), answering);
      case Incoming.Submitted submitted ->
          pressed(
              submitted.by(), submitted.at(), submitted.press(), submitted.answers(), answering);
      case Incoming.Reacted reacted -> reacting.reacted(reacted, answering);
      case Incoming.Removed removed -> reacting.removed(removed.message());
    }
  }

  private void typed(Incoming.Typed typed, Answering answering) {
    if (typed.line().length() > LONGEST_LINE) {
      answering.privately(
          Message.of(
              "That is too long for a command: "
                  + LONGEST_LINE
                  + " characters at most. Nothing was done."));
      return;
    }
    switch (tokenizer.tokens(typed.line())) {
      case Tokens.Unclosed unclosed ->
          answering.privately(
              Message.of(
                  "A quote ("
                      + unclosed.quote()
                      + ") is opened and never closed. Nothing was done."));
      case Tokens.Words words -> run(typed.by(), typed.at(), words.words(), How.TYPED, answering);
    }
  }

  /** How a line came to be, which decides who sees what comes of it. */
  private enum How {
    TYPED,
    /** The message that the button stands on tells everyone else. */
    PRESSED
  }

  private void run(Account by, Place at, List<String> words, How how, Answering answering) {
    ChatHost host = host(by, at);
    ChatSession session = session(by, at, host);
    if (!words.isEmpty() && words.contains("start")) {
      Questions.about(desk, session, words).ifPresent(release -> reacting.settle(release.id()));
    }
    Outcome outcome = grammar.run(session, words);
    if (outcome.view().isEmpty()) {
      return;
    }
    View view = outcome.view().get();
    Optional<Question> asked = host.asked();
    if (asked.isPresent() && view instanceof RefusalView) {
      answering.privately(questions.ask(by, session, words, asked.get()));
      return;
    }
    Message message =
        ViewMessages.of(
            identities.inTheirWords(view, by, session.actor()),
            outcome.format(),
            grammar.echo(words));
    if (how == How.TYPED && isFact(view)) {
      answering.openly(message);
    } else {
      answering.privately(message);
    }
  }

  /** Something changed, and everyone should know. */
  private static boolean isFact(View view) {
    return view instanceof NoticeView notice && !notice.would() && notice.role() != Role.NONE;
  }

  private void pressed(
      Account by, Place at, Press press, Map<String, String> answers, Answering answering) {
    switch (press.verb()) {
      case "yes", "no" -> answered(by, at, press, answers, answering);
      case "reject" -> reject(by, at, press, answers, answering);
      default -> {
        Optional<List<String>> line = PressedLine.of(press, answers);
        if (line.isEmpty()) {
          answering.privately(
              Message.of("This button means nothing here any more. Nothing was done."));
          return;
        }
        Optional<Message> refused = tooLate(press).or(() -> untyped(press, answers));
        if (refused.isPresent()) {
          answering.privately(refused.get());
          return;
        }
        run(by, at, line.get(), How.PRESSED, answering);
      }
    }
  }

  private Optional<Message> tooLate(Press press) {
    if (PressedLine.isNeverTooLate(press.verb())) {
      return Optional.empty();
    }
    return release(press)
        .filter(release -> Footing.of(release) != press.revision())
        .map(release ->
            Message.of(
                "This message was older, nothing done: "
                    + release.id()
                    + " has moved on since. Its message shows how it stands."));
  }

  /** A thumb slips on a phone: a high risk is approved by typing the release's name. */
  private Optional<Message> untyped(Press press, Map<String, String> answers) {
    boolean high =
        press.verb().equals("approve") && release(press).filter(Risks::isHigh).isPresent();
    String typed = answers.getOrDefault(Forms.NAME, "").strip();
    return !high || typed.equals(press.about())
        ? Optional.empty()
        : Optional.of(
            Message.of(
                "The risk of "
                    + press.about()
                    + " is high: its approval needs the button and the name, typed letter by letter. Nothing was done."));
  }

  private Optional<ReleaseRecord> release(Press press) {
    return desk.lookup().find(press.about(), Optional.empty())
            instanceof Answer.Yes<ReleaseRecord> yes
        ? Optional.of(yes.value())
        : Optional.empty();
  }

  private void answered(
      Account by, Place at, Press press, Map<String, String> answers, Answering answering) {
    switch (questions.answer(by, press)) {
      case Questions.Answered.Over over -> answering.privately(Message.of(over.words()));
      case Questions.Answered.Go go -> {
        if (press.verb().equals("no")) {
          answering.privately(Message.of("Nothing was changed."));
          return;
        }
        String name = answers.getOrDefault(Forms.NAME, "").strip();
        run(
            by,
            at,
            name.isEmpty() ? with(go.words(), "--yes") : with(go.words(), "--confirm", name),
            How.PRESSED,
            answering);
      }
    }
  }

  /** Options stand before the free text. */
  private static List<String> with(List<String> words, String... options) {
    List<String> line = new ArrayList<>(words);
    int text = line.indexOf("--");
    line.addAll(text < 0 ? line.size() : text, List.of(options));
    return line;
  }

  /**
   * A person's no. It closes no gate, it takes the person's own approval back, and what moves
   * waits.
   */
  private void reject(
      Account by, Place at, Press press, Map<String, String> answers, Answering answering) {
    Optional<ReleaseRecord> release = release(press);
    boolean known = identities.person(by).isPresent();
    if (release.isEmpty() || !known) {
      run(by, at, List.of("withdraw", press.about()), How.PRESSED, answering);
      return;
    }
    if (release.get().state().isEnd()) {
      answering.privately(Message.of(press.about() + " is over; there is nothing to hold back."));
      return;
    }
    String reason = Plain.line(answers.getOrDefault(Forms.REASON, ""), LONGEST_REASON).strip();
    if (reason.isEmpty()) {
      answering.privately(Message.of("Without a reason nothing was done."));
      return;
    }
    ChatSession session = session(by, at, host(by, at));
    boolean moves = release.get().state().isMoving();
    List<String> line =
        moves
            ? List.of("rollout", "pause", press.about(), "--reason", reason)
            : List.of("withdraw", press.about(), "--reason", reason);
    Outcome outcome = grammar.run(session, line);
    boolean done = outcome.exit() == 0;
    answering.openly(
        new Message(
            identities.name(by) + " holds " + press.about() + " back.",
            List.of(
                new Message.Paragraph(
                    Words.of(
                        new Words.Strong(identities.name(by)),
                        new Words.Plain(
                            " holds "
                                + press.about()
                                + " back: "
                                + reason
                                + (moves && done ? " (it is paused)" : ""))))),
            0,
            Optional.of(press.about())));
  }

  private ChatHost host(Account by, Place at) {
    return new ChatHost(desk, moving, identities.actor(by, at), at);
  }

  private ChatSession session(Account by, Place at, ChatHost host) {
    return new ChatSession(desk, by, identities.actor(by, at), inUse(at), host, news);
  }

  private Optional<ReleaseId> inUse(Place at) {
    return at.thread()
        .flatMap(root -> book.of(Channels.key(root), root.id()))
        .flatMap(standing -> Channels.release(standing.stream()));
  }

  @Override
  public List<Candidate> complete(Account by, Place at, String line) {
    if (line.length() > LONGEST_LINE || !(tokenizer.tokens(line) instanceof Tokens.Words typed)) {
      return List.of();
    }
    List<String> words = typed.words();
    boolean begun = !words.isEmpty() && !line.endsWith(" ");
    try {
      return completer.complete(
          session(by, at, host(by, at)),
          words,
          begun ? words.size() - 1 : words.size(),
          begun ? words.getLast() : "");
    } catch (Store.Unavailable away) {
      return List.of();
    }
  }
}
