package dev.slipway.shell.repl;

import dev.slipway.command.DemoWish;
import dev.slipway.command.DoctorWish;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.Host;
import dev.slipway.command.InitWish;
import dev.slipway.command.Outcome;
import dev.slipway.command.Question;
import dev.slipway.command.WatchWish;
import dev.slipway.control.Refusal;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.view.MessageView;
import dev.slipway.view.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The local host as the interactive shell has it: it works all the time, and remembers what was
 * watched.
 */
record TerminalHost(Host here, Watches watches, Supplier<Instant> now) implements Host {
  @Override
  public Outcome demo(DemoWish wish) {
    return here.demo(wish);
  }

  @Override
  public Outcome work(Optional<Duration> untilIdle) {
    return Outcome.of(
        new MessageView(
            Role.GOOD, "This shell performs releases as long as it is open.", List.of()),
        ExitCode.DONE,
        Format.DEFAULT);
  }

  @Override
  public Outcome watch(ReleaseRecord release, WatchWish wish) {
    try {
      return here.watch(release, wish);
    } finally {
      watches.watched(release.id().toString(), now.get());
    }
  }

  @Override
  public Outcome init(InitWish wish) {
    return here.init(wish);
  }

  @Override
  public Outcome doctor(DoctorWish wish) {
    return here.doctor(wish);
  }

  @Override
  public Optional<Refusal> summonWorker() {
    return here.summonWorker();
  }

  @Override
  public Optional<String> ask(Question question) {
    return here.ask(question);
  }
}
