package dev.slipway.shell.repl;

import dev.slipway.command.Candidate;
import dev.slipway.command.Failure;
import dev.slipway.command.Outcome;
import dev.slipway.command.remote.Bearing;
import dev.slipway.command.remote.News;
import dev.slipway.control.Refusal;
import dev.slipway.release.ReleaseId;
import dev.slipway.shell.Asker;
import dev.slipway.shell.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.terminal.Terminal;

/**
 * Who answers what is typed into the shell: the store here with a worker of its own, or a server.
 * Everything else about the shell is the same for both.
 */
public interface Counterpart extends AutoCloseable {
  /** Where a person sits and types. */
  record Seat(Surroundings here, Terminal terminal, TerminalOutput output, Asker asker) {}

  /** Leads to it, once there is a terminal. */
  @FunctionalInterface
  interface Place {
    Counterpart at(Seat seat);
  }

  /** Shown above the first prompt. */
  List<String> greeting();

  /** Gets to work while the first line is typed. What it throws ends the shell. */
  void begin();

  /**
   * Runs a line.
   *
   * @throws RuntimeException what {@link Failure} has words for
   */
  Outcome run(List<String> words);

  /** The failure of a line, with whatever else helps. */
  Failure explained(Failure failure, List<String> words);

  /** What may stand at the cursor; never throws, and never longer than a key press may take. */
  List<Candidate> complete(List<String> words, int index, String prefix);

  /** Every word that a line may begin with. */
  List<Candidate> firstWords();

  /** "shop/42", which the prompt names. */
  Optional<String> inUse();

  /** How that one stands, as far as it is known at this moment. */
  Optional<Bearing> bearing();

  /** What happened since one last asked. */
  List<News> news();

  /** What else the person should know, likewise. */
  List<String> remarks();

  /** Whether the person saw it already, in a view of its own. */
  boolean isSeen(News news);

  /** The time by which news are told. */
  Instant now();

  /** The person's name, as news have it. */
  String me();

  /** Releases that stand still when this shell ends. */
  List<ReleaseId> driven();

  /**
   * Sees to it that they go on.
   *
   * @param say hears what was done for that, in one line
   * @return why they do not
   */
  Optional<Refusal> handOver(Consumer<String> say);

  @Override
  void close();
}
