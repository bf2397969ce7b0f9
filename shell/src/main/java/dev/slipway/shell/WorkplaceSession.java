package dev.slipway.shell;

import dev.slipway.command.Face;
import dev.slipway.command.Host;
import dev.slipway.command.Session;
import dev.slipway.control.Desk;
import dev.slipway.notice.Outbox;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import java.util.Optional;

/** What is typed at this computer. The core is opened only when a command asks for it. */
final class WorkplaceSession implements Session {
  private final Workplace workplace;
  private final Face face;
  private final Host host;

  WorkplaceSession(Workplace workplace, Face face, Host host) {
    this.workplace = workplace;
    this.face = face;
    this.host = host;
  }

  @Override
  public Desk desk() {
    return workplace.slipway().desk();
  }

  @Override
  public Actor actor() {
    return workplace.actor(face == Face.SHELL ? "shell" : "command line");
  }

  /** A command line is over before it could use anything; a shell at a server uses it there. */
  @Override
  public Optional<ReleaseId> inUse() {
    return Optional.empty();
  }

  @Override
  public void use(Optional<ReleaseId> release) {}

  @Override
  public Optional<Outbox> news() {
    return Optional.of(workplace.slipway().news());
  }

  @Override
  public Host host() {
    return host;
  }

  @Override
  public Face face() {
    return face;
  }
}
