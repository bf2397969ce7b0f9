package dev.slipway.shell.repl;

import dev.slipway.command.DemoWish;
import dev.slipway.command.Face;
import dev.slipway.command.Host;
import dev.slipway.command.Outcome;
import dev.slipway.command.Session;
import dev.slipway.control.Desk;
import dev.slipway.notice.Outbox;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.shell.DemoDoor;
import dev.slipway.shell.WorkerDoor;
import java.util.Optional;

/** The caller's session at this terminal: views and questions happen here. */
final class TypedSession implements Session {
  private final Session caller;
  private final Watches watches = new Watches();
  private Host host;

  TypedSession(Session caller) {
    this.caller = caller;
    this.host = caller.host();
  }

  void host(Host here) {
    host = new TerminalHost(here, watches, caller.desk()::now);
  }

  Watches watches() {
    return watches;
  }

  /**
   * The demo's doors stay with whoever opened the shell: only they know whether there is a fleet.
   */
  DemoDoor callersDemo() {
    return new DemoDoor() {
      @Override
      public Outcome tell(boolean fast, boolean healthy, boolean jsonl) {
        return caller.host().demo(new DemoWish.Tell(fast, healthy, jsonl));
      }

      @Override
      public Outcome control(DemoWish wish) {
        return caller.host().demo(wish);
      }
    };
  }

  /** Likewise the worker that goes on when the shell is left. */
  WorkerDoor callersWorkers() {
    return say -> caller.host().summonWorker();
  }

  @Override
  public Desk desk() {
    return caller.desk();
  }

  @Override
  public Actor actor() {
    return caller.actor();
  }

  @Override
  public Optional<ReleaseId> inUse() {
    return caller.inUse();
  }

  @Override
  public void use(Optional<ReleaseId> release) {
    caller.use(release);
  }

  @Override
  public Optional<Outbox> news() {
    return caller.news();
  }

  @Override
  public Host host() {
    return host;
  }

  @Override
  public Face face() {
    return Face.SHELL;
  }
}
