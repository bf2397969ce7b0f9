package dev.slipway.bot.conversation;

import dev.slipway.command.Question;
import dev.slipway.control.Answer;
import dev.slipway.control.Desk;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.ChatBook;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Lines that wait for a yes or a typed name, whichever server hears it. */
final class Questions {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int TOKEN = 12;
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  /** How the question is answered at a terminal; a button says it here. */
  private static final Pattern AT_A_TERMINAL =
      Pattern.compile("\\s*[\\[(](?:y/N, )?or run again with [^\\])]*[\\])]$");

  private final ChatBook book;
  private final Desk desk;
  private final SecureRandom random = new SecureRandom();

  Questions(ChatBook book, Desk desk) {
    this.book = book;
    this.desk = desk;
  }

  /** What became of an answer. */
  sealed interface Answered {
    record Go(List<String> words) implements Answered {}

    record Over(String words) implements Answered {}
  }

  Message ask(Account by, ChatSession session, List<String> words, Question question) {
    StringBuilder token = new StringBuilder();
    for (int i = 0; i < TOKEN; i++) {
      token.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    Optional<ReleaseRecord> about = about(desk, session, words);
    String name = about.map(release -> release.id().toString()).orElse("");
    long footing = about.map(Footing::of).orElse(0L);
    book.ask(new ChatBook.Question(token.toString(), by.key(), words, footing, desk.now()));
    String what = AT_A_TERMINAL.matcher(question.words()).replaceFirst("");
    return new Message(
        what,
        List.of(
            new Message.Paragraph(Words.of(what)),
            new Message.Buttons(
                switch (question) {
                  case Question.YesNo yesNo ->
                      List.of(
                          button("Yes, go on", "yes", name, footing, token, Optional.empty()),
                          button("No", "no", name, footing, token, Optional.empty()));
                  case Question.TypeName type ->
                      List.of(
                          button(
                              "Type the name",
                              "yes",
                              type.name(),
                              footing,
                              token,
                              Optional.of(Press.FormKind.TYPED_NAME)),
                          button("No", "no", name, footing, token, Optional.empty()));
                })),
        0,
        Optional.empty());
  }

  private static Message.Button button(
      String label,
      String verb,
      String about,
      long footing,
      CharSequence token,
      Optional<Press.FormKind> form) {
    return new Message.Button(
        label,
        label + (about.isEmpty() ? "" : ": " + about),
        verb.equals("yes") ? Message.Tone.DANGER : Message.Tone.PLAIN,
        new Press(verb, about, footing, token.toString(), form));
  }

  /** The release a line speaks of: its first word that names one, or the thread's. */
  static Optional<ReleaseRecord> about(Desk desk, ChatSession session, List<String> words) {
    return words.stream()
        .filter(word -> !word.startsWith("-"))
        .flatMap(word -> found(desk, word, session).stream())
        .findFirst()
        .or(() -> found(desk, "@", session));
  }

  private static Optional<ReleaseRecord> found(Desk desk, String word, ChatSession session) {
    return desk.lookup().find(word, session.inUse()) instanceof Answer.Yes<ReleaseRecord> yes
        ? Optional.of(yes.value())
        : Optional.empty();
  }

  Answered answer(Account by, Press press) {
    Optional<ChatBook.Question> question = book.answer(press.argument(), by.key(), desk.now());
    if (question.isEmpty()) {
      return new Answered.Over(
          "That was answered already, or asked of somebody else. Nothing was done.");
    }
    if (question.get().at().plus(LONGEST).isBefore(desk.now())) {
      return new Answered.Over(
          "That was asked more than "
              + LONGEST.toMinutes()
              + " minutes ago. Nothing was done; type it again.");
    }
    boolean moved =
        !press.about().isEmpty()
            && desk.lookup().find(press.about(), Optional.empty())
                instanceof Answer.Yes<ReleaseRecord> yes
            && Footing.of(yes.value()) != question.get().footing();
    return moved && press.verb().equals("yes")
        ? new Answered.Over(
            "This message was older, nothing done: "
                + press.about()
                + " has moved on since it was asked.")
        : new Answered.Go(question.get().words());
  }
}
