package dev.slipway.bot.api;

import dev.slipway.command.Face;
import dev.slipway.command.Host;
import dev.slipway.command.Session;
import dev.slipway.command.remote.LineRequest.Surface;
import dev.slipway.control.Catalogues;
import dev.slipway.control.Desk;
import dev.slipway.control.Tokens;
import dev.slipway.notice.Outbox;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import java.util.Optional;

/** One line of somebody far away. */
final class ApiSession implements Session {
  private final Desk desk;
  private final Outbox news;
  private final Tokens.Bearer.Known bearer;
  private final Optional<Surface> surface;
  private final Optional<Catalogues.Sent> catalogue;
  private final Host host;
  private Optional<ReleaseId> inUse;
  private boolean used;

  ApiSession(
      Desk desk,
      Outbox news,
      Tokens.Bearer.Known bearer,
      Optional<Surface> surface,
      Optional<ReleaseId> inUse,
      Optional<Catalogues.Sent> catalogue,
      Host host) {
    this.desk = desk;
    this.news = news;
    this.bearer = bearer;
    this.surface = surface;
    this.inUse = inUse;
    this.catalogue = catalogue;
    this.host = host;
  }

  @Override
  public Desk desk() {
    return desk;
  }

  /** Where it was typed is what the shell says; who it was is what the token says. */
  @Override
  public Actor actor() {
    return bearer.at(
        surface
            .map(where ->
                switch (where) {
                  case SHELL -> "shell";
                  case COMMAND_LINE -> "command line";
                })
            .orElse("api"));
  }

  @Override
  public Optional<ReleaseId> inUse() {
    return inUse;
  }

  @Override
  public void use(Optional<ReleaseId> release) {
    inUse = release;
    used = true;
  }

  /** What was taken into use by the line, "" when it put it away; empty when it did neither. */
  Optional<String> nowInUse() {
    return used ? Optional.of(inUse.map(ReleaseId::toString).orElse("")) : Optional.empty();
  }

  @Override
  public Optional<String> token() {
    return Optional.of(bearer.token());
  }

  @Override
  public Optional<Catalogues.Sent> sentCatalogue() {
    return catalogue;
  }

  @Override
  public Optional<Outbox> news() {
    return Optional.of(news);
  }

  @Override
  public Host host() {
    return host;
  }

  @Override
  public Face face() {
    return surface.filter(Surface.SHELL::equals).isPresent() ? Face.SHELL : Face.ONE_SHOT;
  }
}
