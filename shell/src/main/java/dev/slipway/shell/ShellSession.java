package dev.slipway.shell;

import dev.slipway.Slipway;
import dev.slipway.command.Face;
import dev.slipway.command.Host;
import dev.slipway.command.Session;
import dev.slipway.control.Desk;
import dev.slipway.notice.Outbox;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import java.util.Optional;

/** A person at the interactive shell; remembers the release in use. */
public final class ShellSession implements Session {
  private final Slipway slipway;
  private final Actor actor;
  private final Host host;
  private volatile Optional<ReleaseId> inUse = Optional.empty();

  public ShellSession(Slipway slipway, Actor actor, Host host) {
    this.slipway = slipway;
    this.actor = actor;
    this.host = host;
  }

  @Override
  public Desk desk() {
    return slipway.desk();
  }

  @Override
  public Actor actor() {
    return actor;
  }

  @Override
  public Optional<ReleaseId> inUse() {
    return inUse;
  }

  @Override
  public void use(Optional<ReleaseId> release) {
    inUse = release;
  }

  @Override
  public Optional<Outbox> news() {
    return Optional.of(slipway.news());
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
