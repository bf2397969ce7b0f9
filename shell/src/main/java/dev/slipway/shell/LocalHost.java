package dev.slipway.shell;

import dev.slipway.Slipway;
import dev.slipway.command.DemoWish;
import dev.slipway.command.DoctorWish;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.Host;
import dev.slipway.command.Outcome;
import dev.slipway.command.Question;
import dev.slipway.command.WatchWish;
import dev.slipway.control.Clock;
import dev.slipway.control.Worker;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.release.ReleaseId;
import dev.slipway.shell.render.Text;
import dev.slipway.shell.render.Tone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What a process on this machine can do for a command: practise, work, keep a view open, ask. */
public final class LocalHost implements Host {
  private static final Duration LOOK = Duration.ofMillis(300);
  private final Supplier<Slipway> slipway;
  private final Output output;
  private final Asker asker;
  private final DemoDoor demo;
  private final SetupDoor setup;
  private final Clock clock;

  public LocalHost(
      Supplier<Slipway> slipway,
      Output output,
      Asker asker,
      DemoDoor demo,
      SetupDoor setup,
      Clock clock) {
    this.slipway = slipway;
    this.output = output;
    this.asker = asker;
    this.demo = demo;
    this.setup = setup;
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
    return new PlainWatch(core.desk(), output, clock, () -> undriven(core)).follow(release, wish);
  }

  @Override
  public Outcome doctor(DoctorWish wish) {
    return setup.doctor(wish);
  }

  @Override
  public Optional<String> ask(Question question) {
    return asker.ask(question);
  }

  /** Performs releases until Ctrl-C or SIGTERM; one line per event. */
  @Override
  public Outcome work() {
    Slipway core = slipway.get();
    JournalFeed feed = new JournalFeed(core.desk());
    feed.look();
    PageNews page = demo.tellingThePage(core);
    try (Interrupt stop = Interrupt.onKeysAndTermination();
        Worker worker =
            core.worker(trouble -> output.aside(Text.of(trouble, Tone.BAD), Format.DEFAULT))) {
      say("working; Ctrl-C ends it");
      Set<ReleaseId> driven = Set.of();
      try {
        while (!output.isClosed() && !stop.happened()) {
          feed.look().stream()
              .filter(News::told)
              .forEach(news -> output.line(news.line(), Format.DEFAULT));
          Set<ReleaseId> now = worker.driving();
          for (ReleaseId release : now) {
            if (!driven.contains(release)) {
              say("driving " + release);
            }
          }
          driven = now;
          clock.pause(LOOK);
        }
      } catch (InterruptedException asked) {
        // By a signal or, in a test, by its thread: how work ends.
      }
      say("stopped");
    } finally {
      page.close();
    }
    return Outcome.shown(ExitCode.DONE);
  }

  private void say(String words) {
    output.aside(Text.of(News.time(clock.now()) + " ", Tone.LABEL).and(words), Format.DEFAULT);
  }

  /** A warning when releases move and no process performs them; empty when all is well. */
  public static Optional<Text> undriven(Slipway core) {
    List<String> moving =
        core.desk().lookup().list(Store.Query.moving()).stream()
            .map(summary -> summary.id().toString())
            .toList();
    if (moving.isEmpty()) {
      return Optional.empty();
    }
    java.time.Instant gone = core.desk().now().minus(Worker.GONE_AFTER);
    boolean driven =
        core.store().read(Store.Reader::workers).stream()
            .anyMatch(worker -> worker.seen().isAfter(gone));
    return driven
        ? Optional.empty()
        : Optional.of(
            Text.of("! ", Tone.WAITING)
                .and(String.join(", ", moving), Tone.SUBJECT)
                .and(" moves, but no process drives it.  Fix:  ")
                .and("slipway work", Tone.COMMAND));
  }
}
