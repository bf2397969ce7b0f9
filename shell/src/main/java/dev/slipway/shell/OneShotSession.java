package dev.slipway.shell;

import dev.slipway.command.Face;
import dev.slipway.command.Host;
import dev.slipway.command.Session;
import dev.slipway.control.Desk;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import java.util.Optional;

/** One command line. The core is opened only when the command asks for it. */
final class OneShotSession implements Session {
  private final Workplace workplace;
  private final Host host;

  OneShotSession(Workplace workplace, Host host) {
    this.workplace = workplace;
    this.host = host;
  }

  @Override
  public Desk desk() {
    return workplace.slipway().desk();
  }

  @Override
  public Actor actor() {
    return workplace.actor("command line");
  }

  /** A command line is over before it could use anything. */
  @Override
  public Optional<ReleaseId> inUse() {
    return Optional.empty();
  }

  @Override
  public void use(Optional<ReleaseId> release) {}

  @Override
  public Host host() {
    return host;
  }

  @Override
  public Face face() {
    return Face.ONE_SHOT;
  }
}
