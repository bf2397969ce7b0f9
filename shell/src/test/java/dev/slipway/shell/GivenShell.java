package dev.slipway.shell;

import dev.slipway.Slipway;
import dev.slipway.control.SystemClock;
import dev.slipway.shell.watch.LiveTerminal;
import java.io.IOException;
import java.nio.file.Path;

/** The core of a place, opened for a person at the interactive shell. */
public final class GivenShell implements AutoCloseable {
  private final Workplace workplace;
  private final Surroundings here;

  public GivenShell(Path folder) throws IOException {
    this.here =
        GivenPlace.in(folder)
            .configured()
            .variable("NO_COLOR", "1")
            .variable("XDG_STATE_HOME", folder.resolve("xdg").toString())
            .surroundings();
    this.workplace = new Workplace(here);
  }

  public Slipway slipway() {
    return workplace.slipway();
  }

  public Surroundings here() {
    return here;
  }

  public ShellSession session() {
    Slipway slipway = slipway();
    Output output = new StreamOutput(here);
    return new ShellSession(
        slipway,
        workplace.actor("shell"),
        new LocalHost(
            () -> slipway,
            output,
            Asker.at(here),
            DemoDoor.none(),
            new SetupDoor(here),
            WorkerDoor.none(),
            LiveTerminal.ofThisProcess(here),
            new SystemClock()));
  }

  @Override
  public void close() {
    workplace.close();
  }
}
