package dev.slipway.shell;

import dev.slipway.command.Format;
import dev.slipway.command.Outcome;
import dev.slipway.command.WatchWish;
import dev.slipway.control.SystemClock;
import dev.slipway.shell.watch.LiveTerminal;
import dev.slipway.shell.watch.Watching;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Watches a release that stands at its first stage, at the terminal it was started in. */
final class WatchedProgram {
  private WatchedProgram() {}

  public static void main(String[] arguments) {
    Surroundings here = Surroundings.ofThisProcess();
    try (AMovingRelease release = new AMovingRelease(Path.of(arguments[0])).atTheFirstStage()) {
      Watching watching =
          new Watching(new StreamOutput(here), LiveTerminal.ofThisProcess(here), new SystemClock());
      WatchWish wish =
          new WatchWish(true, Optional.empty(), false, Format.DEFAULT, WatchedProgram::answered);
      Outcome outcome = watching.follow(release.desk(), release.record(), wish, Optional::empty);
      here.out().flush();
      System.exit(outcome.exit());
    }
  }

  private static Outcome answered(List<String> line) {
    throw new IllegalStateException("no key is to run " + line);
  }
}
