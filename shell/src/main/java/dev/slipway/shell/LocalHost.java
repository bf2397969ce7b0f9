package dev.slipway.shell;

import dev.slipway.Slipway;
import dev.slipway.command.DemoWish;
import dev.slipway.command.DoctorWish;
import dev.slipway.command.Format;
import dev.slipway.command.Host;
import dev.slipway.command.InitWish;
import dev.slipway.command.LoginWish;
import dev.slipway.command.Outcome;
import dev.slipway.command.Question;
import dev.slipway.command.WatchWish;
import dev.slipway.control.Clock;
import dev.slipway.control.Refusal;
import dev.slipway.control.Worker;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.ReleaseId;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import dev.slipway.shell.watch.LiveTerminal;
import dev.slipway.shell.watch.Watching;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a process on this machine can do for a command: practise, work, keep a view open, ask. */
public final class LocalHost implements Host {
  private final Supplier<Slipway> slipway;
  private final Output output;
  private final Asker asker;
  private final DemoDoor demo;
  private final SetupDoor setup;
  private final WorkerDoor workers;
  private final LiveTerminal terminal;
  private final Clock clock;

  /**
   * @param terminal where a live view may be shown
   */
  public LocalHost(
      Supplier<Slipway> slipway,
      Output output,
      Asker asker,
      DemoDoor demo,
      SetupDoor setup,
      WorkerDoor workers,
      LiveTerminal terminal,
      Clock clock) {
    this.slipway = slipway;
    this.output = output;
    this.asker = asker;
    this.demo = demo;
    this.setup = setup;
    this.workers = workers;
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Outcome demo(DemoWish wish) {
    return switch (wish) {
      case DemoWish.Tell tell -> demo.tell(tell.fast(), tell.healthy(), tell.jsonl());
      case DemoWish.Start start -> demo.control(start);
      case DemoWish.Stop stop -> demo.control(stop);
      case DemoWish.State state -> demo.control(state);
      case DemoWish.Break broken -> demo.control(broken);
      case DemoWish.Heal heal -> demo.control(heal);
      case DemoWish.Approve approve -> demo.control(approve);
    };
  }

  @Override
  public Outcome watch(ReleaseRecord release, WatchWish wish) {
    Slipway core = slipway.get();
    return new Watching(output, terminal, clock)
        .follow(core.desk(), release, wish, () -> undriven(core));
  }

  @Override
  public Outcome init(InitWish wish) {
    return setup.init(wish);
  }

  @Override
  public Outcome doctor(DoctorWish wish) {
    return setup.doctor(wish);
  }

  @Override
  public Outcome login(LoginWish wish) {
    return setup.login(wish);
  }

  @Override
  public Outcome logout(Format format) {
    return setup.logout(format);
  }

  @Override
  public Optional<String> ask(Question question) {
    return asker.ask(question);
  }

  @Override
  public Outcome work(Optional<Duration> untilIdle) {
    Slipway core = slipway.get();
    PageNews page = demo.tellingThePage(core);
    try {
      return new Working(core, output, clock, untilIdle).run();
    } finally {
      page.close();
    }
  }

  @Override
  public Optional<Refusal> summonWorker() {
    return workers.summon(words -> output.aside(Text.of(words), Format.DEFAULT));
  }

  /** A warning when releases move and no process performs them; empty when all is well. */
  public static Optional<Text> undriven(Slipway core) {
    List<String> moving =
        core.desk().lookup().list(Store.Query.moving()).stream()
            .map(summary -> summary.id().toString())
            .toList();
    List<String> waiting =
        core.desk().schedule().waiting().stream().map(ReleaseId::toString).toList();
    List<String> kept = core.desk().oldSides().due().stream().map(ReleaseId::toString).toList();
    if (moving.isEmpty() && waiting.isEmpty() && kept.isEmpty()) {
      return Optional.empty();
    }
    Instant now = core.store().now(core.desk().now());
    boolean driven =
        core.store().read(Store.Reader::workers).stream()
            .anyMatch(worker -> Worker.isFresh(worker, now));
    return driven
        ? Optional.empty()
        : Optional.of(
            Text.of("! ", Tone.WAITING)
                .and(
                    String.join(
                        ", ", !moving.isEmpty() ? moving : !waiting.isEmpty() ? waiting : kept),
                    Tone.SUBJECT)
                .and(
                    !moving.isEmpty()
                        ? " moves, but no process drives it.  Fix:  "
                        : !waiting.isEmpty()
                            ? " is to start by itself, but no process would start it.  Fix:  "
                            : " is to retire its old side, but no process does.  Fix:  ")
                .and("slipway work", Tone.COMMAND));
  }
}
