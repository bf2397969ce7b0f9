package dev.slipway.shell.repl;

import dev.slipway.command.Candidate;
import dev.slipway.command.CommandLineGrammar;
import dev.slipway.command.Completer;
import dev.slipway.command.Failure;
import dev.slipway.command.Outcome;
import dev.slipway.command.Session;
import dev.slipway.command.remote.Bearing;
import dev.slipway.command.remote.CompletionRequest;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.LineRequest;
import dev.slipway.command.remote.News;
import dev.slipway.command.remote.Standing;
import dev.slipway.control.Refusal;
import dev.slipway.control.SystemClock;
import dev.slipway.release.ReleaseId;
import dev.slipway.shell.Remembered;
import dev.slipway.shell.team.OwnCatalogue;
import dev.slipway.shell.team.Server;
import dev.slipway.shell.team.ServerNews;
import dev.slipway.shell.team.TeamLines;
import dev.slipway.shell.watch.LiveTerminal;
import dev.slipway.shell.watch.Watching;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A server that this person has logged in to. Nothing is driven here: who leaves stops nothing. */
public final class FarServer implements Counterpart {
  private final Server server;
  private final Standing standing;
  private final List<String> greeting;
  private final Session here;
  private final CommandLineGrammar grammar = new CommandLineGrammar();
  private final Remembered remembered;
  private final Completer completer;
  private final TeamLines lines;
  private final ServerNews news;
  private final Watches watches = new Watches();
  private volatile Optional<String> inUse = Optional.empty();

  /**
   * @param own the catalogue of this folder, read anew by each line that is about it
   * @param here the session of lines that concern this computer alone, with this terminal's host
   * @param greeting lines shown above the first prompt
   */
  public record Place(
      Server server,
      Standing standing,
      OwnCatalogue own,
      Function<Seat, Session> here,
      List<String> greeting)
      implements Counterpart.Place {
    public Place {
      greeting = List.copyOf(greeting);
    }

    @Override
    public Counterpart at(Seat seat) {
      return new FarServer(this, seat);
    }
  }

  private FarServer(Place place, Seat seat) {
    this.server = place.server();
    this.standing = place.standing();
    this.greeting = place.greeting();
    this.here = place.here().apply(seat);
    this.remembered = new Remembered(seat.here());
    this.completer = new Completer(remembered.habits(), remembered);
    this.lines =
        new TeamLines(
            server,
            LineRequest.Surface.SHELL,
            place.own(),
            seat.asker(),
            new Watching(
                seat.output(), LiveTerminal.of(seat.here(), seat.terminal()), new SystemClock()));
    this.news = new ServerNews(server);
  }

  @Override
  public List<String> greeting() {
    return greeting;
  }

  @Override
  public void begin() {
    news.start();
  }

  @Override
  public Outcome run(List<String> words) {
    return TeamLines.isDoneHere(grammar, words)
        ? grammar.run(here, words)
        : lines.run(words, inUse, this::hears);
  }

  private void hears(LineAnswer answer, boolean watched) {
    answer
        .inUse()
        .ifPresent(release -> {
          inUse = Optional.of(release).filter(name -> !name.isEmpty());
          news.use(release);
        });
    answer.at().ifPresent(at -> news.hears(answer.bearing(), at));
    if (watched) {
      answer.watch().ifPresent(watch -> watches.watched(watch.release(), now()));
    }
  }

  @Override
  public Failure explained(Failure failure, List<String> words) {
    return failure;
  }

  @Override
  public List<Candidate> complete(List<String> words, int index, String prefix) {
    if (index == 0) {
      return completer.complete(here, words, index, prefix);
    }
    try {
      return server.completions(
          new CompletionRequest(
              words,
              index,
              prefix,
              inUse,
              Optional.of(LineRequest.Surface.SHELL),
              remembered.habits().recent()));
    } catch (RuntimeException away) {
      // A key press is no place for an error; running the line tells what is wrong.
      return List.of();
    }
  }

  @Override
  public List<Candidate> firstWords() {
    return completer.complete(here, List.of(""), 0, "");
  }

  @Override
  public Optional<String> inUse() {
    return inUse;
  }

  @Override
  public Optional<Bearing> bearing() {
    return news.bearing();
  }

  @Override
  public List<News> news() {
    return news.take();
  }

  @Override
  public List<String> remarks() {
    return news.takeRemarks();
  }

  @Override
  public boolean isSeen(News told) {
    return watches.isSeen(told);
  }

  @Override
  public Instant now() {
    return news.now();
  }

  @Override
  public String me() {
    return standing.name();
  }

  @Override
  public List<ReleaseId> driven() {
    return List.of();
  }

  @Override
  public Optional<Refusal> handOver(Consumer<String> say) {
    return Optional.empty();
  }

  @Override
  public void close() {
    news.close();
  }
}
