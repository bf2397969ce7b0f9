package dev.slipway.shell;

import dev.slipway.ProgramVersion;
import dev.slipway.Slipway;
import dev.slipway.control.SystemClock;
import dev.slipway.shell.demo.PracticeDoor;
import dev.slipway.shell.repl.OwnStore;
import dev.slipway.shell.watch.LiveTerminal;
import java.util.List;

/** What the interactive shell of this process works with, from its opening to its end. */
final class OpenedShell implements AutoCloseable {
  private final Surroundings here;
  private final Output output;
  private final Workplace workplace;
  private volatile PageNews page = PageNews.none();

  OpenedShell(Surroundings here, Output output, Workplace workplace) {
    this.here = here;
    this.output = output;
    this.workplace = workplace;
  }

  /**
   * @throws Obstacle when there is no configuration or it has problems
   * @throws dev.slipway.journal.Store.Unavailable when the store cannot be opened
   */
  OwnStore.Place open() {
    Slipway slipway = workplace.slipway();
    PracticeDoor demo = new PracticeDoor(here, workplace::slipway);
    ShellSession session =
        new ShellSession(
            slipway,
            workplace.actor("shell"),
            new LocalHost(
                () -> slipway,
                output,
                Asker.at(here),
                demo,
                new SetupDoor(here),
                new DetachedWorker(here, () -> slipway, new SystemClock()),
                LiveTerminal.ofThisProcess(here),
                new SystemClock()));
    page = demo.tellingThePage(slipway);
    return new OwnStore.Place(
        slipway,
        session,
        List.of(
            Greeting.of(
                ProgramVersion.text(), session.actor(), slipway.desk().catalogue().people())));
  }

  @Override
  public void close() {
    page.close();
  }
}
