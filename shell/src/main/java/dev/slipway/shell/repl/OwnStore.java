package dev.slipway.shell.repl;

import dev.slipway.Slipway;
import dev.slipway.command.Candidate;
import dev.slipway.command.CommandLineGrammar;
import dev.slipway.command.Completer;
import dev.slipway.command.Failure;
import dev.slipway.command.Outcome;
import dev.slipway.command.Session;
import dev.slipway.command.remote.Bearing;
import dev.slipway.command.remote.Bearings;
import dev.slipway.command.remote.JournalFeed;
import dev.slipway.command.remote.News;
import dev.slipway.control.Refusal;
import dev.slipway.control.SystemClock;
import dev.slipway.control.Worker;
import dev.slipway.release.ReleaseId;
import dev.slipway.shell.LocalHost;
import dev.slipway.shell.Remembered;
import dev.slipway.shell.SetupDoor;
import dev.slipway.shell.WaysBack;
import dev.slipway.shell.watch.LiveTerminal;
import dev.slipway.view.People;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** The store here. While the shell is open it performs what is to be done there. */
public final class OwnStore implements Counterpart {
  private final Slipway slipway;
  private final List<String> greeting;
  private final TypedSession session;
  private final CommandLineGrammar grammar = new CommandLineGrammar();
  private final Completer completer;
  private final Bearings bearings;
  private final JournalFeed feed;
  private final Queue<String> trouble = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Worker> worker = new CompletableFuture<>();

  /**
   * @param session who types; what needs a process is done at the terminal, except {@code demo},
   *     which stays with the session's host
   * @param greeting lines shown above the first prompt
   */
  public record Place(Slipway slipway, Session session, List<String> greeting)
      implements Counterpart.Place {
    public Place {
      greeting = List.copyOf(greeting);
    }

    @Override
    public Counterpart at(Seat seat) {
      return new OwnStore(this, seat);
    }
  }

  private OwnStore(Place place, Seat seat) {
    this.slipway = place.slipway();
    this.greeting = place.greeting();
    this.session = new TypedSession(place.session());
    session.host(
        new LocalHost(
            () -> slipway,
            seat.output(),
            seat.asker(),
            session.callersDemo(),
            new SetupDoor(seat.here()),
            session.callersWorkers(),
            LiveTerminal.of(seat.here(), seat.terminal()),
            new SystemClock()));
    Remembered remembered = new Remembered(seat.here());
    this.completer = new Completer(remembered.habits(), remembered);
    this.bearings = new Bearings(slipway.desk());
    this.feed = new JournalFeed(slipway.desk());
  }

  @Override
  public List<String> greeting() {
    return greeting;
  }

  @Override
  public void begin() {
    try {
      worker.complete(slipway.worker(trouble::add));
    } catch (RuntimeException broken) {
      worker.completeExceptionally(broken);
      throw broken;
    }
  }

  @Override
  public Outcome run(List<String> words) {
    return grammar.run(session, words);
  }

  @Override
  public Failure explained(Failure failure, List<String> words) {
    return WaysBack.named(failure, words, session.inUse(), slipway.settings().documents());
  }

  @Override
  public List<Candidate> complete(List<String> words, int index, String prefix) {
    return completer.complete(session, words, index, prefix);
  }

  @Override
  public List<Candidate> firstWords() {
    return completer.complete(session, List.of(""), 0, "");
  }

  @Override
  public Optional<String> inUse() {
    return session.inUse().map(ReleaseId::toString);
  }

  @Override
  public Optional<Bearing> bearing() {
    return session.inUse().flatMap(bearings::of);
  }

  @Override
  public List<News> news() {
    return feed.look();
  }

  @Override
  public List<String> remarks() {
    List<String> all = new ArrayList<>();
    for (String words = trouble.poll(); words != null; words = trouble.poll()) {
      all.add("worker: " + words);
    }
    return all;
  }

  @Override
  public boolean isSeen(News news) {
    return session.watches().isSeen(news);
  }

  @Override
  public Instant now() {
    return session.desk().now();
  }

  @Override
  public String me() {
    return People.of(slipway.desk().catalogue()).name(session.actor().name());
  }

  @Override
  public List<ReleaseId> driven() {
    return Repl.ifThere(worker).stream().flatMap(one -> one.driving().stream()).toList();
  }

  @Override
  public Optional<Refusal> handOver(Consumer<String> say) {
    return session.callersWorkers().summon(say);
  }

  @Override
  public void close() {
    if (worker.isDone()) {
      Repl.ifThere(worker).ifPresent(Worker::close);
    }
  }
}
