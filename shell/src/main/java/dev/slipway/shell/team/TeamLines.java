package dev.slipway.shell.team;

import dev.slipway.command.CommandLineGrammar;
import dev.slipway.command.Outcome;
import dev.slipway.command.WatchWish;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.LineRequest;
import dev.slipway.control.Catalogues;
import dev.slipway.shell.Asker;
import dev.slipway.shell.watch.Watching;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lines that the server answers; its questions are asked here, and what is watched is shown here.
 */
public final class TeamLines {
  private static final Set<String> HERE =
      Set.of("login", "logout", "completion", "doctor", "init", "server", "work");
  private static final String ABOUT_CATALOGUES = "catalog ";
  private final CommandLineGrammar grammar = new CommandLineGrammar();
  private final Server server;
  private final LineRequest.Surface face;
  private final OwnCatalogue own;
  private final Asker asker;
  private final Watching watching;

  /**
   * @param own the catalogue of this folder, asked for by lines that are about it
   */
  public TeamLines(
      Server server, LineRequest.Surface face, OwnCatalogue own, Asker asker, Watching watching) {
    this.server = server;
    this.own = own;
    this.face = face;
    this.asker = asker;
    this.watching = watching;
  }

  /**
   * Whether a line concerns this computer alone, or nothing at all: help, and what is no command.
   */
  public static boolean isDoneHere(CommandLineGrammar grammar, List<String> words) {
    Optional<String> verb = grammar.verb(words);
    return verb.isEmpty() || HERE.contains(verb.get()) || verb.get().startsWith("demo");
  }

  /** Hears what a line was answered, and once more when what is to be watched after it was. */
  @FunctionalInterface
  public interface Hearing {
    void hears(LineAnswer answer, boolean watched);
  }

  /** Without a release in use. */
  public Outcome run(List<String> words) {
    return run(words, Optional.empty(), (answer, watched) -> {});
  }

  /**
   * @param inUse what "@" means
   */
  public Outcome run(List<String> words, Optional<String> inUse, Hearing hearing) {
    List<String> answers = new ArrayList<>();
    Optional<Catalogues.Sent> catalogue =
        grammar
            .verb(words)
            .filter(verb -> verb.startsWith(ABOUT_CATALOGUES))
            .flatMap(verb -> own.sent(verb.equals(ABOUT_CATALOGUES + "apply")));
    List<String> line = words;
    while (true) {
      LineAnswer answer =
          server.line(new LineRequest(line, answers, inUse, Optional.of(face), catalogue));
      if (answer.question().isPresent()) {
        Optional<String> said = asker.ask(answer.question().get().question());
        if (said.isPresent()) {
          answers.add(said.get());
        } else {
          // Nobody can be asked: the line says so in the words it has for that.
          line = withoutAsking(line);
        }
        continue;
      }
      hearing.hears(answer, false);
      if (answer.watch().isEmpty()) {
        return new Outcome(answer.view(), answer.exit(), answer.format());
      }
      try {
        return watched(answer.watch().get(), answer);
      } finally {
        hearing.hears(answer, true);
      }
    }
  }

  private static List<String> withoutAsking(List<String> line) {
    List<String> more = new ArrayList<>(line);
    int end = more.indexOf("--");
    more.add(end < 0 ? more.size() : end, "--no-input");
    return more;
  }

  private Outcome watched(LineAnswer.Watch watch, LineAnswer answer) {
    WatchWish wish =
        new WatchWish(watch.untilOver(), watch.timeout(), false, answer.format(), this::run);
    Outcome shown = watching.follow(live -> new RemoteSight(server, watch.release()), wish);
    return new Outcome(shown.view(), shown.exit(), answer.format());
  }
}
